import { blanks, padStart } from '../../terminal/display-width.ts';
import type { Line, Span, Tone } from '../../terminal/line.ts';
import { cutLine } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { toned } from '../../terminal/words.ts';
import type { ChartCurve, Stroke } from './chart-curve.ts';
import type { ChartScale } from './chart-scale.ts';
import { curveSigns, shownValues, staysAtNone } from './curve-signs.ts';
import { mergedSign } from './dot-signs.ts';
import { goesStraightOn, goesStraightUp } from './line-signs.ts';

export interface ChartFrame extends ChartScale {
  /** In cells, including labels and axis. */
  readonly width: number;
  readonly labelWidth: number;
  readonly label: (value: number) => SafeText;
}

interface Cell {
  readonly sign: string;
  readonly stroke: Stroke;
  readonly tone: Tone;
  /** Set where it is zero, or does no harm. */
  readonly isNone: boolean;
  /** Whether it is all that the curve shows thereabouts: alternating with another, it could vanish. */
  readonly isAlone: boolean;
}

/** A curve as cells, row by row; null where it is absent. */
type Layer = readonly (readonly (Cell | null)[])[];

/** The cells left for curves. */
function chartColumns({ width, labelWidth }: ChartFrame): number {
  return Math.max(0, width - labelWidth - 2);
}

/**
 * Curves over a labelled axis. Where curves go on in one row or column they alternate, so that none hides another; where they
 * turn in one cell, the last one is shown. Scales start at 0, so that heights can be compared.
 */
export function chartLines(
  curves: readonly ChartCurve[],
  frame: ChartFrame,
  glyphs: Glyphs,
): readonly Line[] {
  const columns = chartColumns(frame);
  const levels = curves.flatMap((curve) => (curve.stroke === 'level' ? curve.value : []));
  const layers = curves.map((curve) => layerOf(curve, frame, levels, glyphs));
  return frame.ticks.toReversed().map((tick, row) => {
    const label = tick === null ? safe`` : frame.label(tick);
    const axis: Span[] = [
      toned('dim', padStart(label, frame.labelWidth)),
      toned('faint', safe` ${glyphs.axis}`),
    ];
    return [...axis, ...spansOf(layers, row, columns)];
  });
}

/** A chart without data has no labels, as they would mean nothing. */
export function emptyChartLines(
  says: SafeText,
  { width, ticks, labelWidth }: ChartFrame,
  { axis, ellipsis }: Glyphs,
): readonly Line[] {
  const stem: Line = [toned('dim', blanks(labelWidth)), toned('faint', safe` ${axis}`)];
  const middle = Math.floor(ticks.length / 2);
  const line = cutLine([...stem, toned('dim', safe` ${says}`)], width, ellipsis);
  return ticks.map((_, row) => (row === middle ? line : stem));
}

function layerOf(curve: ChartCurve, frame: ChartFrame, levels: readonly number[], glyphs: Glyphs): Layer {
  const columns = chartColumns(frame);
  const signs = curveSigns(curve, { top: frame.top, rows: frame.ticks.length, levels, columns }, glyphs);
  const { stroke = 'line', tone } = curve;
  const isNothing = nothingColumns(curve, columns, glyphs);
  return signs.map((row, place) => {
    const isBottom = place === signs.length - 1;
    return row.map((sign, column) => {
      if (sign === null) return null;
      // A fall comes from the value before it, and so has its colour down to its end.
      const isFall = signs[place + 1]?.[column] != null && isNothing[column - 1] !== true;
      const isOnFloor = isNothing[column] === true && isBottom && staysAtNone(sign);
      const isNone = hasThreshold(curve) ? isNothing[column] === true && !isFall : isOnFloor;
      const isAlone = isWhole(curve) && row[column - 1] == null && row[column + 1] == null;
      return { sign, stroke, tone: isOnFloor ? calm(tone) : tone, isNone, isAlone };
    });
  });
}

/** At zero nothing is wrong, so no curve has the colour of an alarm there. */
function calm(tone: Tone): Tone {
  return tone === 'crit' || tone === 'warn' ? 'dim' : tone;
}

