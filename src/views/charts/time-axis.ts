import { blanks, displayWidth } from '../../terminal/display-width.ts';
import type { Line, Span, Tone } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { columnOfStep } from './row-values.ts';

/** An event to mark under the charts. */
export interface TimeMark {
  /** Of the steps of time that the charts show, oldest first. */
  readonly step: number;
  readonly sign: SafeText;
  readonly says: SafeText;
  /** What it marks, in a word: without one, what it says is enough. */
  readonly what?: SafeText;
  /** A shorter word for it. */
  readonly briefly?: SafeText;
  readonly tone: Tone;
}

const AIR = 2;

/**
 * Start and end of the charts with marks in between, each with its sign in the column of its step and as much text beside it as
 * fits: first the sign, then its word, then its time. The end gives way to a sign, which would be at a wrong minute
 * anywhere else, and to its word, without which it would be a riddle.
 */
export function timeAxis({
  from,
  to,
  steps,
  marks,
  indent,
  width,
}: {
  readonly from: SafeText;
  readonly to: SafeText;
  /** How many values each curve has. */
  readonly steps: number;
  readonly marks: readonly TimeMark[];
  readonly indent: number;
  readonly width: number;
}): Line {
  const columns = width - indent;
  const begin: Label = {
    start: 0,
    end: displayWidth(from),
    says: toned('dim', from),
    isSaid: 0,
    faces: null,
  };
  const end: Label = {
    start: columns - displayWidth(to),
    end: columns,
    says: toned('dim', to),
    isSaid: END,
    faces: null,
  };
  const all = [
    ...inOwnColumns(marks, steps, columns).map((mark) => ({
      column: mark.column,
      labels: labelsOf(mark).filter((label) => label.end <= columns),
    })),
    { column: columns, labels: [end] },
  ];
  const placed = all.map(({ column, labels }) => ({
    column,
    labels: labels.filter((label) => areApart(begin, label)),
  }));
  let line: Line = [toned('fact', blanks(indent))];
  for (const { start, says } of [begin, ...sayingMost(placed)]) {
    line = [...line, toned('fact', blanks(indent + start - lineWidth(line))), says];
  }
  return line;
}

/** One way to write a label: its columns, and how much it says. */
interface Label {
  readonly start: number;
  readonly end: number;
  readonly says: Span;
  readonly isSaid: number;
  /** The side on which its sign stands, which may touch another sign; null without one. */
  readonly faces: 'left' | 'right' | 'both' | null;
}

/** Weights: the end outweighs any number of times, a word outweighs the end, and a sign any number of words. */
const SIGN = 1_000_000;
const WORD = 1_000;
const END = WORD / 2;
const TIME = 1;

interface PlacedMark extends TimeMark {
  readonly column: number;
}

/** Of several marks in one column, the last one stands in it and the others right after it, or at the edge before it. */
function inOwnColumns(marks: readonly TimeMark[], steps: number, columns: number): readonly PlacedMark[] {
  const taken = new Set<number>();
  const placed = marks.toReversed().map((mark) => {
    let column = columnOfStep(mark.step, steps, columns);
    while (taken.has(column)) column += 1;
    if (column >= columns) while (taken.has(column) || column >= columns) column -= 1;
    taken.add(column);
    return { ...mark, column };
  });
  return placed.toReversed();
}

/** The ways to write a mark, most readable first: its words after its sign, where there is room. */
function labelsOf({ column, sign, says, what, briefly, tone }: PlacedMark): readonly Label[] {
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
    const end = column + displayWidth(sign);
    return { start: end - displayWidth(text), end, says: toned(tone, text), isSaid, faces: 'right' };
  };
  const ways =
    what === undefined
      ? [{ words: says, isSaid: SIGN + WORD }]
      : [
          { words: safe`${what} ${says}`, isSaid: SIGN + WORD + TIME },
          { words: what, isSaid: SIGN + WORD },
          ...(briefly === undefined ? [] : [{ words: briefly, isSaid: SIGN + WORD - TIME }]),
        ];
  const alone: Label = {
    start: column,
    end: column + displayWidth(sign),
    says: toned(tone, sign),
    isSaid: SIGN,
    faces: 'both',
  };
  return [...ways.flatMap(({ words, isSaid }) => [behind(words, isSaid), before(words, isSaid)]), alone];
}

/** The possible labels of a mark. */
interface Choice {
  readonly column: number;
  /** Most readable first. */
  readonly labels: readonly Label[];
}

/** A choice of labels for the marks up to some column. */
interface Way {
  /** From left to right. */
  readonly taken: readonly Label[];
  readonly isSaid: number;
  /** Which label each mark got, in the order of the marks. */
  readonly ranks: readonly number[];
}

/**
 * The choice that says most; of equals, the most readable for the earliest marks. What fits depends only on the label
 * to the left, so from left to right only the best choice up to each label is kept (dynamic programming).
 */
function sayingMost(choices: readonly Choice[]): readonly Label[] {
  const none: Way = { taken: [], isSaid: 0, ranks: choices.map(({ labels }) => labels.length) };
  const named = choices.map((choice, place) => ({ ...choice, place }));
  let ways: readonly Way[] = [none];
  for (const { labels, place } of named.toSorted((one, other) => one.column - other.column)) {
    const before = ways;
    const longer = labels.map((label, rank) => {
      const { taken, isSaid, ranks } = bestOf(before.filter((way) => hasRoom(way, label))) ?? none;
      return {
        taken: [...taken, label],
        isSaid: isSaid + label.isSaid,
        ranks: ranks.with(place, rank),
      };
    });
    ways = [...before, ...longer];
  }
  return bestOf(ways)?.taken ?? [];
}

function hasRoom({ taken }: Way, label: Label): boolean {
  const last = taken.at(-1);
  return last === undefined || areApart(last, label);
}

function bestOf(ways: readonly Way[]): Way | undefined {
  return ways.reduce<Way | undefined>(
    (best, way) => (best === undefined || isBetter(way, best) ? way : best),
    undefined,
  );
}

function isBetter(one: Way, other: Way): boolean {
  if (one.isSaid !== other.isSaid) return one.isSaid > other.isSaid;
  const differing = one.ranks.findIndex((rank, place) => rank !== other.ranks[place]);
  return differing !== -1 && (one.ranks[differing] ?? 0) < (other.ranks[differing] ?? 0);
}

/** Whether one stands to the left of the other. */
function areApart(left: Label, right: Label): boolean {
  return left.end + airBetween(left, right) <= right.start;
}

/**
 * Two signs may touch: they are still read as two. One alone may be near the start or the end; as near to the words of
 * another sign, it would be taken for theirs.
 */
function airBetween(left: Label, right: Label): number {
  const areSigns =
    (left.faces === 'right' || left.faces === 'both') && (right.faces === 'left' || right.faces === 'both');
  if (areSigns) return 0;
  const isAtEdge = left.faces === null || right.faces === null;
  return isAtEdge && (left.faces === 'both' || right.faces === 'both') ? 1 : AIR;
}
