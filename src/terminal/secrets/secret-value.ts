import { bracketsEnd, lineEnd, wordEnd } from './bare-value.ts';
import { type Mark, markAt } from './marks.ts';
import { stringEnd } from './string-end.ts';
import { isEndOfOpen, type Place } from './strings.ts';

/** Where in a text the value of a secret stands. */
export interface SecretValue {
  readonly start: number;
  readonly end: number;
  /** Where the text goes on: behind the mark that ends a string, or within it, where that may end elsewhere. */
  readonly behind: number;
  /** Whether it stands in quotation marks of its own. */
  readonly isQuoted: boolean;
}

interface SecretName {
  readonly name: string;
  readonly isQuoted: boolean;
}

/** What says how to read what follows, and is no secret. */
const SCHEME =
  /(?:Bearer|Basic|Digest|Negotiate|Api-?Key|Token|Hawk|AWS4-HMAC-SHA256)[ \t]{1,8}(?=[^\s"'\\])/iy;
const OPENING = /[bru]{0,2}\\{0,15}["']/iy;

/**
 * What follows the name of a secret at `at`; null where that is nothing to hide. It is a string, a list or an object,
 * the rest of a header, or a word, and ends at the latest with the string that it stands in.
 */
export function secretValue(at: number, of: SecretName, place: Place): SecretValue | null {
  const { text, open } = place;
  const isHeader = /(?:authorization|cookies?)$/i.test(of.name);
  const opening = lengthAt(OPENING, text, at);
  if (opening === 0) return bareValue(at, isHeader, place);
  // It is no apostrophe, although `b'` begins the bytes of Python.
  const mark = markAt(text, at + opening - 1);
  if (isEndOfOpen(text, open, mark)) return doubtfulValue(mark, place);
  const value = quotedValue(mark, place);
  if (value === null || of.isQuoted || !isHeader || isOver(value.behind, place)) return value;
  const end = lineEnd(value.behind, place);
  return { ...value, end, behind: end };
}

/** All of the text, where neither its own mark nor one around it follows: it may have been cut. */
function quotedValue(mark: Mark, { text, open, ends }: Place): SecretValue | null {
  const ending = ends.first([mark, ...open], mark.end);
  const end = ending?.start ?? text.length;
  return valueIn(text, mark, { end, behind: ending?.kind === mark.kind ? ending.end : end });
}

/**
 * What `mark` begins, although it may end what is around the name. Names in it count as well: only one of both is a
 * value.
 */
function doubtfulValue(mark: Mark, place: Place): SecretValue | null {
  const ending = stringEnd(mark, place);
  return ending === null ? null : valueIn(place.text, mark, { end: ending.start, behind: mark.end });
}

function valueIn(
  text: string,
  mark: Mark,
  { end, behind }: Pick<SecretValue, 'end' | 'behind'>,
): SecretValue | null {
  const start = mark.end + lengthAt(SCHEME, text, mark.end);
  return end <= start ? null : { start, end, behind, isQuoted: true };
}

function bareValue(at: number, isHeader: boolean, place: Place): SecretValue | null {
  const start = at + lengthAt(SCHEME, place.text, at);
  const end = bareEnd(start, isHeader, place);
  return end <= start || EMPTY.test(place.text.slice(start, end))
    ? null
    : { start, end, behind: end, isQuoted: false };
}

const EMPTY = /^[[{]\s{0,8}[\]}]$/;

function bareEnd(start: number, isHeader: boolean, place: Place): number {
  if (/[[{]/.test(place.text.charAt(start))) {
    const end = bracketsEnd(start, place);
    return isHeader && !isOver(end, place) ? lineEnd(end, place) : end;
  }
  return isHeader ? lineEnd(start, place) : wordEnd(start, place);
}

/** Whether what is behind a value belongs to something else, as it does in an object, and not to a header. */
function isOver(at: number, { text, open, ends }: Place): boolean {
  return /^\s{0,8}(?:$|[,}\])\r\n])/.test(text.slice(at, at + 10)) || ends.first(open, at)?.start === at;
}

function lengthAt(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0].length ?? 0;
}
