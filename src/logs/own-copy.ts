import { type RawText, rawText } from '../terminal/text.ts';

/** A slice keeps the whole text alive that it is of, which may be a quarter of a megabyte; its copy does not. */
export function ownCopy(slice: string): RawText {
  return rawText(Array.from(slice).join(''));
}
