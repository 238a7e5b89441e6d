import type { RawText } from '../terminal/text.ts';

/** Marks text that came from AWS. The brand is a type only, so this folder needs nothing of `terminal` at run time. */
export function raw(text: string): RawText {
  return text as RawText;
}

/** A field of an answer as text; null for what is no text, and for empty text: AWS sends both for "there is none". */
export function textOf(field: unknown): RawText | null {
  return typeof field === 'string' && field !== '' ? raw(field) : null;
}

/** A field of an answer as a number; null for NaN, infinities and what is no number. */
export function numberOf(field: unknown): number | null {
  return typeof field === 'number' && Number.isFinite(field) ? field : null;
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
