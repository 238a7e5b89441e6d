import { minuteLines } from '../../print/function/minute-lines.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, cutLine, lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { chartRows } from '../function/function-chart.ts';
import type { DashboardChart } from '../function/function-charts.ts';
import { type Section, sectionLines } from '../parts/sections.ts';
import { callerSections } from './caller-section.ts';
import type { Pane } from './dashboard-pane.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { detailOf, failureSectionsOf, isPast, runSectionsOf, setupSections } from './dashboard-sections.ts';
import { alarmSections } from './dashboard-verdict.ts';

const FEWEST_CHART_ROWS = 4;
/** Rows besides its plot: heading and times. */
const CHART_FRAME = 2;
const AIR = 1;
/** Width of the second of two figures in a row: `concurrency    ~193  peak 198` */
const SECOND_WIDTH = 31;
const NUMBERS_GAP = 2;

/** The name of a page, beside its number. */
export function pageName(pane: Pane): SafeText {
  switch (pane) {
    case 'now':
      return safe`numbers`;
    case 'failing':
      return safe`failures`;
    case 'setup':
      return safe`setup`;
    case 'facts':
      return safe`facts`;
    default:
      return safe`charts`;
  }
}

/**
 * What is needed at once: figures, waiting stream records or queue messages, the chart behind the verdict, and failures
 * as far as they fit. Sources are never dropped for the chart.
 */
export function nowLines(
  scene: DashboardScene,
  { chart, axis }: { readonly chart: DashboardChart | undefined; readonly axis: Line },
  width: number,
  height: number,
): readonly Line[] {
  const { status, look } = scene;
  const runs = sectionLines(runSectionsOf(scene, width), width, Math.floor(height / 2), look.glyphs);
  const numbers = numberRows(minuteLines(status, null), width).map((line) =>
    cutLine(line, width, look.glyphs.ellipsis),
  );
  // Without a call, all figures are missing.
  const first = runs.length > 0 ? runs : numbers;
  const sources = under(scene, sourceSections(scene), width, height - first.length);
  const kept = [...first, ...sources];
  const chartHeight = AIR + FEWEST_CHART_ROWS + CHART_FRAME;
  const hasChart = chart !== undefined && height - kept.length >= chartHeight;
  const room = height - kept.length - (hasChart ? chartHeight : 0);
  const fails = failureSectionsOf(scene, width).filter(({ rank }) => rank <= MOST_TELLING);
  const above = [...kept, ...under(scene, fails, width, room)];
  if (!hasChart) return above;
  const rows = height - above.length - AIR - CHART_FRAME;
  return [...above, [], ...chartRows(chart, width, rows, look), axis];
}

/** Failures by kind; the newest ones, and the absence of any, have a page of their own. */
const MOST_TELLING = 3;

/** Ringing alarms, the function's setup, and callers other than streams or queues. */
export function setupPageSections(scene: DashboardScene, width: number): readonly Section[] {
  const { status } = scene;
  const sources = status.eventSources;
  const hasSources = sources.known && sources.value.length > 0;
  return [
    ...alarmSections(scene, width),
    ...setupSections(scene, width),
    ...(hasSources ? [] : callerSections(status, detailOf(scene), isPast(scene))),
  ];
}

function sourceSections(scene: DashboardScene): readonly Section[] {
  const { status } = scene;
  const { eventSources } = status;
  if (eventSources.known && eventSources.value.length === 0) return [];
  return callerSections(status, detailOf(scene), isPast(scene));
}

/** Sections with a blank row above them; empty where none fits. */
function under(
  { look }: DashboardScene,
  sections: readonly Section[],
  width: number,
  height: number,
): readonly Line[] {
  const lines = sectionLines(sections, width, Math.max(0, height - AIR), look.glyphs);
  return lines.length === 0 ? [] : [[], ...lines];
}

/** Two figures in a row, traffic beside its outcome; longer ones get a row of their own. */
function numberRows(numbers: readonly Line[], width: number): readonly Line[] {
  const [attempts, turnedAway, errors, duration, concurrency, ...others] = numbers;
  const firsts = [attempts, errors, duration];
  const seconds = [turnedAway, concurrency, ...others];
  const firstWidth = width - NUMBERS_GAP - SECOND_WIDTH;
  if (firsts.some((first = []) => lineWidth(first) > firstWidth)) return numbers;
  const isBeside = (line: Line | undefined, place: number) =>
    line !== undefined && place < firsts.length && lineWidth(line) <= SECOND_WIDTH;
  return [
    ...firsts.flatMap((first = [], place) => {
      const second = seconds[place];
      if (second === undefined || !isBeside(second, place)) return [first];
      return [[...cell(first, firstWidth), ...cell([], NUMBERS_GAP), ...second]];
    }),
    ...seconds.flatMap((second, place) => (second === undefined || isBeside(second, place) ? [] : [second])),
  ];
}
