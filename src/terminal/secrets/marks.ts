/**
 * A quotation mark in a text. JSON within JSON escapes it with one backslash, and JSON within that with three; a
 * backslash of what is quoted doubles with each. So the backslashes before a mark tell its level, even where the
 * string ends with some of its own: 2 ** level - 1 of them are the mark's.
 */
export interface Mark {
  /** Of which character and level it is: a string ends with a mark of the kind that it began with. */
  readonly kind: number;
  readonly level: number;
  /** The position of the first backslash that is its own. */
  readonly start: number;
  /** The position after it. */
  readonly end: number;
}

/** The next quotation mark of `text` from `from` on; null if there is none. Apostrophes don't count. */
export function nextMark(text: string, from: number, to = text.length): Mark | null {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== DOUBLE && code !== SINGLE) continue;
    const mark = markAt(text, at);
    if (!isApostrophe(text, mark)) return mark;
  }
  return null;
}

const DOUBLE = 0x22;
const SINGLE = 0x27;

/** The mark whose character is at `at`. */
export function markAt(text: string, at: number): Mark {
  const level = levelOf(backslashesBefore(text, at) + 1);
  const kind = 2 * level + (text.charCodeAt(at) === SINGLE ? 1 : 0);
  return { kind, level, start: at + 1 - (1 << level), end: at + 1 };
}

export function isApostrophe(text: string, { kind, start, end }: Mark): boolean {
  return kind === APOSTROPHE && isOfWord(text, start - 1) && isOfWord(text, end);
}

const APOSTROPHE = 1;

/** Not the apostrophe of "the users' orders", nor inches: `27" screen`. */
export function mayBeginString(text: string, { kind, start }: Mark): boolean {
  return kind % 2 === 1 ? !isOfWord(text, start - 1) : !/\d/.test(text.charAt(start - 1));
}

/** What ends a string is not followed by a word. */
export function mayEndString(text: string, { end }: Mark): boolean {
  return !isOfWord(text, end);
}

/** The level of the string that a line break or a tab belongs to, whose letter is at `at`. */
export function levelOfEscape(text: string, at: number): number {
  return levelOf(backslashesBefore(text, at));
}

/** How often `count` can be halved: each string that the text stands in has doubled it. */
function levelOf(count: number): number {
  return 31 - Math.clz32(count & -count);
}

function backslashesBefore(text: string, at: number): number {
  let start = at;
  while (text.charCodeAt(start - 1) === BACKSLASH) start -= 1;
  return at - start;
}

const BACKSLASH = 0x5c;

function isOfWord(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at));
}
