import { severityMark, severityWord } from '../print/severity-mark.ts';
import type { Line } from '../terminal/line.ts';
import { cell, cutLine, heading, leftRight, lineWidth } from '../terminal/line-layout.ts';
import { utcMinute } from '../terminal/quantity.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { toned } from '../terminal/words.ts';
import type { Cause } from '../triage/cause.ts';
import { sentenceOf } from '../triage/cause-sentence.ts';
import type { FunctionScene } from './function-scene.ts';
import { crumbs } from './parts/crumbs.ts';
import { footerLine } from './parts/footer.ts';
import { CHART_LABEL_WIDTH, chartRows, functionCharts } from './parts/function-charts.ts';
import { configurationFacts, minuteFacts } from './parts/function-facts.ts';
import { accountHeader, headerLine } from './parts/header.ts';
import { bindingsOn } from './parts/keymap.ts';
import type { Look } from './parts/look.ts';
import { innerWidth, withMargin } from './parts/margin.ts';
import { fittingSentence } from './parts/needs-you-now.ts';
import { BLANK, type ScreenRow } from './parts/screen-row.tsx';
import { whyLines } from './parts/why-section.ts';

const GAP = 5;
const CHARTS_SHARE = 0.6;
const FEWEST_CHART_ROWS = 4;
const MOST_STEPS = 4;
const ROWS_FOR_ALL_STEPS = 36;

/** The dashboard of a function, row by row: the verdict, the charts it rests on, and the facts beside them. */
export function functionRows(scene: FunctionScene): readonly ScreenRow[] {
  const { rows, columns } = scene;
  const width = innerWidth(columns);
  const top = [
    ...headerRows(scene, width),
    BLANK,
    ...verdictLines(scene, width).map((line) => withMargin(line)),
    BLANK,
  ];
  const height = rows - top.length - 2;
  const body = columns < 100 ? narrowBody(scene, width, height) : wideBody(scene, width, height);
  const filled = [...top, ...body.map((line) => withMargin(line))].slice(0, rows - 1);
  const blanks = Array<ScreenRow>(Math.max(0, rows - 1 - filled.length)).fill(BLANK);
  return [...filled, ...blanks, withMargin(footerLine(bindingsOn('function'), width))];
}

function headerRows(scene: FunctionScene, width: number): readonly ScreenRow[] {
  const { snapshot, nowMs, whereabouts, look, status, columns } = scene;
  const name = safeText(status.name);
  const path: Line = [
    ...crumbs(scene.isRoot ? [name] : [safe`Fleet`, name], look),
    toned('dim', safe` ${look.glyphs.middleDot} last ${windowText(scene.windowMinutes)}`),
  ];
  return [
    withMargin(headerLine(accountHeader(snapshot, whereabouts, nowMs), width, columns < 100, look)),
    withMargin(leftRight(path, placeAmongTroubled(scene), width, look.glyphs.ellipsis)),
  ];
}

function placeAmongTroubled({ snapshot, status }: FunctionScene): Line {
  const troubled = snapshot.functions.filter(({ severity }) => severity === 'crit' || severity === 'warn');
  const place = troubled.findIndex(({ name }) => name === status.name);
  if (place < 0) return [toned('focus', safe`[ ]`), toned('dim', safe` next`)];
  return [
    toned('dim', safe`${place + 1} of ${troubled.length} that hurt   `),
    toned('focus', safe`[ ]`),
    toned('dim', safe` next`),
  ];
}

/** What hurts, then what that suggests or how it began. */
function verdictLines({ status, snapshot, look, rows }: FunctionScene, width: number): readonly Line[] {
  const cause = snapshot.causes.find(({ functionName }) => functionName === status.name);
  const mark: Line = [
    severityMark(status.severity, look.glyphs),
    toned('fact', safe` `),
    ...cell([severityWord(status.severity)], 6),
  ];
  const room = width - lineWidth(mark);
  const steps = whyLines(status, width, look).slice(rows < ROWS_FOR_ALL_STEPS ? -1 : -MOST_STEPS);
  return [[...mark, ...verdictWords(cause, room, look)], ...steps];
}

function verdictWords(cause: Cause | undefined, room: number, look: Look): Line {
  if (cause === undefined) return [toned('fact', safe`nothing hurts: no rule is broken`)];
  const { says, short } = sentenceOf(cause);
  return fittingSentence([says, short], room, look);
}

