import { type Mark, mayBeginString, mayEndString, nextMark } from './marks.ts';

/** The marks of the strings that a place of a text stands in, from the outermost in. */
export type OpenStrings = readonly Mark[];

/** A place of a text, as far as that tells where a value ends. */
export interface Place {
  readonly text: string;
  readonly open: OpenStrings;
  readonly ends: StringEnds;
}

/** Those that are open at `to`, where `open` are at `from`. */
export function openAt(text: string, open: OpenStrings, from: number, to: number): OpenStrings {
  let now = open;
  for (let mark = nextMark(text, from, to); mark !== null; mark = nextMark(text, mark.end, to)) {
    now = openBehind(text, now, mark);
  }
  return now;
}

function openBehind(text: string, open: OpenStrings, mark: Mark): OpenStrings {
  if (isEndOfOpen(text, open, mark)) return outsideOf(open, mark);
  return mayBeginString(text, mark) && !open.some(({ kind }) => kind === mark.kind) ? [...open, mark] : open;
}

export function isEndOfOpen(text: string, open: OpenStrings, mark: Mark): boolean {
  return open.some(({ kind }) => kind === mark.kind) && mayEndString(text, mark);
}

/** Those that stay open behind `mark`. */
export function outsideOf(open: OpenStrings, mark: Mark): OpenStrings {
  const ended = open.findIndex(({ kind }) => kind === mark.kind);
  return ended === -1 ? open : open.slice(0, ended);
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

  /** The first mark from `from` on that ends a string of one of these; null if there is none. */
  first(strings: OpenStrings, from: number): Mark | null {
    return strings.reduce<Mark | null>(
      (first, { kind }) => this.#next(kind, from, first?.end) ?? first,
      null,
    );
  }

  /** The same; null as well if the line ends before. */
  firstInLine(strings: OpenStrings, from: number): Mark | null {
    const mark = this.first(strings, from);
    return mark !== null && mark.start < this.#lineEnd(from) ? mark : null;
  }

  #next(kind: number, from: number, to = this.#text.length): Mark | null {
    const before = this.#seen.get(kind);
    const goesOn = before !== undefined && before.from <= from && from <= before.to;
    if (goesOn && (before.mark !== null || to <= before.to)) {
      return before.mark !== null && before.mark.end <= to ? before.mark : null;
    }
    const mark = this.#search(kind, goesOn ? before.to : from, to);
    this.#seen.set(kind, { from: goesOn ? before.from : from, to: mark?.start ?? to, mark });
    return mark;
  }

  #search(kind: number, from: number, to: number): Mark | null {
    for (
      let mark = nextMark(this.#text, from, to);
      mark !== null;
      mark = nextMark(this.#text, mark.end, to)
    ) {
      if (mark.kind === kind && mayEndString(this.#text, mark)) return mark;
    }
    return null;
  }

  #lineEnd(from: number): number {
    if (from < this.#line.from || from > this.#line.to) {
      const end = this.#text.indexOf('\n', from);
      this.#line = { from, to: end === -1 ? this.#text.length : end };
    }
    return this.#line.to;
  }
}

/** From `from` to `to` no string of its kind ends; at `to` one does with `mark`, if that is not null. */
interface Seen {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark | null;
}
