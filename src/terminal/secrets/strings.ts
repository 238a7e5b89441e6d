import { type Mark, marksIn } from './marks.ts';
import { ends, type OpenStrings, openBehind, type QuotedString } from './quoted-string.ts';

/** A place of a text, as far as that tells where a value ends. */
export interface Place {
  readonly text: string;
  readonly open: OpenStrings;
  readonly ends: StringEnds;
}

/** Those that are open at `to`, where `open` are at `from`. */
export function openAt(text: string, open: OpenStrings, from: number, to: number): OpenStrings {
  let now = open;
  for (const mark of marksIn(text, from, to)) now = openBehind(text, now, mark);
  return now;
}

/** A mark that ends a string. */
export interface End {
  readonly of: QuotedString;
  /** The position of the first backslash that is its own. */
  readonly start: number;
  /** The position after it. */
  readonly end: number;
}

/**
 * Where the strings of a text end. What was seen is kept, so that a text is gone through once for each kind of mark as
 * long as the questions go on from left to right, however many strings seem to begin in it.
 */
export class StringEnds {
  readonly #text: string;
  readonly #seen = new Map<number, Seen>();
  #line = { from: 0, to: -1 };

  constructor(text: string) {
    this.#text = text;
  }

  /** The first mark from `from` on that ends one of these strings; null if there is none. */
  first(strings: OpenStrings, from: number): End | null {
    return strings.reduce<End | null>((first, of) => {
      const mark = this.#next(of, from, first?.end);
      // Of two of a kind the first one ends.
      return mark === null || mark.end === first?.end
        ? first
        : { of, start: mark.end - 1 - of.escapes, end: mark.end };
    }, null);
  }

  /** The end of the line that has `from` in it. */
  lineEnd(from: number): number {
    if (from < this.#line.from || from > this.#line.to) {
      const end = this.#text.indexOf('\n', from);
      this.#line = { from, to: end === -1 ? this.#text.length : end };
    }
    return this.#line.to;
  }

  #next(string: QuotedString, from: number, to = this.#text.length): Mark | null {
    const kind = (2 ** string.depth + string.escapes) * 128 + string.sign.charCodeAt(0);
    const before = this.#seen.get(kind);
    const goesOn = before !== undefined && before.from <= from && from <= before.to;
    if (goesOn && (before.mark !== null || to <= before.to)) {
      return before.mark !== null && before.mark.end <= to ? before.mark : null;
    }
    const mark = this.#search(string, goesOn ? before.to : from, to);
    this.#seen.set(kind, { from: goesOn ? before.from : from, to: mark === null ? to : mark.end - 1, mark });
    return mark;
  }

  #search(string: QuotedString, from: number, to: number): Mark | null {
    for (const mark of marksIn(this.#text, from, to)) if (ends(this.#text, string, mark)) return mark;
    return null;
  }
}

/** From `from` to `to` no string of its kind ends; at `to` one does with `mark`, if that is not null. */
interface Seen {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark | null;
}