function windowText(minutes: number): SafeText {
  if (minutes < 60) return safe`${minutes} minutes`;
  return minutes === 60 ? safe`hour` : safe`${minutes / 60} hours`;
}

function wideBody(scene: FunctionScene, width: number, height: number): readonly Line[] {
  const chartsWidth = Math.floor(width * CHARTS_SHARE);
  const factsWidth = width - chartsWidth - GAP;
  const charts = chartColumn(scene, chartsWidth, height);
  const facts = factColumn(scene, factsWidth);
  return Array.from({ length: height }, (_, row) => [
    ...cell(charts[row] ?? [], chartsWidth),
    ...cell([], GAP),
    ...cell(facts[row] ?? [], factsWidth),
  ]);
}

/** At 80 columns: the numbers, then the one chart that the verdict picks. */
function narrowBody(scene: FunctionScene, width: number, height: number): readonly Line[] {
  const { status, look } = scene;
  const numbers = minuteFacts(status);
  const chart = pickedChart(scene);
  const rows = height - numbers.length - 3;
  const drawn = chart === undefined || rows < FEWEST_CHART_ROWS ? [] : chartRows(chart, width, rows, look);
  return [
    ...numbers.map((line) => cutLine(line, width, look.glyphs.ellipsis)),
    [],
    ...drawn,
    timeAxis(scene, width),
  ];
}

function pickedChart({ status, windowMinutes }: FunctionScene) {
  const charts = functionCharts(status, status.minutes.slice(-windowMinutes));
  const [worst] = status.reasons;
  switch (worst?.rule) {
    case 'iteratorAge':
      return charts.at(-1);
    case 'errors':
    case 'throttles':
      return charts[1];
    case 'timeout':
      return charts.find(({ title }) => title === 'DURATION');
    default:
      return charts[0];
  }
}

function chartColumn(scene: FunctionScene, width: number, height: number): readonly Line[] {
  const { status, windowMinutes, look } = scene;
  const charts = functionCharts(status, status.minutes.slice(-windowMinutes));
  const free = height - 1;
  const fitting = charts.slice(0, Math.max(1, Math.floor(free / (FEWEST_CHART_ROWS + 1))));
  const rows = Math.max(FEWEST_CHART_ROWS, Math.floor(free / fitting.length) - 1);
  return [...fitting.flatMap((chart) => chartRows(chart, width, rows, look)), timeAxis(scene, width)];
}

/** When the charts begin and end, and where a change began. */
function timeAxis({ status, windowMinutes, look }: FunctionScene, width: number): Line {
  const minutes = status.minutes.slice(-windowMinutes);
  const from = minutes[0]?.minuteMs;
  const to = minutes.at(-1)?.minuteMs;
  if (from === undefined || to === undefined) return [];
  const columns = width - CHART_LABEL_WIDTH - 2;
  const onset =
    status.durationRise?.sinceMs ?? status.reasons.find(({ sinceMs }) => sinceMs !== null)?.sinceMs ?? null;
  const end = utcMinute(to);
  const start: Line = [...cell([], CHART_LABEL_WIDTH + 2), toned('dim', utcMinute(from))];
  if (onset === null || onset < from || to === from) return leftRight(start, [toned('dim', end)], width);
  const place = Math.floor(((onset - from) / (to - from)) * (columns - 1));
  const mark: Line = [toned('crit', safe`${look.glyphs.onset} ${utcMinute(onset)}`)];
  const room = columns - 7;
  if (place < 8 || place > room - 9) return leftRight(start, [...mark, toned('dim', safe`  ${end}`)], width);
  return leftRight([...cell(start, CHART_LABEL_WIDTH + 2 + place), ...mark], [toned('dim', end)], width);
}

function factColumn(scene: FunctionScene, width: number): readonly Line[] {
  const { status, look } = scene;
  const minute =
    status.minuteMs === null
      ? safe`LAST SETTLED MINUTE`
      : safe`LAST SETTLED MINUTE ${utcMinute(status.minuteMs)}`;
  const cut = (line: Line) => cutLine(line, width, look.glyphs.ellipsis);
  return [
    heading(minute, null, width, look.glyphs),
    ...minuteFacts(status).map(cut),
    [],
    heading(safe`CONFIG`, null, width, look.glyphs),
    ...configurationFacts(status).map(cut),
  ];
}
