/** Characters that JSON does not escape, but that a terminal would interpret or not show. */
const UNPRINTABLE = /(?!\n)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The only ASCII character that JSON does not escape and a terminal does not show. */
const DELETE = '\x7f';

/** `JSON.stringify` escapes only lone surrogates; escaped backslashes are matched first. */
const ESCAPE = /\\(?:u(d[89a-f][0-9a-f]{2})|.)/g;

/**
 * The value as one line of JSON with invisible characters escaped: the same value, harmless to a terminal. Half of a
 * surrogate pair (a log line cut within an emoji, say) becomes U+FFFD: jq and others reject it, and all lines after it.
 */
export function jsonLine(value: object): string {
  const written = JSON.stringify(value);
  return visible(written.includes('\\ud') ? written.replace(ESCAPE, wholeCharacter) : written);
}

/** A text within such a line; the whole line still has to pass `visible`. */
export function jsonText(text: string | null): string {
  return text === null ? 'null' : JSON.stringify(text.toWellFormed());
}

const DIGITS = /^\d*$/;

/**
 * An id within such a line, without quotes: AWS's ids are digits, which is checked in a third of the time of escaping.
 */
export function idJson(id: string): string {
  return DIGITS.test(id) ? id : jsonText(id).slice(1, -1);
}

const THREE_DIGITS = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'));

/**
 * A time within such a line. V8 caches the text of each number that it formats: for the times of 400,000 lines that
 * would take 25 MB, while seconds repeat.
 */
export function timeJson(ms: number): string {
  const behindSecond = THREE_DIGITS[ms % 1_000];
  return ms < 1_000 || behindSecond === undefined ? String(ms) : Math.floor(ms / 1_000) + behindSecond;
}

/** The same JSON, one line or many, with invisible characters escaped: checked for many lines at once. */
export function visible(json: string): string {
  return isAscii(json) && !json.includes(DELETE) ? json : json.replace(UNPRINTABLE, escaped);
}

/** Takes a seventh of the time of a regular expression. */
function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function wholeCharacter(written: string, surrogate: string | undefined): string {
  return surrogate === undefined ? written : '\ufffd';
}

/** As UTF-16 units, as JSON requires: two escapes above U+FFFF. */
function escaped(character: string): string {
  const units = character.split('');
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
