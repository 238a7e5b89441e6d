import { connectionState } from '../../monitor/fleet/freshness.ts';
import type { Line, Tone } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { ownCause } from '../../triage/cause/own-cause.ts';
import { type TimeMark, timeAxis } from '../charts/time-axis.ts';
import { type ChartKind, chartKinds, pickedChart } from '../function/chart-kind.ts';
import { CHART_LABEL_WIDTH, chartRows } from '../function/function-chart.ts';
import { type DashboardChart, functionCharts } from '../function/function-charts.ts';
import { heldKeys } from '../keys/held-keys.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { keyOf } from '../keys/key-label.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { accountHeader } from '../parts/account-header.ts';
import { framedRows } from '../parts/framed-rows.ts';
import { innerWidth } from '../parts/margin.ts';
import type { ScreenRow } from '../parts/screen-row.tsx';
import { type ScrolledSections, scrolledNote } from '../parts/scrolled-sections.ts';
import { COLUMN_GAP, type ScreenColumn, sideBySide } from '../parts/side-by-side.ts';
import { dayAndMoment, momentText, notationName, timesOf } from '../parts/time-notation.ts';
import { windowText } from '../parts/window-text.ts';
import { chartsBeside, isNarrow, type Pane, type Panes, panesOf, shownPane } from './dashboard-pane.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { factLines, factsOfPane, hasThreeColumns } from './dashboard-scroll.ts';
import { factPage } from './dashboard-sections.ts';
import { verdictLines } from './dashboard-verdict.ts';
import { isLong, isWindowAwaited, placeInWindow, shownMinutes } from './dashboard-window.ts';
import { nowLines, pageName } from './narrow-pages.ts';

const FEWEST_CHART_ROWS = 4;

/** The dashboard of a function, row by row: the verdict, the charts behind it, and the facts beside them. */
export function functionRows(scene: DashboardScene): readonly ScreenRow[] {
  const { columns, status, snapshot, nowMs } = scene;
  const width = innerWidth(columns);
  return framedRows(scene, {
    header: accountHeader(snapshot, scene, status.minuteMs),
    connection: connectionState(snapshot.connection, nowMs),
    extent: [toned('dim', shownTime(scene))],
    note: noteOf(scene),
    answer: verdictLines(scene, width),
    body: (height) => bodyOf(scene, width, height),
    keys: heldKeys(keysOf(scene), snapshot.held?.kind ?? null),
  });
}

/** The key of the full screen leads out of it, too. */
function keysOf(scene: DashboardScene): readonly KeyBinding[] {
  const bindings = bindingsOn('function', scene.look.keymap);
  if (scene.pane.isLarge && shownOf(scene) !== 'facts')
    return bindings.map((each) => (each.action === 'fullPane' ? { ...each, hint: safe`back` } : each));
  return isNarrow(scene.columns) ? nextPageSecond(bindings) : bindings;
}

/** On a screen with room for few keys, the one to the other pages is among them. */
function nextPageSecond(bindings: readonly KeyBinding[]): readonly KeyBinding[] {
  const isNext = ({ action }: KeyBinding) => action === 'nextPane';
  const next = bindings.filter(isNext);
  const [first, ...others] = bindings.filter((binding) => !isNext(binding));
  return first === undefined ? next : [first, ...next, ...others];
}

function bodyOf(scene: DashboardScene, width: number, height: number): readonly Line[] {
  const shown = shownOf(scene);
  if (shown === 'facts' && scene.step === 0) return factPage(scene, width, height);
  const facts = factsOfPane(scene, shown);
  if (facts === null)
    return scene.pane.isLarge ? largeBody(scene, width, height) : narrowBody(scene, shown, width, height);
  const column: ScreenColumn = { lines: factLines(scene, facts), width: facts.width };
  if (shown === 'facts' || isNarrow(scene.columns)) return column.lines;
  return sideBySide(height, [...chartColumns(scene, width - column.width, height), column]);
}

/** The facts on screen; null for a pane of charts only. */
export function factsOnScreen(scene: DashboardScene): ScrolledSections | null {
  return factsOfPane(scene, shownOf(scene));
}

/** Everything that Tab comes to. */
export function panesIn({
  status,
  snapshot,
  columns,
}: Pick<DashboardScene, 'status' | 'snapshot' | 'columns'>): Panes {
  return { charts: chartKinds(status), columns, tellsFailures: snapshot.failures.has(status.name) };
}

function shownOf(scene: DashboardScene): Pane {
  return shownPane(scene.pane, pickedOf(scene), panesIn(scene));
}

function pickedOf({ status, snapshot }: DashboardScene): ChartKind {
  return pickedChart(status, ownCause(snapshot.causes, status.name));
}

function shownTime({ look, windowMinutes, snapshot, nowMs }: DashboardScene): SafeText {
  const dot = safe` ${look.glyphs.middleDot} `;
  const times = look.times === 'utc' ? safe`` : safe`${dot}times ${notationName(look.times)}`;
  const span = windowText(windowMinutes);
  const isPast = connectionState(snapshot.connection, nowMs) === 'past';
  return safe`${dot}${isPast ? safe`the ${span} before` : safe`last ${span}`}${times}`;
}

