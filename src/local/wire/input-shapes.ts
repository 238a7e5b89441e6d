import * as v from 'valibot';
import { Timestamp } from './timestamp.ts';

/*
 * Members of requests. AWS Query knows only strings and CBOR has its own timestamps, so each shape takes every
 * spelling that a protocol has for it.
 */

const numberText = v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/), v.transform(Number));

export const number = v.pipe(v.union([v.number(), numberText]), v.finite());

export const integer = v.pipe(number, v.safeInteger());

export function integerBetween(least: number, most: number) {
  return v.pipe(integer, v.minValue(least), v.maxValue(most));
}

export const boolean = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((text) => text === 'true'),
  ),
]);

const secondsText = v.pipe(
  numberText,
  v.transform((seconds) => seconds * 1_000),
);

const isoText = v.pipe(v.string(), v.transform(Date.parse), v.finite());

/** Epoch milliseconds, from epoch seconds, ISO 8601 or a CBOR timestamp. */
export const time = v.pipe(
  v.union([
    v.pipe(
      v.number(),
      v.transform((seconds) => seconds * 1_000),
    ),
    secondsText,
    isoText,
    v.pipe(
      v.instance(Timestamp),
      v.transform((timestamp) => timestamp.epochMs),
    ),
  ]),
  v.finite(),
  v.transform(Math.round),
);

/** A list; AWS Query writes an empty one as an empty string. */
export function listOf<Item extends v.GenericSchema>(item: Item, most: number) {
  return v.pipe(
    v.unknown(),
    v.transform((list) => (list === '' ? [] : list)),
    v.array(item),
    v.maxLength(most),
  );
}

export function textBetween(least: number, most: number) {
  return v.pipe(v.string(), v.minLength(least), v.maxLength(most));
}
