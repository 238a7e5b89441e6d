import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import { blanks, displayWidth } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { safeText } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import * as column from './fleet-columns.ts';

/** Columns with the widths that they get. */
export type FleetLayout = readonly { readonly column: column.FleetColumn; readonly width: number }[];

/** What gives way first when there is no room, last named first. */
const BY_IMPORTANCE: readonly column.FleetColumn[] = [
  column.STATE,
  column.FUNCTION,
  column.ERRORS,
  column.THROTTLES,
  column.USE,
  column.ETA,
  column.LAG,
  column.LOST,
  column.REQUESTS,
  column.P95,
  column.USE_OF_LIMIT,
  column.TIMEOUT,
  column.USE_HISTORY,
];

/** From left to right. */
export const FLEET_COLUMNS: readonly column.FleetColumn[] = [
  column.STATE,
  column.FUNCTION,
  column.REQUESTS,
  column.ERRORS,
  column.THROTTLES,
  column.P95,
  column.TIMEOUT,
  column.USE_OF_LIMIT,
  column.USE,
  column.ETA,
  column.LAG,
  column.LOST,
  column.USE_HISTORY,
];

/** What the fleet can be sorted by, in the order of the columns, on every screen alike. */
export const SORT_CHOICES: readonly column.FleetColumn[] = FLEET_COLUMNS.filter(
  ({ sortsBy }) => sortsBy !== undefined,
);

const WIDEST_NAME = 64;
const WIDEST_HISTORY = 120;
const DENIED_WIDTH = 6;

/** The columns that fit into `width` cells. Room that is left goes to the names of `functions`, then to the history. */
export function fleetLayout(
  functions: readonly FunctionStatus[],
  width: number,
  withHistory = true,
): FleetLayout {
  const saysDenied = functions.some(({ notJudged }) => notJudged.some(({ because }) => because === 'denied'));
  const longestName = Math.max(0, ...functions.map(({ name }) => displayWidth(safeText(name))));
  const leastOf = (each: column.FleetColumn) =>
    saysDenied && each.mayBeDenied === true ? Math.max(each.width, DENIED_WIDTH) : each.width;
  const widthOf = (columns: ReadonlySet<column.FleetColumn>) =>
    [...columns].reduce((sum, each) => sum + leastOf(each) + each.gap, 0);

  const kept = new Set(
    withHistory ? BY_IMPORTANCE : BY_IMPORTANCE.filter((each) => each !== column.USE_HISTORY),
  );
  for (const candidate of BY_IMPORTANCE.toReversed()) {
    if (widthOf(kept) <= width) break;
    kept.delete(candidate);
  }
  const spare = Math.max(0, width - widthOf(kept));
  const forName = Math.min(
    kept.has(column.USE_HISTORY) ? Math.ceil(spare * 0.6) : spare,
    Math.max(0, Math.min(longestName, WIDEST_NAME) - column.FUNCTION.width),
  );
  const forHistory = Math.min(spare - forName, WIDEST_HISTORY - column.USE_HISTORY.width);
  return FLEET_COLUMNS.filter((each) => kept.has(each)).map((each) => ({
    column: each,
    width:
      leastOf(each) + (each === column.FUNCTION ? forName : each === column.USE_HISTORY ? forHistory : 0),
  }));
}

export function fleetTitles(layout: FleetLayout): Line {
  return layout.flatMap(({ column: { title, titleOf, align, gap }, width }) => [
    toned('fact', blanks(gap)),
    ...cell([toned('dim', titleOf?.(width) ?? title)], width, align),
  ]);
}

export function fleetRow(
  status: FunctionStatus,
  layout: FleetLayout,
  context: Omit<column.CellContext, 'width'>,
): Line {
  return layout.flatMap(({ column: { align, gap, cell: contentOf }, width }) => [
    toned('fact', blanks(gap)),
    ...cell(contentOf(status, { ...context, width }), width, align, context.glyphs.ellipsis),
  ]);
}
