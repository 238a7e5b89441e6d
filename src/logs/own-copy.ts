import { type RawText, rawText } from '../terminal/text.ts';

/** A slice keeps the whole text that it was cut from in memory, perhaps a quarter of a megabyte; a copy does not. */
export function ownCopy(slice: string): RawText {
  return rawText(Array.from(slice).join(''));
}
