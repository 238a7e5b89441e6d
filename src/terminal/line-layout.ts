import { blanks, displayWidth, MARK, startOf } from './display-width.ts';
import type { Glyphs } from './glyphs.ts';
import type { Line, Span, Tone } from './line.ts';
import type { SafeText } from './text.ts';

export type Align = 'left' | 'right';

export function span(tone: Tone, text: SafeText, bold = false): Span {
  return bold ? { tone, text, bold } : { tone, text };
}

/** The cells that a line fills. */
export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + displayWidth(text), 0);
}

/** The text of a line without styles. */
export function lineText(line: Line): SafeText {
  let text = '';
  for (const part of line) text += part.text;
  return text as SafeText;
}

/** At most `width` cells of a line, with `ellipsis` at its end where something is missing. */
export function cutLine(line: Line, width: number, ellipsis: SafeText = '…' as SafeText): Line {
  const start = startOfLine(line, width);
  if (start === line) return line;
  const room = width - displayWidth(ellipsis);
  if (room < 0) return start;
  const kept = withoutGap(withoutScrap(startOfLine(start, room), line));
  const last = kept.at(-1);
  return [...kept, last === undefined ? span('dim', ellipsis) : { ...last, text: ellipsis }];
}

const LONGEST_FIELD_NAME = 32;
/** A short fragment set apart by blanks; for a longer one, the gap would look like spare room. */
const SET_APART = / {2,}([^ ]{1,10})$/;
const FEWEST_LETTERS = 4;
/** Two blanks separate fields; more are column padding. */
const GAP_AT_END = /(?:^|[^ ]) {2}$/;

/** A field cut to a few letters says nothing, so it is dropped with the blanks before it. */
function withoutScrap(kept: Line, whole: Line): Line {
  const last = kept.at(-1);
  const begun = last === undefined ? undefined : SET_APART.exec(last.text)?.[1];
  if (last === undefined || begun === undefined) return kept;
  const beyond = startOfLine(whole, lineWidth(kept) + LONGEST_FIELD_NAME);
  const goesOn = lineText(beyond).slice(lineText(kept).length).split(' ', 1)[0] ?? '';
  if (goesOn === '' || !isScrap(begun, goesOn)) return kept;
  return [...kept.slice(0, -1), { ...last, text: last.text.replace(SET_APART, ' ') as SafeText }];
}

/** An ellipsis is as close to a whole field as to one from which a fragment was dropped. */
function withoutGap(kept: Line): Line {
  const last = kept.at(-1);
  if (last === undefined || !GAP_AT_END.test(last.text)) return kept;
  return [...kept.slice(0, -1), { ...last, text: last.text.slice(0, -1) as SafeText }];
}

/** A name without its value says no more than a fragment of it. */
function isScrap(begun: string, goesOn: string): boolean {
  const isField = /^[^=]+=/.test(`${begun}${goesOn}`);
  const telling = isField ? begun.replace(/^[^=]+=?/, '') : begun;
  return telling.length < FEWEST_LETTERS;
}

/**
 * The line in rows of at most `width` cells: cut at a space if that leaves a row at least half full, or keeps a word
 * whole; a longer word is cut at a joint, or else between characters. An empty line is one empty row.
 */
export function wrappedLine(line: Line, width: number): readonly Line[] {
  const rows: Line[] = [];
  let rest = line;
  for (;;) {
    const fits = startOfLine(rest, width);
    const text = lineText(fits);
    // A character wider than a row fits nowhere.
    if (fits === rest || text === '')
      return rest.length > 0 && text === '' ? atLeastOne(rows) : [...rows, fits];
    const next = lineFrom(rest, text.length);
    const kept = upToBreak(text, firstText(next, Math.max(width, LONGEST_UNIT)), width);
    rows.push(lineUpTo(fits, kept.length));
    rest = withoutLeadingSpaces(lineFrom(rest, kept.length));
  }
}

function atLeastOne(rows: readonly Line[]): readonly Line[] {
  return rows.length === 0 ? [[]] : rows;
}

/** The part of a line before the `length`-th code unit. */
function lineUpTo(line: Line, length: number): Line {
  let left = length;
  return line.flatMap((part) => {
    const text = part.text.slice(0, Math.max(0, left)) as SafeText;
    left -= part.text.length;
    return text === '' ? [] : [{ ...part, text }];
  });
}

/** The part of a line from the `length`-th code unit on. */
function lineFrom(line: Line, length: number): Line {
  let left = length;
  return line.flatMap((part) => {
    const text = part.text.slice(Math.max(0, left)) as SafeText;
    left -= part.text.length;
    return text === '' ? [] : [{ ...part, text }];
  });
}

function withoutLeadingSpaces(line: Line): Line {
  const [first, ...others] = line;
  if (first === undefined) return line;
  const text = first.text.replace(LEADING_SPACES, '') as SafeText;
  return text === '' ? withoutLeadingSpaces(others) : [{ ...first, text }, ...others];
}

