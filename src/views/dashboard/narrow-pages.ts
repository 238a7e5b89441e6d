import { allMinuteLines, minuteLines } from '../../print/function/minute-lines.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, cutLine, leftRight, lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import type { RuleName } from '../../triage/rules/reason.ts';
import { chartRows } from '../function/function-chart.ts';
import type { DashboardChart } from '../function/function-charts.ts';
import { momentText, timesOf } from '../parts/look/time-notation.ts';
import { type Section, sectionLines } from '../parts/sections/sections.ts';
import { callerSections } from './caller-section.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { factsOf, logSectionsOf, runSectionsOf, setupSections } from './dashboard-sections.ts';
import { furtherSetupSections } from './fact-page.ts';
import { FEWEST_CHART_ROWS, type Pane } from './panes.ts';
import { alarmSections } from './verdict-lines.ts';

/** Rows besides its plot: heading and times. */
const CHART_FRAME = 2;
/** A heading and one run. */
const FEWEST_RUN_ROWS = 2;
const AIR = 1;
/** Width of the second of two figures in a row: `concurrency    ~193   peak 1,098` */
const SECOND_WIDTH = 32;
const NUMBERS_GAP = 2;

/** The name of a page, beside its number. */
export function pageName(pane: Pane): SafeText {
  switch (pane) {
    case 'now':
      return safe`numbers`;
    case 'log':
      return safe`log`;
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
  const { look } = scene;
  const chartHeight = AIR + FEWEST_CHART_ROWS + CHART_FRAME;
  const runsHeight = height < FEWEST_RUN_ROWS + chartHeight ? height : Math.floor(height / 2);
  const runs = sectionLines(runSectionsOf(scene, width), width, runsHeight, look.glyphs);
  const numbers = withMinute(numberRows(scene, width), scene, width).map((line) =>
    cutLine(line, width, look.glyphs.ellipsis),
  );
  // Without a call, all figures are missing.
  const first = runs.length > 0 ? runs : numbers;
  const sources = under(scene, sourceSections(scene), width, height - first.length);
  const kept = [...first, ...sources];
  const hasChart = chart !== undefined && height - kept.length >= chartHeight;
  const room = height - kept.length - (hasChart ? chartHeight : 0);
  const fails = logSectionsOf(scene, width).filter(({ rank }) => rank <= MOST_TELLING);
  const above = [...kept, ...under(scene, fails, width, room)];
  if (!hasChart) return above;
  const rows = height - above.length - AIR - CHART_FRAME;
  return [...above, [], ...chartRows(chart, width, rows, look), axis];
}

/** Failures by kind; the newest ones, and the absence of any, have a page of their own. */
const MOST_TELLING = 3;

/** Ringing alarms, how the function is set up, and what calls it: on the lowest screens, the first page has no room for that. */
export function setupPageSections(scene: DashboardScene, width: number): readonly Section[] {
  const { status } = scene;
  const callers = callerSections(factsOf(scene));
  const setup = setupSections(scene, width);
  return [
    ...alarmSections(scene, width),
    ...(status.reasons.some(({ rule }) => RULES_OF_WORK.has(rule))
      ? [...callers, ...setup]
      : [...setup, ...callers.map((section) => ({ ...section, rank: CALLERS_RANK }))]),
    ...furtherSetupSections(factsOf(scene)),
  ];
}

/** Broken by work that waits or is lost: what delivers it, and keeps it for how long, is asked for first. */
const RULES_OF_WORK: ReadonlySet<RuleName> = new Set([
  'iteratorAge',
  'backlog',
  'redrive',
  'deadLetterErrors',
]);
/** Elsewhere the configuration stays whole before callers do. */
const CALLERS_RANK = 8;

function sourceSections(scene: DashboardScene): readonly Section[] {
  const { status } = scene;
  const { eventSources } = status;
  if (eventSources.known && eventSources.value.length === 0) return [];
  // That they may not be read, the page about the setup says: here the chart tells more.
  if (!eventSources.known && eventSources.because === 'denied') return [];
  return callerSections(factsOf(scene));
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

/** The verdict above them judges five minutes: at the end of the first row with room stands which one they are of. */
function withMinute(rows: readonly Line[], scene: DashboardScene, width: number): readonly Line[] {
  const { minuteMs } = scene.status;
  if (minuteMs === null) return rows;
  const label: Line = [toned('dim', safe`minute ${momentText(minuteMs, timesOf(scene))}`)];
  const place = rows.findIndex((row) => lineWidth(row) + NUMBERS_GAP + lineWidth(label) <= width);
  return rows.map((row, each) => (each === place ? leftRight(row, label, width) : row));
}

/** Two figures in a row, traffic beside its outcome; longer ones get a row of their own. */
function numberRows({ status, look: { glyphs } }: DashboardScene, width: number): readonly Line[] {
  const firstWidth = width - NUMBERS_GAP - SECOND_WIDTH;
  const lines = minuteLines(status, null, { glyphs, width: firstWidth });
  const { attempts, turnedAway, errors, duration, longestCall, concurrency, others } = lines;
  const firsts = [attempts, errors, duration];
  const seconds = [turnedAway, concurrency, ...(longestCall === null ? [] : [longestCall]), ...others];
  if (firsts.some((first) => lineWidth(first) > firstWidth))
    return allMinuteLines(minuteLines(status, null, { glyphs, width }));
  const isBeside = (line: Line, place: number) => place < firsts.length && lineWidth(line) <= SECOND_WIDTH;
  return [
    ...firsts.flatMap((first, place) => {
      const second = seconds[place];
      if (second === undefined || !isBeside(second, place)) return [first];
      return [[...cell(first, firstWidth), ...cell([], NUMBERS_GAP), ...second]];
    }),
    ...seconds.filter((second, place) => !isBeside(second, place)),
  ];
}
