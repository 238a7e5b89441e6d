import { eastAsianWidth } from 'get-east-asian-width';
import type { SafeText } from './text.ts';

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** For expressions: combining marks. A cut must not separate them from their base. */
export const MARK = String.raw`[\p{M}\u0e33\u0eb3\uff9e\uff9f]`;
const STARTS_WITH_MARK = new RegExp(`^${MARK}`, 'u');
const NONSPACING = /^[\p{Mn}\p{Me}]/u;
const ELLIPSIS = '…' as SafeText;
const FIRST_CODE_OF_UNEVEN_WIDTH = 0x300;

/** The cells that a terminal fills for `text`: 2 for East Asian wide characters and emoji, 0 for marks. */
export function displayWidth(text: SafeText): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return width;
}

/** At most `width` cells of `text`, with `ellipsis` at its end where something is missing. */
export function cutEnd(text: SafeText, width: number, ellipsis: SafeText = ELLIPSIS): SafeText {
  const start = startOf(text, width);
  if (start.length === text.length) return text;
  const room = width - displayWidth(ellipsis);
  return room < 0 ? start : ((startOf(start, room) + ellipsis) as SafeText);
}

/** At most `width` cells of `text`: its start and its end, of equal length, joined by `ellipsis`. */
export function cutMiddle(text: SafeText, width: number, ellipsis: SafeText = ELLIPSIS): SafeText {
  const room = width - displayWidth(ellipsis);
  if (room < 2 || startOf(text, width).length === text.length) return cutEnd(text, width, ellipsis);
  return (startOf(text, Math.ceil(room / 2)) + ellipsis + endOf(text, Math.floor(room / 2))) as SafeText;
}

/** At most `width` cells of `text`, with `ellipsis` at its start if cut: while typing, the end stays visible. */
export function cutStart(text: SafeText, width: number, ellipsis: SafeText = ELLIPSIS): SafeText {
  if (startOf(text, width).length === text.length) return text;
  return (ellipsis + endOf(text, Math.max(0, width - displayWidth(ellipsis)))) as SafeText;
}

export function padEnd(text: SafeText, width: number): SafeText {
  return (text + blanks(width - displayWidth(text))) as SafeText;
}

export function padStart(text: SafeText, width: number): SafeText {
  return (blanks(width - displayWidth(text)) + text) as SafeText;
}

/** `count` spaces; none when it is negative. */
export function blanks(count: number): SafeText {
  return ' '.repeat(Math.max(0, count)) as SafeText;
}

/**
 * As many whole characters from the start as fit into `width` cells, with their marks. Looks no further, so that
 * a line of a megabyte costs no more than one that fits.
 */
export function startOf(text: SafeText, width: number): SafeText {
  if (PRINTABLE_ASCII.test(text.slice(0, width + 1))) return text.slice(0, Math.max(0, width)) as SafeText;
  let used = 0;
  let position = 0;
  let lastWhole = 0;
  for (const character of text) {
    if (!STARTS_WITH_MARK.test(character)) lastWhole = position;
    used += widthOfCharacter(character);
    if (used > width) return text.slice(0, lastWhole) as SafeText;
    position += character.length;
  }
  return text;
}

/** As many whole characters from the end as fit into `width` cells, with their marks. */
export function endOf(text: SafeText, width: number): SafeText {
  let used = 0;
  let start = text.length;
  let position = text.length;
  for (const character of Array.from(text).reverse()) {
    used += widthOfCharacter(character);
    if (used > width) break;
    position -= character.length;
    // A combining mark needs its base first.
    if (!STARTS_WITH_MARK.test(character)) start = position;
  }
  return text.slice(start) as SafeText;
}

const knownWidths = new Map<number, number>();

/** Cached, as each frame asks for every character of the screen. */
function widthOfCharacter(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < FIRST_CODE_OF_UNEVEN_WIDTH) return 1;
  const known = knownWidths.get(code);
  if (known !== undefined) return known;
  const width = NONSPACING.test(character) ? 0 : eastAsianWidth(code);
  knownWidths.set(code, width);
  return width;
}
