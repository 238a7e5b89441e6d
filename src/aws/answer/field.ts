import type { RawText } from '../../terminal/text.ts';

/** Marks text that came from AWS. The brand is a type only, so this folder needs nothing of `terminal` at run time. */
export function raw(text: string): RawText {
  return text as RawText;
}

/** A field of an answer as text; null for anything else, and for empty text, which AWS also sends for "none". */
export function textOf(field: unknown): RawText | null {
  return typeof field === 'string' && field !== '' ? raw(field) : null;
}

/**
 * A function's name; null for text that is longer than Lambda allows.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export function functionNameOf(field: unknown): RawText | null {
  return textUpTo(field, 64);
}

/** A function's ARN, with an optional version or alias; null for text that is longer than any ARN. */
export function functionArnOf(field: unknown): RawText | null {
  return textUpTo(field, 256);
}

function textUpTo(field: unknown, most: number): RawText | null {
  const text = textOf(field);
  return text !== null && text.length <= most ? text : null;
}

/** A field of an answer as a number; null for NaN, infinities and other types. */
export function numberOf(field: unknown): number | null {
  return typeof field === 'number' && Number.isFinite(field) ? field : null;
}

/** Greater than any quota, size or time of AWS: a greater count is invalid. */
const GREATEST_COUNT = 10_000_000;

/** A field of an answer as a count: a whole number, at least 0; null for anything else. */
export function countOf(field: unknown): number | null {
  const count = numberOf(field);
  return count !== null && Number.isInteger(count) && count >= 0 && count <= GREATEST_COUNT ? count : null;
}

/** A field of an answer as a list; null for anything else, which the SDK's types rule out but its decoder does not. */
export function listOf<Item>(field: readonly Item[] | undefined): readonly Item[] | null {
  return Array.isArray(field) ? field : null;
}

/** The items that `read` accepts, in order. */
export function readable<Item, Value>(
  items: readonly Item[],
  read: (item: Item) => Value | null,
): readonly Value[] {
  const values: Value[] = [];
  for (const item of items) {
    // A broken server may put null or a string where an object belongs.
    const value = typeof item === 'object' && item !== null ? read(item) : null;
    if (value !== null) values.push(value);
  }
  return values;
}

/** The function's name in an ARN. */
export function functionNameIn(arn: RawText | null): RawText | null {
  return functionNameOf(arn?.split(':')[6]);
}