/** Which of several pages is shown, or else which failing function; with the keys to the others. */
function noteOf(scene: DashboardScene): Line {
  const { look, columns, pane } = scene;
  const keys = toned(
    'focus',
    safe`${keyOf('previousFunction', look.keymap)} ${keyOf('nextFunction', look.keymap)}`,
  );
  const shown = shownOf(scene);
  const facts = factsOnScreen(scene);
  const scrolled = facts === null ? [] : scrolledNote(facts, scene.step, keyOf('down', look.keymap));
  const gap = toned('dim', safe`   `);
  if (!isNarrow(columns) || (pane.isLarge && shown !== 'facts')) {
    return [...scrolled, gap, ...placeAmongTroubled(scene), keys, toned('dim', safe` next`)];
  }
  const pages = panesOf(panesIn(scene));
  return [
    // Side by side they would leave no room for the path.
    ...(scrolled.length === 0 ? [keys, toned('dim', safe` next`)] : scrolled),
    gap,
    toned('dim', safe`page ${pages.indexOf(shown) + 1} of ${pages.length} `),
    toned('fact', pageName(shown)),
  ];
}

function placeAmongTroubled({ snapshot, status }: DashboardScene): Line {
  const troubled = snapshot.functions.filter(({ severity }) => severity === 'crit' || severity === 'warn');
  const place = troubled.findIndex(({ name }) => name === status.name);
  return place < 0 ? [] : [toned('dim', safe`${place + 1} of ${troubled.length} that hurt   `)];
}

/** Charts in one column, or in two: traffic and failures first, then duration and concurrency. */
function chartColumns(scene: DashboardScene, room: number, height: number): readonly ScreenColumn[] {
  const charts = chartsOf(scene);
  const half = Math.ceil(charts.length / 2);
  const columns = hasThreeColumns(scene.columns) ? [charts.slice(0, half), charts.slice(half)] : [charts];
  const width = Math.floor(room / columns.length) - COLUMN_GAP;
  const drawn = columns.map((column) => chartsDrawn(scene, column, width, height));
  const tallest = Math.max(...drawn.map((column) => column.flat().length));
  return drawn.map((column) => ({ lines: [...spreadTo(tallest, column), axis(scene, width)], width }));
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
function narrowBody(scene: DashboardScene, page: Pane, width: number, height: number): readonly Line[] {
  switch (page) {
    case 'now':
      return nowLines(scene, { chart: shownChart(scene), axis: axis(scene, width) }, width, height);
    default:
      return [
        ...chartsDrawn(scene, chartsBeside(page, chartsOf(scene)), width, height).flat(),
        axis(scene, width),
      ];
  }
}

/** One chart fills the screen. */
function largeBody(scene: DashboardScene, width: number, height: number): readonly Line[] {
  const chart = shownChart(scene);
  return chart === undefined ? [] : [...chartRows(chart, width, height - 2, scene.look), axis(scene, width)];
}

function shownChart(scene: DashboardScene): DashboardChart | undefined {
  const charts = chartsOf(scene);
  const shown = shownOf(scene);
  const picked = pickedOf(scene);
  return charts.find(({ kind }) => kind === shown) ?? charts.find(({ kind }) => kind === picked);
}

function chartsOf(scene: DashboardScene): readonly DashboardChart[] {
  const charts = functionCharts(scene.status, shownMinutes(scene));
  return isWindowAwaited(scene)
    ? charts.map((chart) => ({ ...chart, absent: safe`still being read` }))
    : charts;
}

function chartsDrawn(
  scene: DashboardScene,
  charts: readonly DashboardChart[],
  width: number,
  height: number,
): readonly (readonly Line[])[] {
  const { pane, look, columns } = scene;
  // A full page needs no focus mark.
  const isFocused = ({ kind }: DashboardChart) => kind === pane.at && !isNarrow(columns);
  const free = height - 1;
  const fitting = charts.slice(0, Math.max(1, Math.floor(free / (FEWEST_CHART_ROWS + 1))));
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

/** Start and end of the charts, the onset of a change, and the function's last change. */
function axis(scene: DashboardScene, width: number): Line {
  const { status, look } = scene;
  const times = timesOf(scene);
  const minutes = shownMinutes(scene);
  const [first] = minutes;
  const last = minutes.at(-1);
  if (first === undefined || last === undefined) return [];
  const onsetMs =
    status.durationRise?.sinceMs ?? status.reasons.find(({ sinceMs }) => sinceMs !== null)?.sinceMs ?? null;
  const markAt = (timeMs: number | null, what: SafeText, sign: SafeText, tone: Tone): readonly TimeMark[] => {
    const place = placeInWindow(timeMs, minutes);
    if (place === null || timeMs === null) return [];
    return [{ place, sign, says: momentText(timeMs, times), what, tone }];
  };
  return timeAxis({
    // A day ago it was the same time of day.
    from: isLong(scene) ? dayAndMoment(first.minuteMs, times) : momentText(first.minuteMs, times),
    to: momentText(last.minuteMs, times),
    marks: [
      ...markAt(onsetMs, safe`began`, look.glyphs.onset, 'crit'),
      ...markAt(status.configuration.lastModifiedMs, safe`changed`, look.glyphs.deploy, 'warn'),
    ],
    indent: CHART_LABEL_WIDTH + 2,
    width,
  });
}
