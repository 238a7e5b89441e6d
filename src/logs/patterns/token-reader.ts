import {
  DELIMITER,
  DIGIT,
  DOT,
  kindOf,
  LETTER,
  SIGN,
  SLASH,
  type TokenMakeUp,
  UPPER_CASE,
} from './token-kind.ts';

const HYPHEN = '-'.charCodeAt(0);
const AT = '@'.charCodeAt(0);
const LETTER_A = 'a'.charCodeAt(0);
const LETTER_F = 'f'.charCodeAt(0);
const UPPER_A = 'A'.charCodeAt(0);
const UPPER_F = 'F'.charCodeAt(0);

/**
 * Reads tokens one by one. The findings stay in its fields until the next one: an object each would cost more than the
 * reading.
 */
export class TokenReader {
  readonly makeUp: TokenMakeUp = {
    letters: 0,
    upperCase: 0,
    digits: 0,
    slashes: 0,
    dots: 0,
    hyphens: 0,
    hexLetters: 0,
    hasAt: false,
    startsWithSlash: false,
  };
  /** The halves of the token's hash. */
  low = 0;
  high = 0;

  /** @returns the end of the token that starts at `start` */
  read(message: string, start: number, most: number): number {
    this.#clear();
    // The most frequent kinds are counted in local variables.
    let letters = 0;
    let hexLetters = 0;
    let low = 0x811c9dc5;
    let high = 0x1b873593;
    let at = start;
    for (; at < most; at++) {
      const code = message.charCodeAt(at);
      const kind = kindOf(code);
      if (kind <= DELIMITER) break;
      if (kind === LETTER) {
        letters += 1;
        if (code >= LETTER_A && code <= LETTER_F) hexLetters += 1;
      } else this.#count(kind, code);
      low = Math.imul(low ^ code, 0x01000193);
      high = Math.imul(high + code, 0x85ebca6b) ^ (high >>> 13);
    }
    this.makeUp.letters = letters;
    this.makeUp.hexLetters += hexLetters;
    this.makeUp.startsWithSlash = kindOf(message.charCodeAt(start)) === SLASH;
    this.low = low;
    this.high = high;
    return at;
  }

  #clear(): void {
    const { makeUp } = this;
    makeUp.upperCase = 0;
    makeUp.digits = 0;
    makeUp.slashes = 0;
    makeUp.dots = 0;
    makeUp.hyphens = 0;
    makeUp.hexLetters = 0;
    makeUp.hasAt = false;
  }

  /** Everything but lower-case letters. */
  #count(kind: number, code: number): void {
    const { makeUp } = this;
    switch (kind) {
      case UPPER_CASE:
        makeUp.upperCase += 1;
        if (code >= UPPER_A && code <= UPPER_F) makeUp.hexLetters += 1;
        break;
      case DIGIT:
        makeUp.digits += 1;
        break;
      case SLASH:
        makeUp.slashes += 1;
        break;
      case DOT:
        makeUp.dots += 1;
        break;
      case SIGN:
        if (code === HYPHEN) makeUp.hyphens += 1;
        else if (code === AT) makeUp.hasAt = true;
        break;
    }
  }
}
