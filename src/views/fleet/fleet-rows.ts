import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { connectionState } from '../../monitor/fleet/freshness.ts';
import { cell } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { keyOf } from '../keys/key-label.ts';
import { agedRows } from '../parts/frame/aged-rows.ts';
import { withMargin } from '../parts/frame/margin.ts';
import { BLANK, type ScreenRow } from '../parts/frame/screen-row.tsx';
import type { Look } from '../parts/look/look.ts';
import { compactLayout } from './compact-layout.ts';
import { fleetFooter } from './fleet-footer.ts';
import { type FleetLayoutOnScreen, type FleetScene, isCompact, type ShownPart } from './fleet-scene.ts';
import { firstShown, selectedIndex } from './fleet-state.ts';
import { foldedCount } from './listed-functions.ts';
import { wideLayout } from './wide-layout.ts';

/** Where names begin in every layout. */
const NAME_COLUMN = 8;

/** The fleet screen, exactly as many rows as the terminal has. */
export function fleetRows(scene: FleetScene): readonly ScreenRow[] {
  const layout = layoutOf(scene);
  const table = [...layout.head(shownPart(scene, layout)), ...tableRows(scene, layout)];
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

/** The table gets the rows left by sections and footer, but no more than it fills. */
function tableHeight({ rows, shown }: FleetScene, { above, headHeight, below }: FleetLayoutOnScreen): number {
  const free = rows - above.length - headHeight - below.length - 2;
  return Math.max(1, Math.min(free, shown.length));
}

function shownPart(scene: FleetScene, layout: FleetLayoutOnScreen): ShownPart {
  const { shown, state } = scene;
  const height = tableHeight(scene, layout);
  const above = firstShown(state, shown, height);
  return {
    first: above + 1,
    last: above + height,
    count: shown.length,
    criticalAbove: shown.slice(0, above).filter(({ severity }) => severity === 'crit').length,
    folded: foldedCount(scene.snapshot.functions, state),
  };
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

/** Pinned rows are marked in the margin. */
function withPin(row: ScreenRow, { glyphs }: Look): ScreenRow {
  return { ...row, line: [toned('ours', glyphs.pin), ...row.line.slice(1)] };
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
    case 'unreadPast':
      return isListDenied(snapshot) ? safe`denied: ${safeText(LIST)}` : safe`not read yet`;
    case 'stale':
      return safe`not known; there was no function in ${safeText(whereabouts.region)}`;
    case 'live':
    case 'past':
      return safe`no function in ${safeText(whereabouts.region)}; try :region NAME`;
  }
}
