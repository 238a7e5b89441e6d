import { integer, maxLength, maxValue, minValue, number, pipe, string, transform } from 'valibot';
import type { RawText } from '../terminal/text.ts';

/*
 * A recording is text from outside: who wrote it, and what has become of it since, nobody knows. So every field is
 * held to what lmon would have taken from AWS, and what is not named here stays behind.
 */

/** More than a name, an ARN or the text of an error has. */
export const MOST_TEXT = 16_384;
/** CloudWatch Logs takes events of 1 MiB. */
export const MOST_MESSAGE = 1_048_576;
/** 9999-12-31: the last day that has a time as people write it. */
const LAST_MS = 253_402_300_799_999;
/** More than any quota, size or time that AWS knows of. */
export const GREATEST_COUNT = 10_000_000;

export const textUpTo = (most: number) =>
  pipe(
    string(),
    maxLength(most),
    transform((text) => text as RawText),
  );
export const text = textUpTo(MOST_TEXT);
export const functionName = textUpTo(64);
export const time = pipe(number(), integer(), minValue(0), maxValue(LAST_MS));
export const count = pipe(number(), integer(), minValue(0), maxValue(GREATEST_COUNT));
/** An exabyte: more than anybody logs. */
export const bytes = pipe(number(), minValue(0), maxValue(1e18));
export const durationMs = pipe(number(), minValue(0), maxValue(GREATEST_COUNT * 1_000));
