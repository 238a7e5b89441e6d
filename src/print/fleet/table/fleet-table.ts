import type { FunctionStatus } from '../../../monitor/function/status/function-status.ts';
import { blanks, displayWidth } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { cell } from '../../../terminal/line-layout.ts';
import { safeText } from '../../../terminal/safe-text.ts';
import { toned } from '../../../terminal/words.ts';
import type { CellContext, FleetColumn } from './fleet-column.ts';
import { ERRORS, FUNCTION, LAG, LOST, P95, REQUESTS, STATE, THROTTLES, TIMEOUT } from './fleet-columns.ts';
import { ETA, USE, USE_HISTORY, USE_OF_LIMIT } from './limit-columns.ts';

/** Columns with their actual widths. */
export type FleetLayout = readonly PlacedColumn[];

interface PlacedColumn {
  readonly column: FleetColumn;
  readonly width: number;
  /** Cells between it and the column before. */
  readonly gap: number;
}

/** With too little room, columns are dropped from the end of this list: figures that rules judge last. */
const BY_IMPORTANCE: readonly FleetColumn[] = [
  STATE,
  FUNCTION,
  ERRORS,
  THROTTLES,
  USE,
  ETA,
  LAG,
  LOST,
  REQUESTS,
  TIMEOUT,
  USE_OF_LIMIT,
  P95,
  USE_HISTORY,
];

/** From left to right. */
const FLEET_COLUMNS: readonly FleetColumn[] = [
  STATE,
  FUNCTION,
  REQUESTS,
  ERRORS,
  THROTTLES,
  P95,
  TIMEOUT,
  USE_OF_LIMIT,
  USE,
  ETA,
  LAG,
  LOST,
  USE_HISTORY,
];

/** Sort choices in the order of the columns, the same on every screen. */
export const SORT_CHOICES: readonly FleetColumn[] = FLEET_COLUMNS.filter(
  ({ sortsBy }) => sortsBy !== undefined,
);

const WIDEST_NAME = 64;
const WIDEST_HISTORY = 120;

/** With one cell more before them, they are not read with the column before: the most confusing first. */
const SET_APART: readonly FleetColumn[] = [LAG, USE_HISTORY, LOST];

/**
 * The columns that fit into `width` cells. Remaining room sets some apart, then goes to the names of `functions`, then
 * to the history.
 */
export function fleetLayout(
  functions: readonly FunctionStatus[],
  width: number,
  withHistory = true,
): FleetLayout {
  const saysDenied = functions.some(({ notJudged }) => notJudged.some(({ because }) => because === 'denied'));
  const longestName = Math.max(0, ...functions.map(({ name }) => displayWidth(safeText(name))));
  const leastOf = ({ width: usual, deniedWidth = usual }: FleetColumn) => (saysDenied ? deniedWidth : usual);
  const widthOf = (columns: ReadonlySet<FleetColumn>) =>
    [...columns].reduce((sum, each) => sum + leastOf(each) + each.gap, 0);

  const kept = new Set(withHistory ? BY_IMPORTANCE : BY_IMPORTANCE.filter((each) => each !== USE_HISTORY));
  for (const candidate of BY_IMPORTANCE.toReversed()) {
    if (widthOf(kept) <= width) break;
    kept.delete(candidate);
  }
  const room = Math.max(0, width - widthOf(kept));
  // In a pipe, words follow the columns and need the room more.
  const apart = new Set(withHistory ? SET_APART.filter((each) => kept.has(each)).slice(0, room) : []);
  const spare = room - apart.size;
  const wanted = Math.max(0, Math.min(longestName, WIDEST_NAME) - FUNCTION.width);
  // On a screen the last column ends at the margin: room not used by a history goes to the names.
  const fillsRow = withHistory && !kept.has(USE_HISTORY);
  const forName = fillsRow ? spare : Math.min(kept.has(USE_HISTORY) ? Math.ceil(spare * 0.6) : spare, wanted);
  const forHistory = Math.min(spare - forName, WIDEST_HISTORY - USE_HISTORY.width);
  return FLEET_COLUMNS.filter((each) => kept.has(each)).map((each) => ({
    column: each,
    width: leastOf(each) + (each === FUNCTION ? forName : each === USE_HISTORY ? forHistory : 0),
    gap: each.gap + (apart.has(each) ? 1 : 0),
  }));
}

export function fleetTitles(layout: FleetLayout): Line {
  return layout.flatMap(({ column: { title, titleOf, align }, width, gap }) => [
    toned('fact', blanks(gap)),
    ...cell([toned('dim', titleOf?.(width) ?? title)], width, align),
  ]);
}

export function fleetRow(
  status: FunctionStatus,
  layout: FleetLayout,
  context: Omit<CellContext, 'width'>,
): Line {
  return layout.flatMap(({ column: { align, cell: contentOf }, width, gap }) => [
    toned('fact', blanks(gap)),
    ...cell(contentOf(status, { ...context, width }), width, align, context.glyphs.ellipsis),
  ]);
}
