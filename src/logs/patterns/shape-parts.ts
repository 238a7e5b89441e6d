import { ANY, type Shape, type ShapeSpan } from './shape.ts';
import { BLANK, kindOf } from './token-kind.ts';

/** Parts further back don't distinguish messages, or the messages are of no repeating kind. */
const MOST_PARTS = 48;
const VALUE_HASH = 0x9e3779b1;

/** The parts of one message, with a hash that needs no strings. Reused for each message. */
export class ShapeParts {
  readonly #starts = new Int32Array(MOST_PARTS);
  readonly #ends = new Int32Array(MOST_PARTS);
  readonly #isAny = new Uint8Array(MOST_PARTS);
  #count = 0;
  #low = 0;
  #high = 0;

  clear(): void {
    this.#count = 0;
    this.#low = 0x811c9dc5;
    this.#high = 0x1b873593;
  }

  get isFull(): boolean {
    return this.#count === MOST_PARTS;
  }

  /** A hash that only equal shapes share, bar a collision in 2⁵³. */
  get hash(): number {
    return (this.#low >>> 0) * 0x200000 + (this.#high & 0x1fffff);
  }

  get endsWithValue(): boolean {
    return this.#count > 0 && this.#isAny[this.#count - 1] === 1;
  }

  endsWithValueAt(end: number): boolean {
    return this.endsWithValue && this.#ends[this.#count - 1] === end;
  }

  /** Adjacent values count as one: their number varies from message to message. */
  putValue(start: number, end: number): void {
    if (this.endsWithValue) {
      this.#ends[this.#count - 1] = end;
      return;
    }
    this.#put(start, end, 1);
    this.#mix(VALUE_HASH);
  }

  /** A word, given by the two halves of its hash. */
  putWord(start: number, end: number, low: number, high: number): void {
    this.#put(start, end, 0);
    this.#mix(low);
    this.#mix(high);
  }

  shapeIn(message: string): Shape {
    return Array.from({ length: this.#count }, (_, part) =>
      this.#isAny[part] === 1 ? ANY : message.slice(this.#starts[part], this.#ends[part]),
    );
  }

  spans(): readonly ShapeSpan[] {
    return Array.from({ length: this.#count }, (_, part) => ({
      start: this.#starts[part] ?? 0,
      end: this.#ends[part] ?? 0,
    }));
  }

  /** Places of words directly next to a value, without a blank: with other values they may be part of it. */
  gluedIn(message: string): readonly number[] {
    return Array.from({ length: this.#count }, (_, place) => place).filter((place) =>
      this.#isGlued(place, message),
    );
  }

  #put(start: number, end: number, isAny: number): void {
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#isAny[this.#count] = isAny;
    this.#count += 1;
  }

  #mix(code: number): void {
    this.#low = Math.imul(this.#low ^ code, 0x01000193);
    this.#high = Math.imul(this.#high + code, 0x85ebca6b) ^ (this.#high >>> 13);
  }

  #isGlued(place: number, message: string): boolean {
    if (this.#isAny[place] === 1) return false;
    if (this.#isAny[place - 1] === 1 && !this.#isBlankBetween(place - 1, place, message)) return true;
    const next = place + 1;
    return next < this.#count && this.#isAny[next] === 1 && !this.#isBlankBetween(place, next, message);
  }

  #isBlankBetween(before: number, after: number, message: string): boolean {
    const end = this.#starts[after] ?? 0;
    for (let at = this.#ends[before] ?? 0; at < end; at++) {
      if (kindOf(message.charCodeAt(at)) === BLANK) return true;
    }
    return false;
  }
}
