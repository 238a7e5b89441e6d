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
 * In as few rows, but cut where the sentence pauses, unless that leaves a row mostly empty, or else of much the
 * same length: a sentence on two rows leaves no words alone on the second. A word that fits into a row stays whole.
 */
export function evenlyWrapped(line: Line, width: number): readonly Line[] {
  const rows = wrappedLine(line, width);
  if (rows.length === 1) return rows;
  const text = lineText(line);
  const way = bestWay(text, width, rows.length);
  if (way === null) return rows;
  return [...way.cuts, text.length].map((cut, row) =>
    withoutLeadingSpaces(lineFrom(lineUpTo(line, cut), way.cuts[row - 1] ?? 0)),
  );
}

/** How a text is cut into rows, from some place on. */
interface Way {
  readonly cuts: readonly number[];
  /** Cuts where the sentence does not pause. */
  readonly interruptions: number;
  /** The width of its longest row. */
  readonly widest: number;
}

/** Null if the text does not fit into so many rows without cutting a word. */
function bestWay(text: SafeText, width: number, rows: number): Way | null {
  const breaks = [...text.matchAll(BREAK)].map(({ index }) => index);
  const starts = [0, ...breaks];
  const lastRow = (from: number): Way | null => {
    const widest = displayWidth(rowOf(text, from, text.length));
    return widest <= width ? { cuts: [], interruptions: 0, widest } : null;
  };
  let ways = new Map(starts.map((from) => [from, lastRow(from)]));
  for (let more = 1; more < rows; more++) {
    const rest = ways;
    const oneMore = (from: number): Way | null => {
      let best: Way | null = null;
      for (const cut of breaks) {
        if (cut <= from) continue;
        const row = rowOf(text, from, cut);
        if (displayWidth(row) > width) break;
        const way = withRow(row, cut, rest.get(cut) ?? null, width);
        if (way !== null && (best === null || isBetter(way, best))) best = way;
      }
      return best;
    };
    ways = new Map(starts.map((from) => [from, oneMore(from)]));
  }
  return ways.get(0) ?? null;
}

function withRow(row: SafeText, cut: number, rest: Way | null, width: number): Way | null {
  if (rest === null) return null;
  const rowWidth = displayWidth(row);
  const isPause = /[.,;:]$/.test(row) && rowWidth >= width / 3;
  return {
    cuts: [cut, ...rest.cuts],
    interruptions: rest.interruptions + (isPause ? 0 : 1),
    widest: Math.max(rowWidth, rest.widest),
  };
}

function isBetter(one: Way, other: Way): boolean {
  return one.interruptions === other.interruptions
    ? one.widest < other.widest
    : one.interruptions < other.interruptions;
}

function rowOf(text: SafeText, from: number, to: number): SafeText {
  return text.slice(from, to).trim() as SafeText;
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
