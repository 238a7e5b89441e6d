import type { Shape, ShapeSpan } from './shape.ts';
import { ShapeParts } from './shape-parts.ts';
import {
  BLANK,
  DELIMITER,
  DIGIT,
  isHost,
  isLiteral,
  isUnit,
  isValue,
  kindOf,
  LONGEST_LITERAL,
  LONGEST_UNIT,
} from './token-kind.ts';
import { TokenReader } from './token-reader.ts';

/** Text further back does not distinguish messages. */
const MOST_LENGTH = 2_000;

/** A bracketed remark with a number is left out up to this length: `(1.2 KB)`. */
const LONGEST_REMARK = 32;

const EQUALS = '='.charCodeAt(0);
const COMMA_CODES = [',', ';', ')', ']', '}', '&', '|'].map((each) => each.charCodeAt(0));
const OPENING = '('.charCodeAt(0);
const CLOSING = ')'.charCodeAt(0);
const OPENING_BRACE = '{'.charCodeAt(0);
const HASH = '#'.charCodeAt(0);
const COLON = ':'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const LITERAL_STARTS = Array.from('tfnuTFN', (each) => each.charCodeAt(0));

/**
 * Scans messages one by one. Built for speed: results stay in its fields until the next scan, and strings are created
 * only for a new shape.
 */
export class MessageScan {
  readonly #parts = new ShapeParts();
  readonly #token = new TokenReader();
  #scanned = '';
  /** Whether the value of a `key=` comes next. */
  #isAfterEquals = false;

  /** Scans a message, and returns a hash that only messages of the same shape share, bar a collision in 2⁵³. */
  hashOf(message: string): number {
    this.#scanned = message;
    this.#isAfterEquals = false;
    this.#parts.clear();
    this.#scan(Math.min(message.length, MOST_LENGTH));
    return this.#parts.hash;
  }

  /** The shape of the last scanned message. */
  shape(): Shape {
    return this.#parts.shapeIn(this.#scanned);
  }

  spans(): readonly ShapeSpan[] {
    return this.#parts.spans();
  }

  glued(): readonly number[] {
    return this.#parts.gluedIn(this.#scanned);
  }

  #scan(most: number): void {
    let at = 0;
    while (at < most && !this.#parts.isFull) {
      const kind = kindOf(this.#scanned.charCodeAt(at));
      if (kind === BLANK) at += 1;
      else if (kind === DELIMITER) at = this.#passDelimiter(at, most);
      else at = this.#passToken(at, most);
    }
  }

  /** @returns where to go on */
  #passDelimiter(at: number, most: number): number {
    const after = at + 1;
    switch (this.#scanned.charCodeAt(at)) {
      case EQUALS:
        if (!this.#standsAlone(at) && isEmptyValue(this.#scanned, after, most))
          this.#parts.putValue(at, after);
        else this.#isAfterEquals = true;
        return after;
      case OPENING:
        return remarkEnd(this.#scanned, at, most) || after;
      case QUOTE:
        return this.#isAfterEquals ? this.#passQuoted(at, most) : after;
      default:
        return after;
    }
  }

  #standsAlone(at: number): boolean {
    return at > 0 && kindOf(this.#scanned.charCodeAt(at - 1)) === BLANK;
  }

  #passQuoted(at: number, most: number): number {
    const end = this.#scanned.indexOf('"', at + 1);
    if (end < 0 || end >= most) return at + 1;
    this.#parts.putValue(at, end + 1);
    this.#isAfterEquals = false;
    return end + 1;
  }

  #passToken(at: number, most: number): number {
    const token = this.#token;
    const end = token.read(this.#scanned, at, most);
    if (this.#isAfterEquals || this.#isValue(at, end)) this.#parts.putValue(at, end);
    else if (!isRule(token)) this.#parts.putWord(at, end, token.low, token.high);
    this.#isAfterEquals = false;
    return end;
  }

  /** Whether the last token is a value. */
  #isValue(start: number, end: number): boolean {
    return !isRule(this.#token) && (isValue(this.#token.makeUp) || this.#isWordlikeValue(start, end));
  }

  #isWordlikeValue(start: number, end: number): boolean {
    const { dots, hyphens, hexLetters } = this.#token.makeUp;
    const length = end - start;
    if (dots > 0 && isHost(this.#scanned.slice(start, end))) return true;
    if (dots + hyphens > 0 && isPortNext(this.#scanned, end)) return true;
    if (hexLetters === length && start > 0 && this.#isPartOfHex(start)) return true;
    if (length <= LONGEST_UNIT && this.#parts.endsWithValue && isUnit(this.#scanned.slice(start, end)))
      return true;
    if (length < 3 || length > LONGEST_LITERAL || !LITERAL_STARTS.includes(this.#scanned.charCodeAt(start)))
      return false;
    return isLiteral(this.#scanned.slice(start, end));
  }

  /** Such as `ce` in `08:ce:ed`, or `acea` in `Token{acea`. */
  #isPartOfHex(start: number): boolean {
    const before = this.#scanned.charCodeAt(start - 1);
    if (before === OPENING_BRACE || before === HASH) return true;
    return before === COLON && this.#parts.endsWithValueAt(start - 1);
  }
}

/** A token without letters or digits, like `----`, carries no meaning. */
function isRule({ makeUp }: TokenReader): boolean {
  return makeUp.letters + makeUp.upperCase + makeUp.digits === 0;
}

/** `:443` after a host. */
function isPortNext(message: string, at: number): boolean {
  return message.charCodeAt(at) === COLON && kindOf(message.charCodeAt(at + 1)) === DIGIT;
}

/** In `logname= uid=0` the first key has an empty value. */
function isEmptyValue(message: string, at: number, most: number): boolean {
  if (at >= most) return true;
  const code = message.charCodeAt(at);
  return kindOf(code) === BLANK || COMMA_CODES.includes(code);
}

/** Where a remark opening at `start` is closed; 0 where it may not be left out. */
function remarkEnd(message: string, start: number, most: number): number {
  let hasDigit = false;
  for (let at = start + 1; at < most && at - start <= LONGEST_REMARK; at++) {
    const code = message.charCodeAt(at);
    if (code === OPENING) return 0;
    if (code === CLOSING) return hasDigit ? at + 1 : 0;
    if (kindOf(code) === DIGIT) hasDigit = true;
  }
  return 0;
}
