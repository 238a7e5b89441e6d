import { type ChartCurve, curveValues, type Stroke } from './chart-curve.ts';
import { type CurveSigns, plotted, SYMBOLS } from './line-signs.ts';
import { aboveIn, type CurveFrame, drawnOnly, quieted, stretched } from './row-values.ts';
import { withStems } from './stems.ts';

const DOTS_ACROSS = 2;
const DOTS_DOWN = 4;
const DOT = '.';
const DOTTED_STEM = { head: DOT, shaft: DOT, foot: DOT };
/**
 * How many dots of how many columns each stroke draws, and after how many. A level has its dots in the gaps of dashes: in
 * one cell with them, they would have their colour.
 */
const DOT_RHYTHMS: Readonly<
  Record<Exclude<Stroke, 'line'>, { readonly every: number; readonly after: number; readonly drawn: number }>
> = {
  dashed: { every: 4, after: 0, drawn: 2 },
  double: { every: 4, after: 0, drawn: 3 },
  level: { every: 4, after: 3, drawn: 1 },
};
/** The dot for the highest value of a cell: its label is at the middle of the cell. */
const FIRST_DOT = 1;
const BLANK_BRAILLE = 0x2800;
const ALL_DOTS = 0xff;
/** The bit of each dot of a cell, row by row. */
const DOT_BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80] as const;

/** Dots are small, so any value above 0 gets one. */
const LEAST_ROW = 1;

/** A curve in Braille dots: four rows and two columns of dots in each cell. */
export function dotSigns(curve: ChartCurve, { columns, rows, top }: CurveFrame): CurveSigns {
  const frame = { rows: DOTS_DOWN * (rows - 1) + 1, top };
  const dotColumns = columns * DOTS_ACROSS;
  const rowsOf = curve.stroke === 'level' ? frame : { ...frame, above: aboveIn(curve, dotColumns) };
  const quiet = quieted(stretched(curveValues(curve), dotColumns), rowsOf, LEAST_ROW);
  const values = curve.stroke === 'level' ? quiet : drawnOnly(quiet, curve);
  const stroke = curve.stroke ?? 'line';
  const dots =
    stroke === 'line'
      ? withStems(plotted(values, frame, SYMBOLS.line.block), values, DOTTED_STEM)
      : dashes(values, frame, stroke);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const bits = DOT_BITS.reduce((set, bit, index) => {
        const down = row * DOTS_DOWN + Math.floor(index / DOTS_ACROSS) - FIRST_DOT;
        const across = column * DOTS_ACROSS + (index % DOTS_ACROSS);
        return dots[down]?.[across] == null ? set : set | bit;
      }, 0);
      return bits === 0 ? null : brailleSign(bits);
    }),
  );
}

/**
 * Dashes at the values, and dotted risers between distant ones: connecting them all would fill the space between two
 * curves. Each dash shows the highest of its values, as noise would scatter them as single dots. The newest, and both
 * sides of a change that lasts, are drawn where they are, in the gap of two dashes, too.
 */
function dashes(
  values: readonly (number | null)[],
  { rows, top }: Pick<CurveFrame, 'rows' | 'top'>,
  stroke: keyof typeof DOT_RHYTHMS,
): CurveSigns {
  const { every, after, drawn } = DOT_RHYTHMS[stroke];
  const exact = values.map((value) =>
    value === null ? null : Math.round((Math.min(Math.max(0, value), top) / top) * (rows - 1)),
  );
  const heights = exact.map((height, column) => {
    if (height === null || column === exact.length - 1) return height;
    const start = column - (column % every);
    const dash = exact.slice(start, start + every);
    const shown = hasLastingChange(exact, start, every)
      ? dash.filter((other) => !areDistant(height, other))
      : dash;
    return Math.max(...shown.flatMap((other) => other ?? []));
  });
  const isInGap = heights.map((height, column) => {
    const place = (column % every) - after;
    const hasChanged = column > 0 && height !== heights[column - 1];
    return (place < 0 || place >= drawn) && !hasChanged;
  });
  return Array.from({ length: rows }, (_, row) => {
    const at = rows - 1 - row;
    return heights.map((height, column) =>
      (height === at && isInGap[column] === false) || isOnRiser(at, heights[column - 1], height) ? DOT : null,
    );
  });
}

/** For so many dashes noise is looked at: what is beyond all of it, and stays there for a dash, is a change. */
const DASHES_BEFORE = 2;

/** Whether what follows a dash is distant from all that was before it. The oldest and the newest stand for themselves. */
function hasLastingChange(heights: readonly (number | null)[], start: number, every: number): boolean {
  const next = Math.min(start + every, heights.length - 1);
  const known = (from: number, to: number) => heights.slice(from, to).flatMap((height) => height ?? []);
  const before = known(Math.max(0, start - DASHES_BEFORE * every), Math.max(1, start));
  const after = known(next, next + every);
  if (before.length === 0 || after.length === 0) return false;
  const rise = Math.min(...after) - Math.max(...before);
  const fall = Math.min(...before) - Math.max(...after);
  return Math.max(rise, fall) > RISES_FROM;
}

/** For each column of cells, the value that its dash shows. */
export function dashValues(values: readonly (number | null)[]): readonly (number | null)[] {
  const cells = DOT_RHYTHMS.dashed.every / DOTS_ACROSS;
  return values.map((value, column) => {
    if (value === null || column === values.length - 1) return value;
    const start = column - (column % cells);
    return Math.max(...values.slice(start, start + cells).flatMap((each) => each ?? []));
  });
}

/** Nearer dashes are seen as one curve. */
const RISES_FROM = DOTS_DOWN / 2;
/** A riser is dotted: it is told from the one of a line. */
const RISER_EVERY = 2;

function areDistant(one: number, other: number | null): boolean {
  return other !== null && Math.abs(one - other) > RISES_FROM;
}

function isOnRiser(at: number, from: number | null | undefined, to: number | null | undefined): boolean {
  if (from == null || to == null || !areDistant(from, to)) return false;
  return at > Math.min(from, to) && at < Math.max(from, to) && Math.abs(to - at) % RISER_EVERY === 0;
}

/** Signs of curves in one cell merged into one: dots can share a cell, while a line would hide another. */
export function mergedSign(signs: readonly string[]): string | null {
  const dots = signs.flatMap((sign) => dotsOf(sign) ?? []);
  if (signs.length === 0 || dots.length < signs.length) return null;
  return brailleSign(dots.reduce((set, bits) => set | bits, 0));
}

/** The bits of a dot sign; null for any other sign. */
export function dotsOf(sign: string): number | null {
  const bits = (sign.codePointAt(0) ?? 0) - BLANK_BRAILLE;
  return bits < 0 || bits > ALL_DOTS ? null : bits;
}

function brailleSign(bits: number): string {
  return String.fromCodePoint(BLANK_BRAILLE + bits);
}
