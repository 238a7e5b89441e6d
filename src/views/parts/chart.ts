import asciichart from 'asciichart';
import { padStart } from '../../terminal/display-width.ts';
import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Line, Span, Tone } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';

/** A curve of a chart: one value a column of time, oldest first; null where there is no data point. */
export interface ChartCurve {
  readonly values: readonly (number | null)[];
  readonly tone: Tone;
}

export interface ChartFrame {
  /** Cells, labels and axis included. */
  readonly width: number;
  readonly rows: number;
  /** Rows from one label to the next, from the top row on. */
  readonly labelEvery: number;
  /** The value of the top row; the bottom row is 0. */
  readonly top: number;
  readonly labelWidth: number;
  readonly label: (value: number) => SafeText;
}

interface Cell {
  readonly sign: string;
  readonly tone: Tone;
}

/** Cells that a frame leaves to its curves. */
export function chartColumns({ width, labelWidth }: ChartFrame): number {
  return Math.max(0, width - labelWidth - 2);
}

/** Curves over a labelled axis, the later over the earlier. Scales start at 0, so that heights compare. */
export function chartLines(
  curves: readonly ChartCurve[],
  frame: ChartFrame,
  glyphs: Glyphs,
): readonly Line[] {
  const columns = chartColumns(frame);
  const layers = curves.map(({ values, tone }) => layerOf(stretched(values, columns), tone, frame, glyphs));
  return Array.from({ length: frame.rows }, (_, row) => {
    const value = frame.top * (1 - row / (frame.rows - 1));
    const label = row % frame.labelEvery === 0 ? frame.label(value) : safe``;
    const axis: Span[] = [
      toned('dim', padStart(label, frame.labelWidth)),
      toned('faint', safe` ${glyphs.axis}`),
    ];
    return [...axis, ...spansOf(layers, row, columns)];
  });
}

/** What asciichart draws left of the curve; right of it, it leaves one cell. */
const AXIS_WIDTH = 1;

/**
 * One value a column. asciichart joins neighbours, so a column is what lies between two of them; it throws on a
 * missing value and lets a flat series collapse, so gaps are bridged with the value before and blanked afterwards.
 */
function layerOf(
  values: readonly (number | null)[],
  tone: Tone,
  frame: ChartFrame,
  glyphs: Glyphs,
): readonly (readonly (Cell | null)[])[] {
  const blank = Array<Cell | null>(values.length).fill(null);
  const first = values.find((value) => value !== null);
  if (first == null || frame.rows < 2) return Array<typeof blank>(frame.rows).fill(blank);

  let last = first;
  const bridged = [first, ...values].map((value) => {
    last = value ?? last;
    return Math.min(Math.max(0, last), frame.top);
  });
  const text = asciichart.plot(bridged, {
    height: frame.rows - 1,
    min: 0,
    max: frame.top,
    offset: AXIS_WIDTH,
    // An empty label would take a cell out of its row.
    format: () => ' ',
    symbols: SYMBOLS[glyphs.name],
  });
  return text.split('\n').map((line) =>
    Array.from(line)
      .slice(AXIS_WIDTH, AXIS_WIDTH + values.length)
      .map((sign, column) => (sign === ' ' || values[column] === null ? null : { sign, tone })),
  );
}

type Symbols = [string, string, string, string, string, string, string, string, string, string];
const LINES: Symbols = ['│', '│', '─', '─', '─', '╰', '╭', '╮', '╯', '│'];
const SYMBOLS: Readonly<Record<Glyphs['name'], Symbols>> = {
  ascii: ['|', '|', '-', '-', '-', '`', '.', '.', "'", '|'],
  block: LINES,
  braille: LINES,
};

/** The values spread over `columns`: each column shows the highest of the values that fall into it. */
function stretched(values: readonly (number | null)[], columns: number): readonly (number | null)[] {
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns));
    const known = values
      .slice(from, to)
      .filter((value): value is number => value !== null && Number.isFinite(value));
    return known.length === 0 ? null : Math.max(...known);
  });
}

function spansOf(
  layers: readonly (readonly (readonly (Cell | null)[])[])[],
  row: number,
  columns: number,
): Line {
  const spans: Span[] = [];
  for (let column = 0; column < columns; column++) {
    const cell = layers.findLast((layer) => layer[row]?.[column] != null)?.[row]?.[column];
    const next = toned(cell?.tone ?? 'fact', (cell?.sign ?? ' ') as SafeText);
    const last = spans.at(-1);
    if (last !== undefined && (last.tone === next.tone || next.text === ' ')) {
      spans[spans.length - 1] = { ...last, text: safe`${last.text}${next.text}` };
    } else {
      spans.push(next);
    }
  }
  return spans;
}

/** How the rows of a chart are labelled: rows from one label to the next, and how many such steps there are. */
export interface ChartScale {
  readonly labelEvery: number;
  readonly steps: number;
}

const MOST_STEPS = 6;

/** The scale that makes the most of `rows`; its labels stand evenly from the top row to the bottom row. */
export function chartScale(rows: number): ChartScale {
  const intervals = Math.max(1, rows - 1);
  const labelEvery = Math.ceil(intervals / MOST_STEPS);
  return { labelEvery, steps: Math.floor(intervals / labelEvery) };
}

/** The least top of at least `value` that is `steps` times 1, 2, 3, 4, 5, 6 or 8 × 10ⁿ: its labels are round numbers. */
export function roundTop(value: number, steps: number): number {
  if (!(value > 0)) return steps;
  const least = value / steps;
  const scale = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 3, 4, 5, 6, 8].find((each) => each * scale >= least * (1 - 1e-9)) ?? 10;
  return step * scale * steps;
}
