import { minutesAPart } from '../../monitor/function/status/limit-share-history.ts';
import { LOOK_BACK_MINUTES } from '../../monitor/metric/metric-history.ts';
import { type FleetLayout, fleetLayout } from '../../print/fleet/table/fleet-table.ts';
import { historyOver, USE_HISTORY } from '../../print/fleet/table/limit-columns.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import { windowText } from '../parts/look/window-text.ts';
import { type FleetScene, isCompact } from './fleet-scene.ts';

type Windowed = Pick<FleetScene, 'snapshot' | 'columns' | 'rows' | 'windowMinutes'>;

/** The fleet's columns, with use over the chosen window. */
export function windowedLayout({ snapshot, columns, windowMinutes }: Windowed): FleetLayout {
  const layout = fleetLayout(snapshot.functions, innerWidth(columns));
  if (windowMinutes === null) return layout;
  const history = historyOver(Math.min(windowMinutes, LOOK_BACK_MINUTES));
  return layout.map((each) => (each.column === USE_HISTORY ? { ...each, column: history } : each));
}

/** What a newly chosen window changes on the fleet: only the use column, as figures always cover one minute. */
export function windowWords(scene: Windowed, minutes: number): SafeText {
  const width = historyWidth(scene);
  if (width === null)
    return safe`dashboards show the last ${windowText(minutes)}; the fleet has no room for it`;
  if (minutes > LOOK_BACK_MINUTES)
    return safe`dashboards show the last ${windowText(minutes)}, the fleet the last ${windowText(LOOK_BACK_MINUTES)}`;
  const part = minutesAPart(minutes, width);
  const peaks = part === 1 ? safe`` : safe`, a cell the peak of ${part} min`;
  return safe`use of the last ${windowText(minutes)}${peaks}; other columns: the last settled minute, as ever`;
}

/** Null where the history of use does not fit. */
function historyWidth(scene: Windowed): number | null {
  if (isCompact(scene)) return null;
  const layout = fleetLayout(scene.snapshot.functions, innerWidth(scene.columns));
  return layout.find(({ column }) => column === USE_HISTORY)?.width ?? null;
}
