/** Character classes of the message scanner. */
export const BLANK = 0;
export const DELIMITER = 1;
export const LETTER = 2;
export const UPPER_CASE = 3;
export const DIGIT = 4;
export const SLASH = 5;
export const DOT = 6;
/** Part of a token, but not a letter: `-`, `_`, `*`. */
export const SIGN = 7;

const ASCII = 128;
const KINDS = new Uint8Array(ASCII).fill(SIGN);
KINDS.fill(BLANK, 0, 0x21);
for (const each of '=|,;()[]{}<>":\'`') KINDS[each.charCodeAt(0)] = DELIMITER;
for (const each of 'abcdefghijklmnopqrstuvwxyz') KINDS[each.charCodeAt(0)] = LETTER;
for (const each of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') KINDS[each.charCodeAt(0)] = UPPER_CASE;
for (const each of '0123456789') KINDS[each.charCodeAt(0)] = DIGIT;
for (const each of '/\\') KINDS[each.charCodeAt(0)] = SLASH;
KINDS['.'.charCodeAt(0)] = DOT;
KINDS[0x7f] = BLANK;

const NO_BREAK_SPACE = 0xa0;

export function kindOf(code: number): number {
  return code < ASCII ? (KINDS[code] ?? SIGN) : code === NO_BREAK_SPACE ? BLANK : LETTER;
}

/** Counts of what occurs in a token. */
export interface TokenMakeUp {
  letters: number;
  upperCase: number;
  digits: number;
  slashes: number;
  dots: number;
  /** `-` between other characters is counted too: hosts have it. */
  hyphens: number;
  /** Letters a to f, in either case. */
  hexLetters: number;
  hasAt: boolean;
  startsWithSlash: boolean;
}

/**
 * Whether a token is a value rather than a word: a number, or the name of a file, host or person. `Error` is not, nor
 * `java.io.IOException`.
 */
export function isValue({ letters, digits, slashes, hasAt, startsWithSlash }: TokenMakeUp): boolean {
  return digits > 0 || hasAt || slashes >= 2 || (startsWithSlash && letters > 0);
}

const TOP_LEVEL_DOMAINS: ReadonlySet<string> = new Set(
  'com net org edu gov mil io dev app local localdomain internal lan cn de uk fr jp hk ru us eu tw ch nl it es se'.split(
    ' ',
  ),
);

/** Whether a token with dots is a host name: `api.example.org`, but not `java.io.IOException`. */
export function isHost(token: string): boolean {
  return TOP_LEVEL_DOMAINS.has(token.slice(token.lastIndexOf('.') + 1));
}

const LITERALS: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  'nil',
  'None',
  'True',
  'False',
  'undefined',
  'NaN',
]);

/** Values that look like words. */
export function isLiteral(token: string): boolean {
  return LITERALS.has(token);
}

const UNITS: ReadonlySet<string> = new Set([
  'B',
  'KB',
  'MB',
  'GB',
  'TB',
  'KiB',
  'MiB',
  'GiB',
  'kB',
  'ns',
  'us',
  'ms',
  's',
  'm',
  'h',
  'sec',
  'secs',
  'min',
  'mins',
]);

/** Units that may stand after a number as a separate token: the value's size decides which one. */
export function isUnit(token: string): boolean {
  return UNITS.has(token);
}

export const LONGEST_UNIT = 4;
export const LONGEST_LITERAL = 9;

/** Whether a word looks like the name of a thing rather than language or code: `node-D`, `chrome.exe`. */
export function isNameLike(token: string): boolean {
  return /[-_.#$/\\]/.test(token);
}

/** Whether a word is an identifier of a program, which messages repeat verbatim: `minSessionTimeout`. */
export function isCode(token: string): boolean {
  return /[a-z][A-Z]/.test(token);
}
