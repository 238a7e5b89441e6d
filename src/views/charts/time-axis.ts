import { blanks, displayWidth } from '../../terminal/display-width.ts';
import type { Line, Span, Tone } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';

/** Something that happened, to be marked under the charts. */
export interface TimeMark {
  /** 0 is the first column, 1 the last. */
  readonly place: number;
  readonly sign: SafeText;
  readonly says: SafeText;
  /** In a word what it is, for where all marks have room for theirs. */
  readonly what?: SafeText;
  readonly tone: Tone;
}

const AIR = 2;

/**
 * When charts begin and end, and marks between, each with its sign under its own column, and with as many of their words
 * on either side of it as have room: first that there is a mark, then when, then what it is.
 */
export function timeAxis({
  from,
  to,
  marks,
  indent,
  width,
}: {
  readonly from: SafeText;
  readonly to: SafeText;
  readonly marks: readonly TimeMark[];
  readonly indent: number;
  readonly width: number;
}): Line {
  const columns = width - indent;
  const endStart = columns - displayWidth(to);
  const ends: readonly Label[] = [
    { start: 0, end: displayWidth(from), says: toned('dim', from), isSaid: 0, faces: null },
    { start: endStart, end: columns, says: toned('dim', to), isSaid: 0, faces: null },
  ];
  const choices = inOwnColumns(marks, columns).map((mark) => labelsOf(mark, endStart - AIR));
  const taken = best(choices, ends.slice(0, displayWidth(from) + AIR <= endStart ? 2 : 1));
  let line: Line = [toned('fact', blanks(indent))];
  for (const { start, says } of taken.toSorted((one, other) => one.start - other.start)) {
    line = [...line, toned('fact', blanks(indent + start - lineWidth(line))), says];
  }
  return line;
}

/** A way to write something in the row: its columns, and how much of it is said. */
interface Label {
  readonly start: number;
  readonly end: number;
  readonly says: Span;
  readonly isSaid: number;
  /** On which side its sign stands, which may touch that of another; null where it has none. */
  readonly faces: 'left' | 'right' | 'both' | null;
}

/** What counts for more than any number of words is that a time is told, and more than that, that there is a mark. */
const SIGN = 100;
const TIME = 10;
const WORD = 1;

interface PlacedMark extends TimeMark {
  readonly column: number;
}

/** Of several in the same column the one that is named first stands beside the others. */
function inOwnColumns(marks: readonly TimeMark[], columns: number): readonly PlacedMark[] {
  const placed = marks.map((mark) => ({ ...mark, column: Math.round(mark.place * (columns - 1)) }));
  return placed.map((mark, index) => {
    const isShared = placed.slice(index + 1).some(({ column }) => column === mark.column);
    return isShared ? { ...mark, column: mark.column + 1 } : mark;
  });
}

/** The ways to write a mark, the one that reads best first: its words behind its sign, unless the end of the row is near. */
function labelsOf({ column, sign, says, what, tone }: PlacedMark, mostEnd: number): readonly Label[] {
  const behind = (words: SafeText, isSaid: number): Label => {
    const text = safe`${sign} ${words}`;
    return {
      start: column,
      end: column + displayWidth(text),
      says: toned(tone, text),
      isSaid,
      faces: 'left',
    };
  };
  const before = (words: SafeText, isSaid: number): Label => {
    const text = safe`${words} ${sign}`;
    // It stays under its own column as long as it can.
    const end = Math.min(column + displayWidth(sign), mostEnd);
    return { start: end - displayWidth(text), end, says: toned(tone, text), isSaid, faces: 'right' };
  };
  const inWords = what === undefined ? [] : [safe`${what} ${says}`];
  const alone: Label = {
    start: column,
    end: column + displayWidth(sign),
    says: toned(tone, sign),
    isSaid: SIGN,
    faces: 'both',
  };
  const said = [
    ...inWords.flatMap((words) => [behind(words, SIGN + TIME + WORD), before(words, SIGN + TIME + WORD)]),
    behind(says, SIGN + TIME),
    before(says, SIGN + TIME),
    alone,
  ];
  return said.filter(({ end }) => end <= mostEnd);
}

/** Of all ways to write the marks the one that says most; of equals the one that is named first. */
function best(choices: readonly (readonly Label[])[], taken: readonly Label[]): readonly Label[] {
  const [first, ...others] = choices;
  if (first === undefined) return taken;
  const ways = [
    ...first
      .filter((label) => label.start >= 0 && taken.every((other) => areApart(label, other)))
      .map((label) => best(others, [...taken, label])),
    best(others, taken),
  ];
  return ways.reduce((most, way) => (saidBy(way) > saidBy(most) ? way : most));
}

function saidBy(labels: readonly Label[]): number {
  return labels.reduce((sum, { isSaid }) => sum + isSaid, 0);
}

function areApart(one: Label, other: Label): boolean {
  const [left, right] = one.start <= other.start ? [one, other] : [other, one];
  return left.end + airBetween(left, right) <= right.start;
}

/** Two signs may touch: nobody reads them as one. */
function airBetween(left: Label, right: Label): number {
  const areSigns =
    (left.faces === 'right' || left.faces === 'both') && (right.faces === 'left' || right.faces === 'both');
  if (areSigns) return 0;
  return left.faces === 'both' || right.faces === 'both' ? 1 : AIR;
}
