import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { connectionState } from '../../monitor/fleet/freshness.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { keyOf } from '../keys/key-label.ts';
import { agedRows } from '../parts/frame/aged-rows.ts';
import { withMargin } from '../parts/frame/margin.ts';
import { BLANK, type ScreenRow } from '../parts/frame/screen-row.tsx';
import type { Look } from '../parts/look/look.ts';
import { compactLayout } from './fleet-compact.ts';
import { fleetFooter } from './fleet-footer.ts';
import { type FleetLayoutOnScreen, type FleetScene, isCompact } from './fleet-scene.ts';
import { firstShown, selectedIndex } from './fleet-state.ts';
import { wideLayout } from './fleet-wide.ts';

/** Where names begin in every layout. */
const NAME_COLUMN = 8;

/** The fleet screen, exactly as many rows as the terminal has. */
export function fleetRows(scene: FleetScene): readonly ScreenRow[] {
  const layout = layoutOf(scene);
  const table = [...headRows(scene, layout), ...tableRows(scene, layout), ...hiddenRows(scene, layout)];
  const drawn = [...layout.above, ...table, ...layout.below].slice(0, scene.rows - 1);
  const body = agedRows(drawn, connectionState(scene.snapshot.connection, scene.nowMs));
  const blanks = Array<ScreenRow>(Math.max(0, scene.rows - 1 - body.length)).fill(BLANK);
  return [...body, ...blanks, withMargin(fleetFooter(scene))];
}

/** The table's rows on a screen of this size, which is also a page. */
export function fleetPage(scene: FleetScene): number {
  return tableHeight(scene, layoutOf(scene));
}

function layoutOf(scene: FleetScene): FleetLayoutOnScreen {
  return isCompact(scene) ? compactLayout(scene) : wideLayout(scene);
}

/** The table gets the rows left by sections and footer, but no more than it fills; if it is cut, a row may say so. */
function tableHeight(
  { rows, shown }: FleetScene,
  { above, tableHeading, below }: FleetLayoutOnScreen,
): number {
  const free = rows - above.length - (tableHeading === null ? 1 : 2) - below.length - 2;
  const forHidden = tableHeading === null ? 1 : 0;
  return Math.max(1, shown.length > free ? free - forHidden : shown.length);
}

function headRows(scene: FleetScene, layout: FleetLayoutOnScreen): readonly ScreenRow[] {
  const { tableHeading, titles } = layout;
  return tableHeading === null ? [titles] : [tableHeading(partShown(scene, layout)), titles];
}

/** `2 to 9 of 16, 1 CRIT above`; null where all are shown. */
function partShown(scene: FleetScene, layout: FleetLayoutOnScreen): SafeText | null {
  const { shown, state } = scene;
  const height = tableHeight(scene, layout);
  if (height >= shown.length) return null;
  const first = firstShown(state, shown, height);
  const part = safe`${first + 1} to ${first + height} of ${shown.length}`;
  const critical = criticalWords(shown.slice(0, first));
  return critical === null ? part : safe`${part}, ${critical} above`;
}

function tableRows(scene: FleetScene, layout: FleetLayoutOnScreen): readonly ScreenRow[] {
  const { shown, state } = scene;
  if (shown.length === 0) {
    return [withMargin([...cell([], NAME_COLUMN), toned('dim', emptyWords(scene))])];
  }
  const height = tableHeight(scene, layout);
  const selected = selectedIndex(state, shown);
  const first = firstShown(state, shown, height);
  return shown.slice(first, first + height).map((status, index) => {
    const row = layout.rowOf(status, first + index === selected);
    return state.pinned.includes(status.name) ? withPin(row, scene.look) : row;
  });
}

/** How many functions are hidden above and below the table, where no heading says so. */
function hiddenRows(scene: FleetScene, layout: FleetLayoutOnScreen): readonly ScreenRow[] {
  if (layout.tableHeading !== null) return [];
  const { shown, state } = scene;
  const height = tableHeight(scene, layout);
  const above = firstShown(state, shown, height);
  const below = Math.max(0, shown.length - above - height);
  if (above + below === 0) return [];
  const critical = criticalWords(shown.slice(0, above));
  const says: Line = [
    ...(above === 0 ? [] : [toned('dim', safe`${above} more above`)]),
    ...(critical === null ? [] : [toned('dim', safe` (`), strong(critical, 'crit'), toned('dim', safe`)`)]),
    ...(above === 0 || below === 0 ? [] : [toned('dim', safe`, `)]),
    ...(below === 0 ? [] : [toned('dim', above === 0 ? safe`${below} more below` : safe`${below} below`)]),
  ];
  return [withMargin([...cell([], NAME_COLUMN), ...says])];
}

/** The number of critical functions; null for none. */
function criticalWords(functions: readonly FunctionStatus[]): SafeText | null {
  const count = functions.filter(({ severity }) => severity === 'crit').length;
  return count === 0 ? null : safe`${count} CRIT`;
}

/** Pinned rows are marked in the margin. */
function withPin(row: ScreenRow, { glyphs }: Look): ScreenRow {
  return { ...row, line: [toned('focus', glyphs.pin), ...row.line.slice(1)] };
}

const LIST = 'lambda:ListFunctions';

function isListDenied({ api, connection: { error } }: FleetSnapshot): boolean {
  return (
    api.denied.some(({ action }) => action === LIST) || (error?.kind === 'denied' && error.action === LIST)
  );
}

function emptyWords({ snapshot, state, nowMs, whereabouts, look }: FleetScene): SafeText {
  if (snapshot.functions.length > 0) {
    const matches = safe`no function matches ${safeText(state.filter)}`;
    // The footer shows it while it is being typed.
    return state.mode.kind === 'filtering'
      ? matches
      : safe`${matches}; ${keyOf('back', look.keymap)} clears the filter`;
  }
  switch (connectionState(snapshot.connection, nowMs)) {
    case 'starting':
      return isListDenied(snapshot) ? safe`denied: ${safeText(LIST)}` : safe`not read yet`;
    case 'stale':
      return safe`not known; there was no function in ${safeText(whereabouts.region)}`;
    case 'live':
    case 'past':
      return safe`no function in ${safeText(whereabouts.region)}; try :region NAME`;
  }
}
