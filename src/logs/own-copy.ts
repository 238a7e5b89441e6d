import type { RawText } from '../terminal/text.ts';

/** A slice keeps the whole text alive that it is of, which may be a quarter of a megabyte; its copy does not. */
export function ownCopy(slice: string): RawText {
  return Array.from(slice).join('') as RawText;
}
