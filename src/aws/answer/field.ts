import type { RawText } from '../../terminal/text.ts';

/** Marks text that came from AWS. The brand is a type only, so this folder needs nothing of `terminal` at run time. */
export function raw(text: string): RawText {
  return text as RawText;
}

/** A field of an answer as text; null for what is no text, and for empty text: AWS sends both for "there is none". */
export function textOf(field: unknown): RawText | null {
  return typeof field === 'string' && field !== '' ? raw(field) : null;
}

/**
 * The name of a function; null for text that is longer than Lambda lets a name be.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export function functionNameOf(field: unknown): RawText | null {
  return textUpTo(field, 64);
}

/** The ARN of a function, with a version or alias behind it; null for text that is longer than any. */
export function functionArnOf(field: unknown): RawText | null {
  return textUpTo(field, 256);
}

function textUpTo(field: unknown, most: number): RawText | null {
  const text = textOf(field);
  return text !== null && text.length <= most ? text : null;
}

/** A field of an answer as a number; null for NaN, infinities and what is no number. */
export function numberOf(field: unknown): number | null {
  return typeof field === 'number' && Number.isFinite(field) ? field : null;
}

/** More than any quota, size or time that AWS knows of: a greater count is none. */
const GREATEST_COUNT = 10_000_000;

/** A field of an answer as a count: whole, and not below 0; null for what counts nothing. */
export function countOf(field: unknown): number | null {
  const count = numberOf(field);
  return count !== null && Number.isInteger(count) && count >= 0 && count <= GREATEST_COUNT ? count : null;
}

/** A field of an answer as a list; null when it is none, which the SDK's types rule out and its decoder does not. */
export function listOf<Item>(field: readonly Item[] | undefined): readonly Item[] | null {
  return Array.isArray(field) ? field : null;
}

/** The items that `read` can read, in their order. */
export function readable<Item, Value>(
  items: readonly Item[],
  read: (item: Item) => Value | null,
): readonly Value[] {
  const values: Value[] = [];
  for (const item of items) {
    // A broken server may put null or a word where an object belongs.
    const value = typeof item === 'object' && item !== null ? read(item) : null;
    if (value !== null) values.push(value);
  }
  return values;
}

/** The name of the function that an ARN is of. */
export function functionNameIn(arn: RawText | null): RawText | null {
  return functionNameOf(arn?.split(':')[6]);
}
