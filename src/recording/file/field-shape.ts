import { integer, maxLength, maxValue, minValue, number, pipe, string, transform } from 'valibot';
import type { RawText } from '../../terminal/text.ts';

/*
 * A recording is untrusted text. So every field must be something that lmon would have accepted from AWS, and fields
 * not named here are dropped.
 */

/** Longer than any name, ARN or error text. */
export const MOST_TEXT = 16_384;
/** CloudWatch Logs takes events of 1 MiB. */
export const MOST_MESSAGE = 1_048_576;
/** 9999-12-31: the last day that can be written as a date. */
const LAST_MS = 253_402_300_799_999;
/** Greater than any quota, size or time of AWS. */
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
/** An exabyte, more than anyone logs. */
export const bytes = pipe(number(), minValue(0), maxValue(1e18));
export const durationMs = pipe(number(), minValue(0), maxValue(GREATEST_COUNT * 1_000));
