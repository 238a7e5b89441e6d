import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
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

/** Of the figures above the chart of a narrow screen. */
const FIGURES_ROWS = 4;
const AIR = 1;
const FEWEST_CHART_ROWS = 6;

const FACTS = awaitedSections([safe`LAST SETTLED MINUTE`, safe`CONFIG`, safe`CALLED BY`]);

/** The dashboard's charts and facts, still empty. */
export const AWAITED_DASHBOARD: AwaitedContent = {
  body({ columns, look }, width, height) {
    const grid: ChartGrid = { columns, look, pane: NO_PANE, charts: CHARTS, axis: () => [] };
    if (isNarrow(columns)) return narrowBody(grid, width, height);
    const factsWidth = factsWidthOf(columns);
    const facts = { lines: sectionLines(FACTS, factsWidth, height, look.glyphs), width: factsWidth };
    return sideBySide(height, [...chartColumns(grid, width - factsWidth, height), facts]);
  },
};

/** Its first page: figures, and below them a chart where it will have room. */
function narrowBody(grid: ChartGrid, width: number, height: number): readonly Line[] {
  const room = height - FIGURES_ROWS - AIR;
  const figures: readonly Line[] = [[toned('dim', NOT_READ)], ...Array<Line>(FIGURES_ROWS - 1).fill([])];
  if (room < FEWEST_CHART_ROWS) return figures;
  return [...figures, [], ...stackedCharts(grid, CHARTS.slice(0, 1), width, room)];
}