/** Whether it is drawn without gaps. */
function isWhole({ stroke = 'line' }: ChartCurve): boolean {
  return stroke === 'line' || stroke === 'double';
}

function hasThreshold(curve: ChartCurve): boolean {
  return curve.stroke !== 'level' && curve.harmFrom !== undefined;
}

/**
 * The columns in which its colour, which the legend names, is faded: where it is zero, or below the value from which it
 * does harm. An hour without errors is no red line, while a few, in the same row, have the full colour.
 */
function nothingColumns(curve: ChartCurve, columns: number, glyphs: Glyphs): readonly boolean[] {
  if (curve.stroke === 'level') return [];
  const { harmFrom = Number.MIN_VALUE } = curve;
  return shownValues(curve, columns, glyphs).map((value) => value !== null && value < harmFrom);
}

function spansOf(layers: readonly Layer[], row: number, columns: number): Line {
  const spans: Span[] = [];
  for (let column = 0; column < columns; column++) {
    const meeting = meetingAt(layers, row, column);
    const merged = mergedSign(meeting.map((each) => each.sign));
    const cell = merged === null ? shownOf(meeting, row, column) : ownerOf(meeting);
    const sign = merged ?? cell?.sign;
    const next = spanOf(cell, sign);
    const last = spans.at(-1);
    if (last !== undefined && (looksAlike(last, next) || next.text === ' ')) {
      spans[spans.length - 1] = { ...last, text: safe`${last.text}${next.text}` };
    } else {
      spans.push(next);
    }
  }
  return spans;
}

function spanOf(cell: Cell | undefined, sign: string | undefined): Span {
  if (cell === undefined || sign === undefined) return toned('fact', safe` `);
  const span = toned(cell.tone, safeSign(sign));
  return cell.isNone ? { ...span, faded: true } : span;
}

function looksAlike(one: Span, other: Span): boolean {
  return one.tone === other.tone && one.faded === other.faded;
}

/**
 * Curves that go on together alternate, so that one that rises with another is not lost behind it. Turns that alternate
 * would tear both: there the last curve, which is the most important one, is whole.
 */
function shownOf(meeting: readonly Cell[], row: number, column: number): Cell | undefined {
  if (meeting.every(({ sign }) => goesStraightUp(sign))) return meeting[row % meeting.length];
  const isStraight = meeting.every(goesStraightOn);
  if (!isStraight) return meeting.at(-1);
  return meeting.findLast(({ isAlone }) => isAlone) ?? meeting[column % meeting.length];
}

/** Which curve gives a shared cell of dots its colour: a line in two colours would look like two. */
function ownerOf(meeting: readonly Cell[]): Cell | undefined {
  return (
    meeting.findLast(({ isAlone }) => isAlone) ??
    meeting.findLast(({ stroke }) => stroke === 'line') ??
    meeting.at(-1)
  );
}

const SAFE_SIGNS = new Map<string, SafeText>();

/** Few distinct signs, but thousands of cells a second. */
function safeSign(sign: string): SafeText {
  const known = SAFE_SIGNS.get(sign);
  if (known !== undefined) return known;
  const made = safeText(sign);
  SAFE_SIGNS.set(sign, made);
  return made;
}

/**
 * The curves that may appear in a cell: a straight one gives way to one that turns, which would look torn, and one at
 * zero to one above it, whose small value would look like more.
 */
function meetingAt(layers: readonly Layer[], row: number, column: number): readonly Cell[] {
  const all = layers.flatMap((layer) => layer[row]?.[column] ?? []);
  const turning = unlessEmpty(
    all.filter((cell) => !goesStraightOn(cell)),
    all,
  );
  return unlessEmpty(
    turning.filter(({ isNone }) => !isNone),
    turning,
  );
}

function unlessEmpty<Item>(some: readonly Item[], otherwise: readonly Item[]): readonly Item[] {
  return some.length === 0 ? otherwise : some;
}
