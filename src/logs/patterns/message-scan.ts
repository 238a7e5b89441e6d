import {
  BLANK,
  DELIMITER,
  DIGIT,
  DOT,
  isHost,
  isLiteral,
  isUnit,
  isValue,
  kindOf,
  LETTER,
  LONGEST_LITERAL,
  LONGEST_UNIT,
  SLASH,
  type TokenMakeUp,
  UPPER_CASE,
} from './token-kind.ts';

/** A place that holds another value in each message. */
export const ANY = null;

/** What is left of a message without its values: its words in order, and where values stand between them. */
export type Shape = readonly (string | typeof ANY)[];

/** From where to where a part of the shape stands in the message, in UTF-16 units. */
export interface ShapeSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads message after message. It is made for speed: what it found is in its own arrays until it scans the next, and
 * strings are made of it only for a shape that nobody has seen.
 */
export interface MessageScan {
  /** Scans a message, and gives a number that is the same for messages of the same shape alone, but for one in 2⁵³. */
  hashOf(message: string): number;
  /** The shape of what was scanned last. */
  shape(): Shape;
  spans(): readonly ShapeSpan[];
  /** Places of words that stand beside a value without a blank between: with other values they may be part of it. */
  glued(): readonly number[];
}

/** What lies further down does not tell messages apart, or they are of no kind that repeats. */
const MOST_PARTS = 48;
const MOST_LENGTH = 2_000;

/** A remark in brackets is left out where it holds a number, and is no longer than this: `(1.2 KB)`. */
const LONGEST_REMARK = 32;

const EQUALS = '='.charCodeAt(0);
const COMMA_CODES = [',', ';', ')', ']', '}', '&', '|'].map((each) => each.charCodeAt(0));
const OPENING = '('.charCodeAt(0);
const CLOSING = ')'.charCodeAt(0);
const OPENING_BRACE = '{'.charCodeAt(0);
const HASH = '#'.charCodeAt(0);
const COLON = ':'.charCodeAt(0);
const HYPHEN = '-'.charCodeAt(0);
const LETTER_A = 'a'.charCodeAt(0);
const LETTER_F = 'f'.charCodeAt(0);
const UPPER_A = 'A'.charCodeAt(0);
const UPPER_F = 'F'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const AT = '@'.charCodeAt(0);
const LITERAL_STARTS = Array.from('tfnuTFN', (each) => each.charCodeAt(0));
const VALUE_HASH = 0x9e3779b1;

