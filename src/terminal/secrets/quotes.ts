/** A quotation mark in a text. JSON within JSON escapes it with one backslash, and JSON within that with three. */
export interface Quote {
  readonly mark: string;
  readonly escapes: number;
  /** The position of its first backslash. */
  readonly start: number;
  /** The position after it. */
  readonly end: number;
}

/** The next quotation mark of `text` from `from` on; null if there is none. Apostrophes don't count. */
export function nextQuote(text: string, from: number, to = text.length): Quote | null {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== DOUBLE && code !== SINGLE) continue;
    const quote = quoteAt(text, at, from);
    if (quote !== null) return quote;
  }
  return null;
}

const DOUBLE = 0x22;
const SINGLE = 0x27;

/** The quotation mark at `at`; null if it is an apostrophe. */
export function quoteAt(text: string, at: number, from = 0): Quote | null {
  const mark = text.charAt(at);
  const escapes = backslashesBefore(text, at, from);
  if (mark === "'" && escapes === 0 && isOfWord(text, at - 1) && isOfWord(text, at + 1)) return null;
  return { mark, escapes, start: at - escapes, end: at + 1 };
}

export function backslashesBefore(text: string, at: number, from = 0): number {
  let start = at;
  while (start > from && text.charCodeAt(start - 1) === BACKSLASH) start -= 1;
  return at - start;
}

const BACKSLASH = 0x5c;

function isOfWord(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at));
}

/**
 * Whether `quote` closes `opening`. A backslash inside the quotation is written as `2 * (escapes + 1)` of them, so the
 * remainder tells whether the mark itself is escaped further. A closing mark is not followed by a word.
 */
export function closes(text: string, opening: Quote, quote: Quote): boolean {
  const isSame = quote.mark === opening.mark;
  return isSame && isOutside(quote.escapes, opening) && !isOfWord(text, quote.end);
}

function isOutside(escapes: number, { escapes: depth }: Quote): boolean {
  return escapes % (2 * (depth + 1)) === depth;
}

/** The open quotations at the current position, from the outermost in. */
export class OpenQuotes {
  readonly #text: string;
  #open: Quote[] = [];
  #readTo = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readTo(end: number): void {
    for (let quote = this.#next(end); quote !== null; quote = this.#next(end)) {
      this.#pass(quote);
      this.#readTo = quote.end;
    }
    this.#readTo = end;
  }

  /** Continues after a part whose quotation marks, if any, are balanced. */
  skipTo(end: number): void {
    this.#readTo = end;
  }

  innermost(): Quote | undefined {
    return this.#open.at(-1);
  }

  areEndedBy(quote: Quote): boolean {
    return this.#endedBy(quote) !== -1;
  }

  /** Those that stay open behind `quote`. */
  behind(quote: Quote): OpenQuotes {
    const outer = new OpenQuotes(this.#text);
    const ended = this.#endedBy(quote);
    outer.#open = ended === -1 ? this.#open : this.#open.slice(0, ended);
    return outer;
  }

  #next(end: number): Quote | null {
    return nextQuote(this.#text, this.#readTo, end);
  }

  #pass(quote: Quote): void {
    const ended = this.#endedBy(quote);
    if (ended !== -1) this.#open.length = ended;
    else if (mayOpen(this.#text, quote) && !this.#open.some((opening) => isLike(opening, quote)))
      this.#open.push(quote);
  }

  #endedBy(quote: Quote): number {
    return this.#open.findIndex((opening) => closes(this.#text, opening, quote));
  }
}

/** Not the apostrophe of "the users' orders", nor inches: `27" screen`. */
function mayOpen(text: string, { mark, start }: Quote): boolean {
  return mark === "'" ? !isOfWord(text, start - 1) : !/\d/.test(text.charAt(start - 1));
}

function isLike(one: Quote, other: Quote): boolean {
  return one.mark === other.mark && one.escapes === other.escapes;
}
