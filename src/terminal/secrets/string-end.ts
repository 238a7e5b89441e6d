import type { Mark } from './marks.ts';
import { isEndOfOpen, outsideOf, type Place } from './strings.ts';

/**
 * The end of the string in this line that `mark` begins; null where it begins none, or what is around it ends before.
 * Of a mark that may as well end a string that is open, the text behind it decides, as that one may have begun with a
 * stray mark: `'n roll` opens nothing.
 */
export function stringEnd(mark: Mark, { text, open, ends }: Place): Mark | null {
  const isInDoubt = isEndOfOpen(text, open, mark);
  if (isInDoubt && goesOnBehindString(text, mark)) return null;
  const end = ends.firstInLine([mark, ...(isInDoubt ? outsideOf(open, mark) : open)], mark.end);
  return end?.kind === mark.kind ? end : null;
}

/**
 * It ends there, or goes on with the next of several values, as in `log("password: ", user)`: what is a secret hardly
 * begins so.
 */
function goesOnBehindString(text: string, { end }: Mark): boolean {
  return BEHIND_STRING.test(text.slice(end, end + 64));
}

const BEHIND_STRING = /^[ \t}\])]{0,16}(?:$|[\r\n]|(?<=[}\])]);|,(?:\s|[[{]{0,16}\\{0,15}["']))/;
