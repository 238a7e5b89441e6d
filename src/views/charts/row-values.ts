import type { ValueCurve } from './chart-curve.ts';
import { steadyRows } from './steady-rows.ts';

/** The area of a curve in cells, with the value of its top row; its bottom row is 0. */
export interface CurveFrame {
  readonly columns: number;
  readonly rows: number;
  readonly top: number;
  /** Levels for comparison: a curve clearly above or below one is not drawn on it. */
  readonly levels?: readonly number[];
  /** For each column the value of a curve above this one; where that is clearly higher, they share no row. */
  readonly above?: readonly (number | null)[];
}

/** The values spread over `columns`: each column shows its highest value, and the last one only the newest. */
export function stretched(values: readonly (number | null)[], columns: number): readonly (number | null)[] {
  return Array.from({ length: columns }, (_, column) => {
    const known = ofColumn(values, column, columns).filter(
      (value): value is number => value !== null && Number.isFinite(value),
    );
    return known.length === 0 ? null : Math.max(...known);
  });
}

/** The first of `columns` that shows one of `steps` values. */
export function columnOfStep(step: number, steps: number, columns: number): number {
  const isStep = Array.from({ length: steps }, (_, each) => (each === step ? 1 : 0));
  return stretched(isStep, columns).indexOf(1);
}

/**
 * The values in rows, steadied. A measured zero is always in the bottom row.
 *
 * @param leastRow the lowest row of a value above 0
 */
export function quieted(
  values: readonly (number | null)[],
  { rows, top, levels = [], above = [] }: Omit<CurveFrame, 'columns'>,
  leastRow = 0,
): readonly (number | null)[] {
  const step = top / (rows - 1);
  const known = levels.map((value): Level => ({ value, row: Math.round(value / step) }));
  const rowsBeside = (some: readonly (number | null)[], besideAt: (column: number) => readonly Level[]) =>
    drawnRows(
      some.map((value, column) =>
        value === null ? null : Math.min(rowBeside(value, besideAt(column), step), rows - 1),
      ),
      rows,
    );
  const aboveRows = rowsBeside(above, () => known);
  const drawn = rowsBeside(values, (column) => {
    const value = above[column] ?? 0;
    return value > (values[column] ?? 0) ? [...known, { value, row: aboveRows[column] ?? 0 }] : known;
  });
  return values.map((value, column) => {
    if (value === null) return null;
    return value > 0 ? Math.max(leastRow, drawn[column] ?? 0) * step : 0;
  });
}

/** Where every value has a row of its own, as small counts do, there is nothing to steady. */
function drawnRows(exact: readonly (number | null)[], count: number): readonly (number | null)[] {
  return exact.every(isOnRow) ? exact : steadyRows(exact, count);
}

const ROUNDING = 1e-9;

function isOnRow(row: number | null): boolean {
  return row === null || Math.abs(row - Math.round(row)) < ROUNDING;
}

/** What a curve is compared with, and the row in which that is drawn. */
interface Level {
  readonly value: number;
  readonly row: number;
}

/** A value within this share of a level counts as on it: it is half a row away. */
const ON_LEVEL = 0.05;

/**
 * The row of a value, with a fraction. Rows are coarse: a value that rounding would put on a level is moved away from
 * it, on its true side, by up to a row.
 */
function rowBeside(value: number, levels: readonly Level[], step: number): number {
  return levels.reduce((row, level) => {
    const away = value === level.value ? 0 : Math.min(1, Math.abs(value / level.value - 1) / (2 * ON_LEVEL));
    return value > level.value
      ? Math.max(row, level.row + away)
      : Math.min(row, Math.max(0, level.row - away));
  }, value / step);
}

/** The values above a curve, as its own are spread. */
export function aboveIn({ under = [] }: ValueCurve, columns: number): readonly (number | null)[] {
  return under.length === 0 ? [] : stretched(under, columns);
}

/** A curve keeps its course where it is not drawn. */
export function drawnOnly(
  values: readonly (number | null)[],
  { isDrawn }: ValueCurve,
): readonly (number | null)[] {
  if (isDrawn === undefined) return values;
  return values.map((value, column) =>
    ofColumn(isDrawn, column, values.length).includes(true) ? value : null,
  );
}

/**
 * The values of a column. Where several share one, the newest stands alone: it is looked at first, and next to a higher
 * one it would be hidden until that has moved on.
 */
function ofColumn<Value>(values: readonly Value[], column: number, columns: number): readonly Value[] {
  if (values.length <= columns || columns < 2) return shareOf(values, column, columns);
  return column === columns - 1 ? values.slice(-1) : shareOf(values.slice(0, -1), column, columns - 1);
}

function shareOf<Value>(values: readonly Value[], column: number, columns: number): readonly Value[] {
  const from = Math.floor((column * values.length) / columns);
  const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns));
  return values.slice(from, to);
}
