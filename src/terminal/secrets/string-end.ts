import { continuationOf } from './continuation.ts';
import type { Mark } from './marks.ts';
import { endsAnyOf, type OpenStrings, outsideOf, stringBegunBy } from './quoted-string.ts';
import type { End, Place } from './strings.ts';

/**
 * The end of the string in this line that `mark` begins; null where it begins none, or what is around it ends before.
 * Of a mark that may as well end a string that is open, the text behind it decides, as that one may have begun with a
 * stray mark: `'n roll` opens nothing.
 */
export function stringEnd(mark: Mark, place: Place): End | null {
  const { text, open, ends } = place;
  const isInDoubt = endsAnyOf(text, open, mark);
  if (isInDoubt && goesOnBehindString(text, mark)) return null;
  const around = isInDoubt ? outsideOf(open, mark) : open;
  const string = stringBegunBy(mark, around);
  const end = lastEnd([string, ...around], mark.end, place);
  return end?.of === string && end.start < ends.lineEnd(mark.end) ? end : null;
}

/** The first mark from `from` on that ends one of `strings`, and not only a part of it; null if there is none. */
export function lastEnd(strings: OpenStrings, from: number, { text, ends }: Place): End | null {
  let end = ends.first(strings, from);
  for (let at = end && continuationOf(text, end); at !== null; at = end && continuationOf(text, end)) {
    end = ends.first(strings, at);
  }
  return end;
}

/**
 * It ends there, or goes on with the next of several values, as in `log("password: ", user)`: what is a secret hardly
 * begins so.
 */
export function goesOnBehindString(text: string, { end }: Pick<Mark, 'end'>): boolean {
  return BEHIND_STRING.test(text.slice(end, end + 64));
}

const BEHIND_STRING = /^[ \t}\])]{0,16}(?:$|[\r\n]|(?<=[}\])]);|,(?:\s|[[{]{0,16}\\{0,15}["'`]))/;
