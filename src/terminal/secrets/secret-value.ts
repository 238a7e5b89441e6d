import { doubtfulQuoteEnd, MarksOfValue } from './doubtful-quotes.ts';
import { backslashesBefore, closes, nextQuote, type OpenQuotes, type Quote, quoteAt } from './quotes.ts';

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

/** What follows the name of a secret at `at`; null where that is nothing to hide. */
export function secretValue(
  text: string,
  at: number,
  of: SecretName,
  around: OpenQuotes,
): SecretValue | null {
  const isHeader = /(?:authorization|cookies?)$/i.test(of.name);
  const opening = lengthAt(OPENING, text, at);
  if (opening > 0) {
    const quote = openingQuote(text, at, at + opening);
    if (around.areEndedBy(quote)) return doubtfulValue(text, quote, around);
    const value = quotedValue(text, quote, around);
    if (value === null || of.isQuoted || !isHeader || isOver(text, value.behind, around)) return value;
    return { ...value, ...endingAt(lineEnd(text, value.behind, around)) };
  }
  const start = at + lengthAt(SCHEME, text, at);
  const end = unquotedEnd(text, start, isHeader, around);
  return end <= start || isEmpty(text.slice(start, end))
    ? null
    : { start, ...endingAt(end), isQuoted: false };
}

/** It is no apostrophe, although `b'` begins the bytes of Python. */
function openingQuote(text: string, from: number, end: number): Quote {
  const escapes = backslashesBefore(text, end - 1, from);
  return { mark: text.charAt(end - 1), escapes, start: end - 1 - escapes, end };
}

function endingAt(end: number): Pick<SecretValue, 'end' | 'behind'> {
  return { end, behind: end };
}

function lengthAt(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0].length ?? 0;
}

function isEmpty(value: string): boolean {
  return /^[[{]\s{0,8}[\]}]$/.test(value);
}

function quotedValue(text: string, opening: Quote, around: OpenQuotes): SecretValue | null {
  const { end, behind } = quotedEnd(text, opening, around);
  const start = opening.end + lengthAt(SCHEME, text, opening.end);
  return end <= start ? null : { start, end, behind, isQuoted: true };
}

/**
 * What `quote` begins, although it may end what is around the name. Names in it count as well: only one of both is a
 * value.
 */
function doubtfulValue(text: string, quote: Quote, around: OpenQuotes): SecretValue | null {
  const closing = doubtfulQuoteEnd(text, quote, around);
  if (closing === null) return null;
  const start = quote.end + lengthAt(SCHEME, text, quote.end);
  const end = closing.end - 1 - quote.escapes;
  return end <= start ? null : { start, end, behind: quote.end, isQuoted: true };
}

/**
 * At the mark that belongs to `opening`, or where what is around it ends. All of the text, where none does: it may have
 * been cut.
 */
function quotedEnd(text: string, opening: Quote, around: OpenQuotes): Pick<SecretValue, 'end' | 'behind'> {
  for (let quote = nextQuote(text, opening.end); quote !== null; quote = nextQuote(text, quote.end)) {
    // Backslashes before those of the mark are of what is quoted.
    if (closes(text, opening, quote)) return { end: quote.end - 1 - opening.escapes, behind: quote.end };
    if (around.areEndedBy(quote)) return endingAt(quote.start);
  }
  return endingAt(text.length);
}

/** Whether what is behind a quoted value belongs to something else, as it does in an object, and not to a header. */
function isOver(text: string, at: number, around: OpenQuotes): boolean {
  const next = nextQuote(text, at, at + 16);
  return (
    /^\s{0,8}(?:$|[,}\])\r\n])/.test(text.slice(at, at + 10)) ||
    (next?.start === at && around.areEndedBy(next))
  );
}

function unquotedEnd(text: string, start: number, isHeader: boolean, around: OpenQuotes): number {
  if (/[[{]/.test(text.charAt(start))) {
    const end = bracketsEnd(text, start, around);
    return isHeader && !isOver(text, end, around) ? lineEnd(text, end, around) : end;
  }
  return isHeader ? lineEnd(text, start, around) : wordEnd(text, start, around);
}

function bracketsEnd(text: string, start: number, around: OpenQuotes): number {
  const telling = /["'[\]{}]/g;
  telling.lastIndex = start;
  let depth = 0;
  for (let found = telling.exec(text); found !== null; found = telling.exec(text)) {
    const [sign] = found;
    const quote = sign === '"' || sign === "'" ? quoteAt(text, found.index, start) : null;
    if (quote !== null) {
      if (around.areEndedBy(quote)) return quote.start;
      telling.lastIndex = quotedEnd(text, quote, around).behind;
    } else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth === 0) return telling.lastIndex;
  }
  return text.length;
}

interface Ends {
  /** Signs that may end it. */
  readonly signs: RegExp;
  isEnd(text: string, at: number): boolean;
}

const LINE_ENDS: Ends = { signs: /["'\n\r]|(?<=\\)[nr]/g, isEnd: () => true };

/** The end of the line, or of the string that it stands in. */
function lineEnd(text: string, start: number, around: OpenQuotes): number {
  return firstEnd(text, start, LINE_ENDS, around);
}

/** `&next=`, `, "user":`, and a comma that ends a clause. */
const NEXT = /[,;&](?:\s|$|\\{0,15}["']?[\w.%[\]-]{1,64}\\{0,15}["']?\s{0,2}[=:])/y;
const WORD_ENDS: Ends = {
  signs: /[\s"',;&]|(?<=\\)[nrt]/g,
  isEnd: (text, at) => !/[,;&]/.test(text.charAt(at)) || lengthAt(NEXT, text, at) > 0,
};

/** The end of what has no blanks in it, without the brackets that it stands in. */
function wordEnd(text: string, start: number, around: OpenQuotes): number {
  let end = firstEnd(text, start, WORD_ENDS, around);
  while (end > start + 1 && /[)\]}>]/.test(text.charAt(end - 1))) end -= 1;
  return end;
}

function firstEnd(text: string, start: number, { signs, isEnd }: Ends, around: OpenQuotes): number {
  const telling = new RegExp(signs);
  telling.lastIndex = start;
  const marks = new MarksOfValue(text, start, around);
  for (let found = telling.exec(text); found !== null; found = telling.exec(text)) {
    const { index: at } = found;
    const [sign] = found;
    if (sign === '"' || sign === "'") {
      const mark = marks.pass(at);
      if (mark.endsValue) return mark.at;
      telling.lastIndex = mark.at;
    } else if (/[nrt]/.test(sign)) {
      const open = around.innermost();
      // Backslashes before those of the escape are of the value.
      if (open !== undefined && isEscape(backslashesBefore(text, at, start), open))
        return at - open.escapes - 1;
    } else if (isEnd(text, at)) return at;
  }
  return text.length;
}

/** Whether a letter behind so many backslashes is a line break or a tab of the string that is open, and no letter. */
function isEscape(backslashes: number, open: Quote): boolean {
  return backslashes % (2 * (open.escapes + 1)) === open.escapes + 1;
}
