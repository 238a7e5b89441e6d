/** A quotation mark in a text, with all the backslashes before it, be they its own or of what is quoted. */
export interface Mark {
  readonly sign: string;
  readonly backslashes: number;
  /** The position after it. */
  readonly end: number;
}

/** The quotation marks between two places of `text`, in order. Apostrophes don't count. */
export function* marksIn(text: string, from: number, to: number): Generator<Mark> {
  for (let at = from; at < to; at += 1) {
    const mark = quotationAt(text, at);
    if (mark !== null) yield mark;
  }
}

/** The mark at `at`; null if there is none. */
export function quotationAt(text: string, at: number): Mark | null {
  const code = text.charCodeAt(at);
  if (code !== DOUBLE && code !== SINGLE && code !== BACKTICK) return null;
  const mark = markAt(text, at);
  return isApostrophe(text, mark) ? null : mark;
}

const DOUBLE = 0x22;
const SINGLE = 0x27;
const BACKTICK = 0x60;

/** The mark whose character is at `at`. */
export function markAt(text: string, at: number): Mark {
  return { sign: text.charAt(at), backslashes: backslashesBefore(text, at), end: at + 1 };
}

function isApostrophe(text: string, { sign, backslashes, end }: Mark): boolean {
  return sign === "'" && backslashes === 0 && isOfWord(text, end - 2) && isOfWord(text, end);
}

export function backslashesBefore(text: string, at: number): number {
  let start = at;
  while (text.charCodeAt(start - 1) === BACKSLASH) start -= 1;
  return at - start;
}

const BACKSLASH = 0x5c;

export function isOfWord(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at));
}
