import asciichart from 'asciichart';
import type { Stroke } from './chart-curve.ts';
import type { CurveFrame } from './row-values.ts';

/** The signs of a curve, row by row; null where it is not. */
export type CurveSigns = readonly (readonly (string | null)[])[];

/** What asciichart draws with. */
type Symbols = [string, string, string, string, string, string, string, string, string, string];
export const SYMBOLS: Readonly<Record<Stroke, Readonly<Record<'ascii' | 'block', Symbols>>>> = {
  line: {
    ascii: ['|', '|', '-', '-', '-', '`', '.', '.', "'", '|'],
    block: ['│', '│', '─', '─', '─', '╰', '╭', '╮', '╯', '│'],
  },
  dashed: {
    ascii: [':', ':', '+', '+', '+', '+', '+', '+', '+', ':'],
    block: ['┆', '┆', '╌', '╌', '╌', '╰', '╭', '╮', '╯', '┆'],
  },
  double: {
    ascii: ['*', '*', '*', '*', '*', '*', '*', '*', '*', '*'],
    block: ['║', '║', '═', '═', '═', '╚', '╔', '╗', '╝', '║'],
  },
  level: {
    ascii: ['=', '=', '=', '=', '=', '=', '=', '=', '=', '='],
    block: ['·', '·', '·', '·', '·', '·', '·', '·', '·', '·'],
  },
};

const STRAIGHT: ReadonlySet<string> = new Set(
  Object.values(SYMBOLS).flatMap(({ ascii, block }) => [ascii[2], block[2]]),
);

/** Whether a sign is of a curve that stays in its row. */
export function goesStraightOn(sign: string): boolean {
  return STRAIGHT.has(sign);
}

/** What asciichart draws left of the curve; right of it, it leaves one cell. */
const AXIS_WIDTH = 1;

/**
 * One value a column. asciichart joins neighbours, so a column is what lies between two of them; it throws on a
 * missing value and lets a flat series collapse, so gaps are bridged with the value before and blanked afterwards.
 */
export function plotted(
  values: readonly (number | null)[],
  { rows, top }: Pick<CurveFrame, 'rows' | 'top'>,
  symbols: Symbols,
): CurveSigns {
  const first = values.find((value) => value !== null);
  if (first == null) return blankSigns({ columns: values.length, rows });
  let last = first;
  const bridged = [first, ...values].map((value) => {
    last = value ?? last;
    return Math.min(Math.max(0, last), top);
  });
  const text = asciichart.plot(bridged, {
    height: rows - 1,
    min: 0,
    max: top,
    offset: AXIS_WIDTH,
    // An empty label would take a cell out of its row.
    format: () => ' ',
    symbols,
  });
  return text.split('\n').map((line) =>
    Array.from(line)
      .slice(AXIS_WIDTH, AXIS_WIDTH + values.length)
      .map((sign, column) => (sign === ' ' || values[column] === null ? null : sign)),
  );
}

export function blankSigns({ columns, rows }: Pick<CurveFrame, 'columns' | 'rows'>): CurveSigns {
  return Array.from({ length: rows }, () => Array<string | null>(columns).fill(null));
}
