/** What JSON leaves as it is, and a terminal or a reader would take for something else or not see at all. */
const UNPRINTABLE = /(?!\n)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The only character of ASCII that JSON leaves as it is and a terminal would not show. */
const DELETE = '\x7f';

/** The only escapes of surrogates that `JSON.stringify` writes are of lone ones; those of backslashes come first. */
const ESCAPE = /\\(?:u(d[89a-f][0-9a-f]{2})|.)/g;

/**
 * The value as one line of JSON, in which whatever can't be seen is escaped: the same value, harmless to a terminal. Half
 * of a character (a log line that was cut in the middle of an emoji, say) becomes U+FFFD: jq and others refuse it, and
 * all the lines behind it.
 */
export function jsonLine(value: object): string {
  const written = JSON.stringify(value);
  return visible(written.includes('\\ud') ? written.replace(ESCAPE, wholeCharacter) : written);
}

/** A text as it stands in such a line; `visible` is still to be asked of the whole. */
export function jsonText(text: string | null): string {
  return text === null ? 'null' : JSON.stringify(text.toWellFormed());
}

const DIGITS = /^\d*$/;

/**
 * An id as it stands in such a line, without its quotes: those of AWS are digits, which takes a third as long to see as to
 * write a text.
 */
export function idJson(id: string): string {
  return DIGITS.test(id) ? id : jsonText(id).slice(1, -1);
}

const THREE_DIGITS = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'));

/**
 * A time as it stands in such a line. V8 keeps the text of each number that it writes, in case the number comes again:
 * of the times of 400,000 lines that is 25 MB, and seconds come again.
 */
export function timeJson(ms: number): string {
  const behindSecond = THREE_DIGITS[ms % 1_000];
  return ms < 1_000 || behindSecond === undefined ? String(ms) : Math.floor(ms / 1_000) + behindSecond;
}

/** The same JSON, one line or many, with what can't be seen escaped: of many it is asked at once. */
export function visible(json: string): string {
  return isAscii(json) && !json.includes(DELETE) ? json : json.replace(UNPRINTABLE, escaped);
}

/** In a seventh of the time that an expression takes, which looks at one character after the other. */
function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function wholeCharacter(written: string, surrogate: string | undefined): string {
  return surrogate === undefined ? written : '\ufffd';
}

/** UTF-16, as JSON wants it: two escapes for what lies beyond U+FFFF. */
function escaped(character: string): string {
  const units = character.split('');
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
