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
  const end = endOfDoubtful([string, ...around], mark.end, place);
  return end?.of === string && end.start < ends.lineEnd(mark.end) ? end : null;
}

/** Few have more, and to look for more from each of many strings would take long. */
const MOST_PARTS_IN_DOUBT = 32;

/**
 * The end of a string of which it is in doubt whether it is one: the first mark from `from` on that ends one of
 * `strings`, and not only a part of it; null if there is none.
 */
export function endOfDoubtful(strings: OpenStrings, from: number, { text, ends }: Place): End | null {
  let end = ends.first(strings, from);
  for (let parts = 1; parts < MOST_PARTS_IN_DOUBT && end !== null; parts += 1) {
    const next = continuationOf(text, end);
    if (next === null) return end;
    end = ends.first(strings, next);
  }
  return end;
}

/** The same of a string that is one, and where its last part begins. */
export function lastPart(
  strings: OpenStrings,
  from: number,
  { text, ends }: Place,
): { readonly start: number; readonly end: End | null } {
  let start = from;
  for (;;) {
    const end = ends.first(strings, start);
    const next = end === null ? null : continuationOf(text, end);
    if (next === null) return { start, end };
    start = next;
  }
}

/**
 * It ends there, or goes on with the next of several values, as in `log("password: ", user)`: what is a secret hardly
 * begins so.
 */
export function goesOnBehindString(text: string, { end }: Pick<Mark, 'end'>): boolean {
  return BEHIND_STRING.test(text.slice(end, end + 64));
}

const BEHIND_STRING = /^[ \t}\])]{0,16}(?:$|[\r\n]|(?<=[}\])]);|,(?:\s|[[{]{0,16}\\{0,15}["'`]))/;
