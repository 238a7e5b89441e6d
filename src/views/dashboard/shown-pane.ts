import { ownCause } from '../../triage/cause/own-cause.ts';
import { type ChartKind, chartKinds, pickedChart } from '../function/chart-kind.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { type Pane, type Panes, shownPane } from './panes.ts';

/** Everything that Tab comes to. */
export function panesIn({
  status,
  snapshot,
  columns,
}: Pick<DashboardScene, 'status' | 'snapshot' | 'columns'>): Panes {
  return { charts: chartKinds(status), columns, tellsLog: snapshot.failures.has(status.name) };
}

/** The pane to show now. */
export function shownIn(scene: DashboardScene): Pane {
  return shownPane(scene.pane, pickedIn(scene), panesIn(scene));
}

/** The chart behind the verdict. */
export function pickedIn({ status, snapshot }: DashboardScene): ChartKind {
  return pickedChart(status, ownCause(snapshot.causes, status.name));
}
