import { MINUTE_MS } from '../../lambda/time.ts';
import { periodOf } from '../../monitor/function/detail/call-spans.ts';
import { severityTone } from '../../print/severity-mark.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { ownOnset } from '../../triage/cause/own-cause.ts';
import type { FunctionMinute } from '../../triage/minute/function-minute.ts';
import { type TimeMark, timeAxis } from '../charts/time-axis.ts';
import { CHART_LABEL_WIDTH, chartRows } from '../function/function-chart.ts';
import { type DashboardChart, functionCharts } from '../function/function-charts.ts';
import { dayAndMoment, momentText, timesOf } from '../parts/look/time-notation.ts';
import { COLUMN_GAP, type ScreenColumn } from '../parts/sections/side-by-side.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { isLong, isWindowAwaited, shownMinutes, stepInWindow } from './dashboard-window.ts';
import { hasThreeColumns } from './facts-of-pane.ts';
import { nowLines } from './narrow-pages.ts';
import { chartsBeside, chartsFitting, FEWEST_CHART_ROWS, isNarrow, type Pane } from './panes.ts';
import { pickedIn, shownIn } from './shown-pane.ts';

/** Charts, and the axis of time that those below each other share. */
export interface ChartGrid extends Pick<DashboardScene, 'columns' | 'pane' | 'look'> {
  readonly charts: readonly DashboardChart[];
  readonly axis: (width: number) => Line;
}

/** The charts of a function. */
export function chartGrid(scene: DashboardScene): ChartGrid {
  const { columns, pane, look } = scene;
  return { columns, pane, look, charts: chartsOf(scene), axis: (width) => axis(scene, width) };
}

/** Charts in one column, or in two: traffic and failures first, then duration and concurrency. */
export function chartColumns(grid: ChartGrid, room: number, height: number): readonly ScreenColumn[] {
  const { charts } = grid;
  const half = Math.ceil(charts.length / 2);
  const columns = hasThreeColumns(grid.columns) ? [charts.slice(0, half), charts.slice(half)] : [charts];
  const width = Math.floor(room / columns.length) - COLUMN_GAP;
  const drawn = columns.map((column) => chartsDrawn(grid, column, width, height));
  const tallest = Math.max(...drawn.map((column) => column.flat().length));
  return drawn.map((column) => ({ lines: [...spreadTo(tallest, column), grid.axis(width)], width }));
}

/** Some of the charts below each other. */
export function stackedCharts(
  grid: ChartGrid,
  charts: readonly DashboardChart[],
  width: number,
  height: number,
): readonly Line[] {
  return [...chartsDrawn(grid, charts, width, height).flat(), grid.axis(width)];
}

/** Blank rows between charts, as their scales leave rows over: time axes side by side share a row. */
function spreadTo(height: number, charts: readonly (readonly Line[])[]): readonly Line[] {
  const missing = height - charts.flat().length;
  const gaps = Math.max(1, charts.length - 1);
  return charts.flatMap((chart, place) => {
    const blankRows = place < gaps ? Math.floor((missing + place) / gaps) : 0;
    return [...chart, ...Array<Line>(blankRows).fill([])];
  });
}

/** A single column, one page at a time. */
export function narrowBody(
  scene: DashboardScene,
  page: Pane,
  width: number,
  height: number,
): readonly Line[] {
  switch (page) {
    case 'now':
      return nowLines(scene, { chart: shownChart(scene), axis: axis(scene, width) }, width, height);
    default: {
      const grid = chartGrid(scene);
      return stackedCharts(grid, chartsBeside(page, grid.charts, height), width, height);
    }
  }
}

/** One chart fills the screen. */
export function largeBody(scene: DashboardScene, width: number, height: number): readonly Line[] {
  const chart = shownChart(scene);
  return chart === undefined ? [] : [...chartRows(chart, width, height - 2, scene.look), axis(scene, width)];
}

function shownChart(scene: DashboardScene): DashboardChart | undefined {
  const charts = chartsOf(scene);
  const shown = shownIn(scene);
  const picked = pickedIn(scene);
  return charts.find(({ kind }) => kind === shown) ?? charts.find(({ kind }) => kind === picked);
}

function chartsOf(scene: DashboardScene): readonly DashboardChart[] {
  const charts = functionCharts(scene.status, shownMinutes(scene));
  return isWindowAwaited(scene)
    ? charts.map((chart) => ({ ...chart, absent: safe`still being read` }))
    : charts;
}

function chartsDrawn(
  { pane, look, columns }: ChartGrid,
  charts: readonly DashboardChart[],
  width: number,
  height: number,
): readonly (readonly Line[])[] {
  // A full page needs no focus mark.
  const isFocused = ({ kind }: DashboardChart) => kind === pane.at && !isNarrow(columns);
  const free = height - 1;
  const fitting = charts.slice(0, chartsFitting(height));
  const rows = Math.max(FEWEST_CHART_ROWS, Math.floor(free / fitting.length) - 1);
  const left = free - fitting.length * (rows + 1);
  return fitting.map((chart, place) =>
    chartRows(isFocused(chart) ? withFocus(chart) : chart, width, place < left ? rows + 1 : rows, look),
  );
}

/** Brackets, as colours are not available everywhere. */
function withFocus(chart: DashboardChart): DashboardChart {
  return { ...chart, title: safe`[${chart.title}]` };
}

/** Start and end of the charts, when what the verdict says began, when calls became slower, and the last change. */
function axis(scene: DashboardScene, width: number): Line {
  const { status, snapshot, look } = scene;
  const times = timesOf(scene);
  const minutes = shownMinutes(scene);
  const [first] = minutes;
  const last = minutes.at(-1);
  if (first === undefined || last === undefined) return [];
  const onsetMs = ownOnset(snapshot.causes, status);
  const riseMs = status.durationRise?.sinceMs ?? null;
  const markAt = (
    timeMs: number | null,
    drawn: Pick<TimeMark, 'sign' | 'tone'>,
    wordsAt: (says: SafeText) => Pick<TimeMark, 'says' | 'what' | 'briefly'>,
  ): readonly TimeMark[] => {
    const step = stepInWindow(timeMs, minutes);
    if (step === null || timeMs === null) return [];
    return [{ ...drawn, ...wordsAt(momentText(timeMs, times)), step }];
  };
  const onset = { sign: look.glyphs.onset, tone: severityTone(status.severity) };
  const deploy = { sign: look.glyphs.deploy, tone: 'warn' } as const;
  return timeAxis({
    // A day ago it was the same time of day.
    from: isLong(scene)
      ? safe`${dayAndMoment(first.minuteMs, times)}${periodWords(minutes)}`
      : momentText(first.minuteMs, times),
    to: momentText(last.minuteMs, times),
    steps: minutes.length,
    marks: [
      // Its word comes first: the other sign like it is the onset, with a word or without.
      ...markAt(riseMs === onsetMs ? null : riseMs, onset, (says) => ({
        says,
        what: safe`slower`,
        briefly: safe`slow`,
      })),
      ...markAt(onsetMs, onset, (says) => ({ says, what: safe`began` })),
      ...markAt(status.configuration.lastModifiedMs, deploy, (says) => ({ says, what: safe`changed` })),
    ],
    indent: CHART_LABEL_WIDTH + 2,
    width,
  });
}

/** Of longer periods counts are averages: a peak of one minute is lower in them. */
function periodWords(minutes: readonly FunctionMinute[]): SafeText {
  const period = periodOf(minutes) / MINUTE_MS;
  return period > 1 ? safe`, in steps of ${period} min` : safe``;
}
