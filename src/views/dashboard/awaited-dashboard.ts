import { safe } from '../../terminal/safe-text.ts';
import { countLabel } from '../charts/axis-label.ts';
import { evenScale } from '../charts/chart-scale.ts';
import { type AwaitedContent, awaitedSections, NOT_READ } from '../function/awaited-rows.ts';
import type { ChartKind } from '../function/chart-kind.ts';
import { CHART_TITLES, type DashboardChart } from '../function/function-charts.ts';
import { sectionLines } from '../parts/sections/sections.ts';
import { sideBySide } from '../parts/sections/side-by-side.ts';
import { type ChartGrid, chartColumns, stackedCharts } from './chart-grid.ts';
import { factsWidthOf } from './facts-of-pane.ts';
import { isNarrow, NO_PANE } from './panes.ts';

/** The charts that most functions have. */
const KINDS: readonly ChartKind[] = ['attempts', 'failures', 'duration', 'concurrency'];

const CHARTS = KINDS.map(
  (kind): DashboardChart => ({
    kind,
    title: CHART_TITLES[kind],
    legend: [],
    curves: [],
    scaleOf: (rows) => evenScale(rows, (steps) => steps),
    label: countLabel,
    absent: NOT_READ,
  }),
);

const CHARTS_ON_NARROW = 2;

const FACTS = awaitedSections([safe`LAST SETTLED MINUTE`, safe`CONFIG`, safe`CALLED BY`]);

/** The dashboard's charts and facts, still empty. */
export const AWAITED_DASHBOARD: AwaitedContent = {
  body({ columns, look }, width, height) {
    const grid: ChartGrid = { columns, look, pane: NO_PANE, charts: CHARTS, axis: () => [] };
    if (isNarrow(columns)) return stackedCharts(grid, CHARTS.slice(0, CHARTS_ON_NARROW), width, height);
    const factsWidth = factsWidthOf(columns);
    const facts = { lines: sectionLines(FACTS, factsWidth, height, look.glyphs), width: factsWidth };
    return sideBySide(height, [...chartColumns(grid, width - factsWidth, height), facts]);
  },
};
