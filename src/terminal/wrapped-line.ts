import { displayWidth, MARK } from './display-width.ts';
import type { Line } from './line.ts';
import { lineText, lineWidth, startOfLine } from './line-layout.ts';
import type { SafeText } from './text.ts';

/**
 * The line in rows of at most `width` cells: cut at a space if that leaves a row at least half full, or keeps a word
 * whole; a longer word is cut at a joint, or else between characters. A short last word takes the one before it along. An
 * empty line is one empty row.
 */
export function wrappedLine(line: Line, width: number): readonly Line[] {
  const rows: Line[] = [];
  let rest = line;
  let isAfterSpace = false;
  for (;;) {
    const fits = startOfLine(rest, width);
    const text = lineText(fits);
    // A character wider than a row fits nowhere.
    if (fits === rest || text === '') {
      if (rest.length > 0 && text === '') return atLeastOne(rows);
      return isAfterSpace ? withoutWidow([...rows, fits], width) : [...rows, fits];
    }
    const next = lineFrom(rest, text.length);
    const kept = upToBreak(text, firstText(next, Math.max(width, LONGEST_UNIT)), width);
    rows.push(lineUpTo(fits, kept.length));
    const beyond = lineFrom(rest, kept.length);
    rest = withoutLeadingSpaces(beyond);
    isAfterSpace = rest[0]?.text !== beyond[0]?.text;
  }
}

/**
 * In as few rows, but cut where the sentence pauses, or else of much the same length: a sentence on two rows leaves no
 * words alone on the second. A word that fits into a row stays whole.
 */
export function evenlyWrapped(line: Line, width: number): readonly Line[] {
  const rows = wrappedLine(line, width);
  if (rows.length === 1) return rows;
  const whole = wordWidths(lineText(line)).filter((each) => each <= width);
  const narrowest = Math.max(Math.ceil(lineWidth(line) / rows.length), ...whole);
  const ways = Array.from({ length: Math.max(0, width - narrowest + 1) }, (_, more) =>
    wrappedLine(line, narrowest + more),
  ).filter(({ length }) => length === rows.length);
  return ways.find((way) => way.slice(0, -1).every(endsWithPause)) ?? ways[0] ?? rows;
}

function endsWithPause(row: Line): boolean {
  return /[.,;:]$/.test(lineText(row));
}

function wordWidths(text: SafeText): readonly number[] {
  return (text.split(' ') as SafeText[]).map(displayWidth);
}

/** The last row, where it is a short word alone, with the word before it: from a row that stays half full. */
function withoutWidow(rows: readonly Line[], width: number): readonly Line[] {
  const [before = [], last = []] = rows.slice(-2);
  const [widow, text] = [lineText(last), lineText(before)];
  if (widow.includes(' ') || lineWidth(last) >= width / 2) return rows;
  const end = lastBreak(text, ` ${widow}`, BREAK, text.length - 1);
  if (end === null) return rows;
  const kept = lineUpTo(before, text.slice(0, end).replace(/ +$/, '').length);
  if (lineWidth(kept) < width / 2) return rows;
  return [...rows.slice(0, -2), kept, [...withoutLeadingSpaces(lineFrom(before, end)), ...behindSpace(last)]];
}

function behindSpace([first, ...others]: Line): Line {
  return first === undefined ? [] : [{ ...first, text: ` ${first.text}` as SafeText }, ...others];
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

function lastBreak(text: SafeText, following: string, at: RegExp, upTo = text.length): number | null {
  const places = [...`${text}${following.slice(0, LONGEST_UNIT)}`.matchAll(at)].map(({ index }) => index);
  return places.findLast((index) => index <= upTo) ?? null;
}

function firstText(line: Line, length: number): string {
  const parts = line.slice(0, length).map(({ text }) => text.slice(0, length));
  return parts.join('').slice(0, length);
}
