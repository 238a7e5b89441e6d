import { backslashesBefore, isOfWord, type Mark } from './marks.ts';

/**
 * A string in a text. What it stands in has doubled its backslashes and escaped its marks: JSON within JSON begins with
 * `\"`, and JSON within that with `\\\"`; JSON within the string of a program that has single marks begins with `"`, and
 * JSON within that with `\\"`. So the strings around it tell how many backslashes its own marks have.
 */
export interface QuotedString {
  readonly sign: string;
  /** In how many others it stands: a backslash in it is written as `2 ** (depth + 1)` of them. */
  readonly depth: number;
  /** The backslashes that its marks have, without those of what is quoted. */
  readonly escapes: number;
  /** What it begins with. */
  readonly mark: Mark;
}

/** The marks of the strings that a place of a text stands in, from the outermost in. */
export type OpenStrings = readonly QuotedString[];

/** More are no strings of a program, but of who wants to know what this takes. */
const MOST_DEPTH = 8;

/** What `mark` begins within `open`. Of those some may be none, or may have escaped nothing: then fewer count. */
export function stringBegunBy(mark: Mark, open: OpenStrings): QuotedString {
  const { sign, backslashes } = mark;
  for (let from = 0; from < open.length; from += 1) {
    const depth = open.length - from;
    const escapes = escapesWithin(open.slice(from), sign).find((count) => backslashes % 2 ** depth === count);
    if (escapes !== undefined) return { sign, depth, escapes, mark };
  }
  const depth = 32 - Math.clz32(backslashes);
  return depth > MOST_DEPTH
    ? { sign, depth: 0, escapes: 0, mark }
    : { sign, depth, escapes: backslashes, mark };
}

/** By those of the strings that need it, or by all of them. */
function escapesWithin(around: OpenStrings, sign: string): readonly number[] {
  const needed = around.reduceRight((count, each) => 2 * count + (each.sign === sign ? 1 : 0), 0);
  return [needed, 2 ** around.length - 1];
}

/** Those that are open behind `mark`, where `open` are before it. */
export function openBehind(text: string, open: OpenStrings, mark: Mark): OpenStrings {
  if (endsAnyOf(text, open, mark)) return outsideOf(open, mark);
  // A mark that begins a string of the kind of one that is open tells that this one was none.
  const isStray = open.some((each) => isOf(each, mark));
  if (isStray && !isBehindSeparator(text, mark.end - 1 - mark.backslashes)) return open;
  const around = isStray ? withoutStray(open, mark) : open;
  const begun = stringBegunBy(mark, around);
  if (around.length === MOST_DEPTH || !mayBegin(text, begun)) return around;
  // Nor was one whose marks have more backslashes: what it has in it would have more still.
  return [...around.filter(({ sign, escapes }) => sign !== begun.sign || escapes < begun.escapes), begun];
}

function withoutStray(open: OpenStrings, mark: Mark): OpenStrings {
  const around: QuotedString[] = [];
  for (const each of open) if (!isOf(each, mark)) around.push(stringBegunBy(each.mark, around));
  return around;
}

/** Those that stay open behind `mark`. */
export function outsideOf(open: OpenStrings, mark: Mark): OpenStrings {
  const ended = open.findIndex((each) => isOf(each, mark));
  return ended === -1 ? open : open.slice(0, ended);
}

export function endsAnyOf(text: string, open: OpenStrings, mark: Mark): boolean {
  return open.some((each) => ends(text, each, mark));
}

export function ends(text: string, string: QuotedString, mark: Mark): boolean {
  return isOf(string, mark) && mayEnd(text, string, mark);
}

/** What ends a string is not followed by a word, nor by a sign that begins one behind `: `, as in `body: '{"a":1}'`. */
function mayEnd(text: string, { escapes }: QuotedString, { end }: Mark): boolean {
  if (isOfWord(text, end)) return false;
  const next = text.charAt(end);
  return !/[^\s\\"'`,;:.+)\]}>]/.test(next) || !isBehindSeparator(text, end - 1 - escapes);
}

/** Whether at `at` stands what belongs to a name, or is of a list. Python's bytes begin with `b'`. */
function isBehindSeparator(text: string, at: number): boolean {
  return /(?:[:=([{,]\s{0,16}|(?<!\w)b)$/.test(text.slice(Math.max(0, at - 17), at));
}

/** Backslashes before its own are of what is quoted. */
function isOf({ sign, depth, escapes }: QuotedString, mark: Mark): boolean {
  return mark.sign === sign && mark.backslashes % 2 ** (depth + 1) === escapes;
}

/** Not the apostrophe of "the users' orders", nor inches: `27" screen`. Python's bytes begin with `b'`. */
function mayBegin(text: string, { sign, escapes, mark: { end } }: QuotedString): boolean {
  const start = end - 1 - escapes;
  const before = text.slice(Math.max(0, start - 3), start);
  return sign === '"' ? !/\d$/.test(before) : !/\w$/.test(before) || /(?<!\w)(?:[bfu]|[bf]?r)$/i.test(before);
}

/** Whether the letter at `at` is a line break or a tab of `string`, and not one of what is quoted. */
export function isEscapeOf(text: string, { depth }: QuotedString, at: number): boolean {
  return backslashesBefore(text, at) % 2 ** (depth + 1) === 2 ** depth;
}