/** A space with a combining mark is not a break: a cut would separate the mark from its base. */
const BARE_SPACE = ` (?!${MARK})`;
const LEADING_SPACES = new RegExp(`^(?:${BARE_SPACE})+`, 'u');
/** A number and its unit stay together, and so do both ends of `9 to 16` and both parts of `3h 07m`. */
const UNIT = '(?:%|s|ms|min|m|h|MB|GB|kB)(?![A-Za-z])';
const AFTER_NUMBER = `(?<=\\d) (?!${UNIT}|to \\d)`;
const IN_RANGE = '(?<=\\d to) (?!\\d)';
const AFTER_HOURS = '(?<=\\dh) (?!\\d+m)';
const AFTER_ANY_OTHER = '(?<!\\d|\\d to|\\dh) ';
const BREAK = new RegExp(
  `(?:${AFTER_NUMBER}|${IN_RANGE}|${AFTER_HOURS}|${AFTER_ANY_OTHER})(?!${MARK})`,
  'gu',
);
/** Enough to tell a unit from a word that begins with it. */
const LONGEST_UNIT = 5;

/** After a character that joins names, and at a capital inside a name of several words. */
const JOINT = new RegExp(`(?:(?<=[\\w)\\]][./:_=,&-])(?=\\w)|(?<=[a-z\\d])(?=[A-Z]))(?!${MARK})`, 'gu');

/**
 * `text` up to its last break, if that leaves half a row of `width` cells or keeps a word whole that fits into a row;
 * else up to its last joint; else all of it. The text that follows decides whether a space is a break.
 */
function upToBreak(text: SafeText, following: string, width: number): SafeText {
  const end = lastBreak(text, following, BREAK);
  if (end === text.length) return text;
  const start = text.slice(0, end ?? 0).replace(/ +$/, '') as SafeText;
  if (displayWidth(start) >= width / 2) return start;
  const word = `${text.slice(end === null ? 0 : end + 1)}${/^[^ ]*/.exec(following)?.[0]}` as SafeText;
  if (start !== '' && displayWidth(word) <= width) return start;
  const joined = text.slice(0, lastBreak(text, following, JOINT) ?? 0) as SafeText;
  return displayWidth(joined) >= width / 2 ? joined : text;
}

function lastBreak(text: SafeText, following: string, at: RegExp): number | null {
  const places = [...`${text}${following.slice(0, LONGEST_UNIT)}`.matchAll(at)].map(({ index }) => index);
  return places.findLast((index) => index <= text.length) ?? null;
}

function firstText(line: Line, length: number): string {
  const parts = line.slice(0, length).map(({ text }) => text.slice(0, length));
  return parts.join('').slice(0, length);
}

/** As much of `line` as fits into `width` cells; `line` itself if all of it does. */
function startOfLine(line: Line, width: number): Line {
  let room = width;
  for (const [index, part] of line.entries()) {
    const text = startOf(part.text, room);
    if (text.length < part.text.length) {
      return text === '' ? line.slice(0, index) : [...line.slice(0, index), { ...part, text }];
    }
    room -= displayWidth(text);
  }
  return line;
}

/** `content` in exactly `width` cells: cut, or padded on the side that `align` leaves free. */
export function cell(
  content: Line | SafeText,
  width: number,
  align: Align = 'left',
  ellipsis?: SafeText,
): Line {
  const whole = asLine(content, 'fact');
  const shown = cutLine(whole, width, ellipsis);
  const free = blanks(width - lineWidth(shown));
  if (free === '') return shown;
  const padding = span('fact', free);
  return align === 'left' ? [...shown, padding] : [padding, ...shown];
}

/** The first of these forms that fits into `width` cells; if none does, the last and shortest. */
export function firstThatFits(ways: readonly Line[], width: number): Line {
  return ways.find((way) => lineWidth(way) <= width) ?? ways.at(-1) ?? [];
}

/** `left` and `right` at the ends of exactly `width` cells. `right` is kept while it fits; `left` is cut. */
export function leftRight(left: Line, right: Line, width: number, ellipsis?: SafeText): Line {
  const end = cutLine(right, width, ellipsis);
  const endWidth = lineWidth(end);
  const gap = endWidth === 0 || endWidth === width ? 0 : 1;
  const start = cell(left, width - endWidth - gap, 'left', ellipsis);
  return gap === 0 ? [...start, ...end] : [...start, span('fact', blanks(gap)), ...end];
}

/**
 * The title of a section: bold and dim, then a hairline over `width` cells, then a note at the right edge that
 * says what the reader needs to trust the section. The note is left out where both don't fit.
 */
export function heading(
  title: Line | SafeText,
  note: Line | SafeText | null,
  width: number,
  glyphs: Glyphs,
): Line {
  const start = asLine(title, 'dim', true);
  const end = note === null ? [] : asLine(note, 'dim');
  const endWidth = lineWidth(end);
  const rule = width - lineWidth(start) - 1;
  const ruleBesideNote = rule - endWidth - 1;
  if (endWidth > 0 && ruleBesideNote >= SHORTEST_RULE) {
    return [...start, gap(), hairline(ruleBesideNote, glyphs), gap(), ...end];
  }
  if (rule > 0) return [...start, gap(), hairline(rule, glyphs)];
  return cutLine(start, width, glyphs.ellipsis);
}

const SHORTEST_RULE = 2;

/** The widest note that a heading of `width` cells shows beside its title. */
export function roomBeside(title: SafeText, width: number): number {
  return width - displayWidth(title) - 1 - SHORTEST_RULE - 1;
}

/** A faint rule of `width` cells. */
export function hairline(width: number, glyphs: Glyphs): Span {
  return span('faint', glyphs.hairline.repeat(Math.max(0, width)) as SafeText);
}

function gap(): Span {
  return span('fact', ' ' as SafeText);
}

function asLine(content: Line | SafeText, tone: Tone, bold = false): Line {
  return typeof content === 'string' ? [span(tone, content, bold)] : content;
}
