import { bracketsEnd, elementEnd, lineEnd, printedEnd, wordEnd, wordsEnd } from './bare-value.ts';
import { isOfWord, type Mark, markAt } from './marks.ts';
import { endsAnyOf, type QuotedString, stringBegunBy } from './quoted-string.ts';
import { endOfDoubtful, goesOnBehindString, lastPart, stringEnd } from './string-end.ts';
import type { End, Place } from './strings.ts';

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
  /** Whether it is that of an element of XML. */
  readonly isElement: boolean;
  /** Whether it is that of an element of an array, as PHP prints it. */
  readonly isOfArray: boolean;
}

/** What says how to read what follows, and is no secret. */
const SCHEME =
  /(?:Bearer|Basic|Digest|Negotiate|Api-?Key|Token|Hawk|AWS4-HMAC-SHA256)[ \t]{1,8}(?=[^\s"'\\])/iy;
/** With what Python, shells and PHP write before it. */
const OPENING = /(?:[bru]{0,2}|\$|string\(\d{1,9}\) )\\{0,15}["'`]/iy;

/**
 * What follows the name of a secret at `at`; null where that is nothing to hide. It is a string, a list or an object,
 * the rest of a header, or a word, and ends at the latest with the string that it stands in.
 */
export function secretValue(at: number, of: SecretName, place: Place): SecretValue | null {
  const { text, open } = place;
  const isHeader = /(?:authorization|cookies?)$/i.test(of.name);
  if (of.isElement || of.isOfArray) {
    const end = of.isElement ? elementEnd(at, place) : printedEnd(at, place);
    return end === at ? null : { start: at, end, behind: end, isQuoted: true };
  }
  const opening = lengthAt(OPENING, text, at);
  if (opening === 0) return bareValue(at, isHeader, place);
  // It is no apostrophe, although `b'` begins the bytes of Python.
  const mark = markAt(text, at + opening - 1);
  if (endsAnyOf(text, open, mark)) return doubtfulValue(mark, place);
  const value = quotedValue(mark, of, place);
  if (value === null || of.isQuoted || !isHeader || isOver(value.behind, place)) return value;
  const end = lineEnd(value.behind, place);
  return { ...value, end, behind: end };
}

/** All of the text, where neither its own mark nor one around it follows: it may have been cut. */
function quotedValue(mark: Mark, of: SecretName, place: Place): SecretValue | null {
  const { text, open, ends } = place;
  const string = stringBegunBy(mark, open);
  const { start, end: ending } = lastPart([string, ...open], mark.end, place);
  if (ending === null) return valueIn(text, mark, { end: text.length, behind: text.length });
  if (ending.of !== string) {
    const end = endInDoubt(ending, string, of, place) ?? ending.start;
    return valueIn(text, mark, { end, behind: ending.start });
  }
  // Nor a backslash that this one ends with.
  const first = ends.first([{ ...string, depth: string.escapes === 0 ? 0 : string.depth }], start);
  return valueIn(text, mark, { end: ending.start, behind: Math.min(first?.end ?? ending.end, ending.end) });
}

/**
 * Where the value ends if `end` is of what is quoted, as what stands around it has marks of another sign, and may have
 * escaped nothing: `got '{"password":"a' b"}'`. Null if it is not.
 */
function endInDoubt(end: End, string: QuotedString, of: SecretName, place: Place): number | null {
  if (end.of.sign === string.sign) return null;
  const { text, ends } = place;
  const contentStart = string.mark.end;
  const endOfLine = ends.lineEnd(contentStart);
  const own = endOfDoubtful([string], contentStart, place);
  const isInLine = own !== null && own.start < endOfLine;
  if (isInLine && /^\s{0,8}[,}\])]/.test(text.slice(own.end, own.end + 10))) return own.start;
  const isOfProgram = end.of.sign === '"' || (end.start === contentStart && !of.isQuoted);
  if (isOfProgram && goesOnBehindString(text, end)) return null;
  return isInLine ? own.start : endOfLine;
}

/**
 * What `mark` begins, although it may end what is around the name. Names in it count as well: only one of both is a
 * value.
 */
function doubtfulValue(mark: Mark, place: Place): SecretValue | null {
  const end = stringEnd(mark, place);
  return end === null ? null : valueIn(place.text, mark, { end: end.start, behind: mark.end });
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
  const { text } = place;
  const type = lengthAt(isHeader ? TYPE_OF_LIST : TYPE, text, start);
  if (type === 0 && !/[[{]/.test(text.charAt(start)))
    return isHeader ? lineEnd(start, place) : wordsEnd(start, place);
  const end = bracketsEnd(start + type, place);
  if (isHeader) return isOver(end, place) ? end : lineEnd(end, place);
  return isOfWord(text, end) ? wordEnd(end, place) : end;
}

/** `Password { … }` of Rust and Node, `[]string{…}` and `main.Secret{…}` of Go, `array(2) {…}` of PHP. */
const TYPE =
  /(?:(?:array|object\([\w\\]{1,128}\)#\d{1,9} ?)\(\d{1,9}\) |[A-Z][\w:]{0,63} ?|[&*]{0,2}(?:map\[|\[\])?[\w.\]*]{1,64}(?<=[\].&*]\w{1,64})(?:\{\})?)(?=\{)/y;
const TYPE_OF_LIST = /(?:map\[\w{1,64}\]|\[\])\w{1,64}(?=\{)/y;

/** Whether what is behind a value belongs to something else, as it does in an object, and not to a header. */
function isOver(at: number, { text, open, ends }: Place): boolean {
  return /^\s{0,8}(?:$|[,}\])\r\n])/.test(text.slice(at, at + 10)) || ends.first(open, at)?.start === at;
}

function lengthAt(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0].length ?? 0;
}
