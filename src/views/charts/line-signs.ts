import asciichart from 'asciichart';
import type { Stroke } from './chart-curve.ts';
import type { CurveFrame } from './row-values.ts';

/** The signs of a curve, row by row; null where it is absent. */
export type CurveSigns = readonly (readonly (string | null)[])[];

/** The drawing characters of asciichart. */
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

/** What goes straight on at 0. Underscores leave gaps in some fonts, like dashes. */
export const GROUND = { ascii: '_', block: '⎽' } as const;

export function isOnGround(sign: string): boolean {
  return sign === GROUND.ascii || sign === GROUND.block;
}

/** Whether the sign's curve stays in its row. */
export function goesStraightOn({
  sign,
  stroke,
}: {
  readonly sign: string;
  readonly stroke: Stroke;
}): boolean {
  const { ascii, block } = SYMBOLS[stroke];
  return isOnGround(sign) || sign === block[2] || sign === ascii[2];
}

const UPRIGHT: ReadonlySet<string> = new Set(
  Object.values(SYMBOLS).flatMap(({ ascii, block }) => [ascii[9], block[9]]),
);

/** Whether the sign's curve stays in its column. */
export function goesStraightUp(sign: string): boolean {
  return UPRIGHT.has(sign);
}

/** Cells that asciichart uses left of the curve; it leaves one free on the right. */
const AXIS_WIDTH = 1;

/**
 * One value for each column. asciichart joins neighbours, so a column is what lies between two values; it throws on a
 * missing value and collapses a flat series, so gaps carry the next value and are blanked afterwards: what follows a gap
 * starts at its own height.
 */
export function plotted(
  values: readonly (number | null)[],
  { rows, top }: Pick<CurveFrame, 'rows' | 'top'>,
  symbols: Symbols,
): CurveSigns {
  let next = 0;
  const bridged = [null, ...values].toReversed().map((value) => {
    next = value ?? next;
    return Math.min(Math.max(0, next), top);
  });
  const text = asciichart.plot(bridged.toReversed(), {
    height: rows - 1,
    min: 0,
    max: top,
    offset: AXIS_WIDTH,
    // An empty label would take a cell from its row.
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