export function createMessageScan(): MessageScan {
  const starts = new Int32Array(MOST_PARTS);
  const ends = new Int32Array(MOST_PARTS);
  const isAny = new Uint8Array(MOST_PARTS);
  const makeUp: TokenMakeUp = {
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
  let scanned = '';
  let count = 0;
  let low = 0;
  let high = 0;
  let tokenLow = 0;
  let tokenHigh = 0;

  const mix = (code: number) => {
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high + code, 0x85ebca6b) ^ (high >>> 13);
  };

  const putValue = (start: number, end: number) => {
    if (count > 0 && isAny[count - 1] === 1) {
      ends[count - 1] = end;
      return;
    }
    starts[count] = start;
    ends[count] = end;
    isAny[count] = 1;
    count += 1;
    mix(VALUE_HASH);
  };

  /** The word that was read last. */
  const putWord = (start: number, end: number) => {
    starts[count] = start;
    ends[count] = end;
    isAny[count] = 0;
    count += 1;
    mix(tokenLow);
    mix(tokenHigh);
  };

  /** Where the token that starts at `start` ends; what it is made of stands in `makeUp`, and its hash beside that. */
  const tokenEnd = (start: number, most: number): number => {
    makeUp.upperCase = 0;
    makeUp.digits = 0;
    makeUp.slashes = 0;
    makeUp.dots = 0;
    makeUp.hyphens = 0;
    makeUp.hasAt = false;
    let letters = 0;
    let hexLetters = 0;
    let lowHash = 0x811c9dc5;
    let highHash = 0x1b873593;
    let at = start;
    for (; at < most; at++) {
      const code = scanned.charCodeAt(at);
      const kind = kindOf(code);
      if (kind === LETTER) {
        letters += 1;
        if (code >= LETTER_A && code <= LETTER_F) hexLetters += 1;
      } else if (kind <= DELIMITER) break;
      else if (kind === UPPER_CASE) {
        makeUp.upperCase += 1;
        if (code >= UPPER_A && code <= UPPER_F) hexLetters += 1;
      } else if (kind === DIGIT) makeUp.digits += 1;
      else if (kind === SLASH) makeUp.slashes += 1;
      else if (kind === DOT) makeUp.dots += 1;
      else if (code === HYPHEN) makeUp.hyphens += 1;
      else if (code === AT) makeUp.hasAt = true;
      lowHash = Math.imul(lowHash ^ code, 0x01000193);
      highHash = Math.imul(highHash + code, 0x85ebca6b) ^ (highHash >>> 13);
    }
    makeUp.letters = letters;
    makeUp.hexLetters = hexLetters;
    tokenLow = lowHash;
    tokenHigh = highHash;
    makeUp.startsWithSlash = kindOf(scanned.charCodeAt(start)) === SLASH;
    return at;
  };

  const scan = (most: number) => {
    let at = 0;
    /** Whether what comes next is the value of a `key=`. */
    let isAfterEquals = false;
    while (at < most && count < MOST_PARTS) {
      const code = scanned.charCodeAt(at);
      const kind = kindOf(code);
      if (kind === BLANK) {
        at += 1;
        continue;
      }
      if (kind === DELIMITER) {
        const after = at + 1;
        if (code === EQUALS) {
          const standsAlone = at > 0 && kindOf(scanned.charCodeAt(at - 1)) === BLANK;
          if (!standsAlone && isEmptyValue(scanned, after, most)) putValue(at, after);
          else isAfterEquals = true;
        } else if (code === OPENING) {
          const end = remarkEnd(scanned, at, most);
          if (end > 0) {
            at = end;
            continue;
          }
        } else if (code === QUOTE && isAfterEquals) {
          const end = scanned.indexOf('"', after);
          if (end > 0 && end < most) {
            putValue(at, end + 1);
            isAfterEquals = false;
            at = end + 1;
            continue;
          }
        }
        at = after;
        continue;
      }
      const end = tokenEnd(at, most);
      const letters = makeUp.letters + makeUp.upperCase;
      if (letters + makeUp.digits === 0) {
        if (isAfterEquals) putValue(at, end);
        isAfterEquals = false;
        at = end;
        continue;
      }
      if (isAfterEquals || isValue(makeUp) || isWordlikeValue(at, end)) putValue(at, end);
      else putWord(at, end);
      isAfterEquals = false;
      at = end;
    }
  };

  const isWordlikeValue = (start: number, end: number): boolean => {
    const length = end - start;
    if (makeUp.dots > 0 && isHost(scanned.slice(start, end))) return true;
    if (makeUp.dots + makeUp.hyphens > 0 && isPortNext(scanned, end)) return true;
    if (makeUp.hexLetters === length && start > 0 && isPartOfHex(start)) return true;
    if (length <= LONGEST_UNIT && count > 0 && isAny[count - 1] === 1 && isUnit(scanned.slice(start, end)))
      return true;
    if (length < 3 || length > LONGEST_LITERAL || !LITERAL_STARTS.includes(scanned.charCodeAt(start)))
      return false;
    return isLiteral(scanned.slice(start, end));
  };

  /** `ce` of `08:ce:ed`, `acea` of `Token{acea`. */
  const isPartOfHex = (start: number): boolean => {
    const before = scanned.charCodeAt(start - 1);
    if (before === OPENING_BRACE || before === HASH) return true;
    return before === COLON && count > 0 && isAny[count - 1] === 1 && ends[count - 1] === start - 1;
  };

  const isBlankBetween = (before: number, after: number): boolean => {
    for (let at = ends[before] ?? 0; at < (starts[after] ?? 0); at++) {
      if (kindOf(scanned.charCodeAt(at)) === BLANK) return true;
    }
    return false;
  };

  const isGlued = (place: number): boolean => {
    if (isAny[place] === 1) return false;
    if (place > 0 && isAny[place - 1] === 1 && !isBlankBetween(place - 1, place)) return true;
    return place + 1 < count && isAny[place + 1] === 1 && !isBlankBetween(place, place + 1);
  };

  return {
    hashOf(message) {
      scanned = message;
      count = 0;
      low = 0x811c9dc5;
      high = 0x1b873593;
      scan(Math.min(message.length, MOST_LENGTH));
      return (low >>> 0) * 0x200000 + (high & 0x1fffff);
    },
    shape: () =>
      Array.from({ length: count }, (_, part) =>
        isAny[part] === 1 ? ANY : scanned.slice(starts[part], ends[part]),
      ),
    glued: () => Array.from({ length: count }, (_, place) => place).filter(isGlued),
    spans: () =>
      Array.from({ length: count }, (_, part) => ({ start: starts[part] ?? 0, end: ends[part] ?? 0 })),
  };
}

/** `:443` behind a host. */
function isPortNext(message: string, at: number): boolean {
  return message.charCodeAt(at) === COLON && kindOf(message.charCodeAt(at + 1)) === DIGIT;
}

/** `logname= uid=0`: the first has a value, and it is empty. */
function isEmptyValue(message: string, at: number, most: number): boolean {
  if (at >= most) return true;
  const code = message.charCodeAt(at);
  return kindOf(code) === BLANK || COMMA_CODES.includes(code);
}

/** Where a remark that opens at `start` is closed; 0 where it is none that may be left out. */
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
