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
    const axis: Span[] = [
      toned('dim', padStart(frame.label(value), frame.labelWidth)),
      toned('faint', safe` ${glyphs.axis}`),
    ];
    return [...axis, ...spansOf(layers, row, columns)];
  });
}

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
    offset: 1,
    format: () => '',
    symbols: SYMBOLS[glyphs.name],
  });
  return text.split('\n').map((line) =>
    Array.from(line)
      .slice(-values.length)
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

/** The next of 1, 2, 2.5, 3, 4, 5, 6, 8 × 10ⁿ that is at least `value`: a top whose parts are readable numbers. */
export function roundTop(value: number): number {
  if (!(value > 0)) return 1;
  const scale = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 3, 4, 5, 6, 8, 10].find((each) => each * scale >= value - scale * 1e-9) ?? 10;
  return step * scale;
}
