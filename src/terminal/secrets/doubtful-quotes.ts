import { closes, nextQuote, type OpenQuotes, type Quote, quoteAt } from './quotes.ts';

/** The mark that ends in this line what `opening` begins; null where what is around it ends before. */
function quoteEndInLine(text: string, opening: Quote, around: OpenQuotes): Quote | null {
  let from = opening.end;
  for (let quote = nextQuote(text, from); quote !== null; quote = nextQuote(text, from)) {
    if (text.slice(from, quote.start).includes('\n')) return null;
    if (closes(text, opening, quote)) return quote;
    if (around.areEndedBy(quote)) return null;
    from = quote.end;
  }
  return null;
}

/**
 * The same for a mark that would end what is around it, if that is a quotation and no stray mark: `'n roll` opens none.
 * Null where the text goes on as it does behind a string.
 */
export function doubtfulQuoteEnd(text: string, quote: Quote, around: OpenQuotes): Quote | null {
  return goesOnBehindString(text, quote) ? null : quoteEndInLine(text, quote, around.behind(quote));
}

/** It ends there, or has another string: what is a secret hardly begins so. */
function goesOnBehindString(text: string, { end, mark, escapes }: Quote): boolean {
  const rest = text.slice(end, end + 64);
  const next = `${'\\'.repeat(escapes)}${mark}`;
  const [brackets = ''] = /^[ \t}\])]{0,16}/.exec(rest) ?? [];
  const behind = rest.slice(brackets.length);
  if (behind === '' || /^[\r\n]/.test(behind)) return true;
  const [comma] = /^,[\s[{]{0,16}/.exec(behind) ?? [];
  return comma !== undefined && behind.startsWith(next, comma.length);
}

/** The quotation marks in a value that has none around it: of parts of it, as in `theme='dark'; sid=1`, or its end. */
export class MarksOfValue {
  readonly #text: string;
  readonly #start: number;
  readonly #around: OpenQuotes;
  /** The kinds of mark that the rest of the line has no end for: it is searched once for each. */
  readonly #endless = new Set<string>();

  constructor(text: string, start: number, around: OpenQuotes) {
    this.#text = text;
    this.#start = start;
    this.#around = around;
  }

  /** Whether the value ends at the mark at `at`, and where; otherwise where it goes on. */
  pass(at: number): { readonly endsValue: boolean; readonly at: number } {
    const quote = quoteAt(this.#text, at, this.#start);
    if (quote === null) return { endsValue: false, at: at + 1 };
    const partEnd = this.#mayBeginPart(quote) ? this.#partEnd(quote) : null;
    if (partEnd !== null) return { endsValue: false, at: partEnd };
    return this.#around.areEndedBy(quote)
      ? { endsValue: true, at: quote.start }
      : { endsValue: false, at: quote.end };
  }

  #mayBeginPart({ start }: Quote): boolean {
    return /[=:]\s{0,8}$/.test(this.#text.slice(Math.max(this.#start, start - 9), start));
  }

  #partEnd(quote: Quote): number | null {
    const kind = `${quote.escapes}${quote.mark}`;
    if (this.#endless.has(kind)) return null;
    const closing = this.#around.areEndedBy(quote)
      ? doubtfulQuoteEnd(this.#text, quote, this.#around)
      : quoteEndInLine(this.#text, quote, this.#around);
    if (closing === null) this.#endless.add(kind);
    return closing?.end ?? null;
  }
}
