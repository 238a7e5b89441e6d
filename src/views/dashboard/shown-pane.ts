import { ownCause } from '../../triage/cause/own-cause.ts';
import { type ChartKind, chartKinds, pickedChart } from '../function/chart-kind.ts';
import { bodyHeight } from '../parts/frame/framed-rows.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { type Pane, type Panes, shownPane } from './panes.ts';
import { verdictLines } from './verdict-lines.ts';

/** Everything that Tab comes to. */
export function panesIn(scene: DashboardScene): Panes {
  const { status, snapshot, columns, rows } = scene;
  return {
    charts: chartKinds(status),
    columns,
    height: bodyHeight(rows, verdictLines(scene, innerWidth(columns)).length),
    tellsLog: snapshot.failures.has(status.name),
  };
}

/** The pane to show now. */
export function shownIn(scene: DashboardScene): Pane {
  return shownPane(scene.pane, pickedIn(scene), panesIn(scene));
}

/** The chart behind the verdict. */
export function pickedIn({ status, snapshot }: DashboardScene): ChartKind {
  return pickedChart(status, ownCause(snapshot.causes, status.name));
}
