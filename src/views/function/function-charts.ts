import type { BindingLimit } from '../../capacity/assessment.ts';
import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit/limit.ts';
import { meanConcurrency } from '../../capacity/minute/estimate.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import type { Reading } from '../../monitor/reading.ts';
import { displayWidth } from '../../terminal/display-width.ts';
import type { Line, Tone } from '../../terminal/line.ts';
import { heading } from '../../terminal/line-layout.ts';
import { durationText, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { type LossWay, lossWayOf } from '../../triage/minute/event-loss.ts';
import type { FunctionMinute } from '../../triage/minute/function-minute.ts';
import {
  attemptsOf,
  averageDurationOf,
  errorRateOf,
  lostEventsOf,
  throttleRateOf,
} from '../../triage/minute/function-minute.ts';
import {
  type AxisLabel,
  ageLabel,
  countLabel,
  durationLabel,
  LONG_DURATION_MS,
  shareLabel,
} from '../charts/axis-label.ts';
import { chartLines, chartScale, emptyChartLines, roundTop, topThrough } from '../charts/chart.ts';
import { type ChartCurve, curveValues } from '../charts/chart-curve.ts';
import { type LegendEntry, legendLine } from '../charts/chart-legend.ts';
import type { Look } from '../parts/look.ts';
import { type ChartKind, chartKinds } from './chart-kind.ts';

/** A chart of the dashboard: what it shows, and how its values read. */
export interface FunctionChart {
  readonly title: SafeText;
  readonly legend: readonly LegendEntry[];
  readonly curves: readonly ChartCurve[];
  /** The value of the top row of a chart with so many labelled steps. */
  readonly topOf: (steps: number) => number;
  readonly label: AxisLabel;
}

export const CHART_LABEL_WIDTH = 7;
const SECONDS_A_MINUTE = 60;

/** A chart of the dashboard, known by what it shows: which others stand before it changes while it is looked at. */
export interface DashboardChart extends FunctionChart {
  readonly kind: ChartKind;
}

/** The charts of a function, the one that its verdict rests on first when only one fits. */
export function functionCharts(
  status: FunctionStatus,
  minutes: readonly FunctionMinute[],
): readonly DashboardChart[] {
  return chartKinds(status).map((kind) => ({ ...CHARTS[kind](status, minutes), kind }));
}

const CHARTS: Readonly<
  Record<ChartKind, (status: FunctionStatus, minutes: readonly FunctionMinute[]) => FunctionChart>
> = { attempts, failures, duration, concurrency, iteratorAge, lostEvents };

/** A chart under its heading, in at most `rows` rows below it: as many as its labels stand evenly in. */
export function chartRows(chart: FunctionChart, width: number, rows: number, look: Look): readonly Line[] {
  const { labelEvery, steps } = chartScale(rows);
  const top = chart.topOf(steps);
  const frame = {
    width,
    rows: labelEvery * steps + 1,
    labelEvery,
    top,
    labelWidth: CHART_LABEL_WIDTH,
    label: (value: number) => chart.label(value, { top, step: top / steps }),
  };
  const hasData = chart.curves.some((curve) => curveValues(curve).some((value) => value !== null));
  const lines = hasData
    ? chartLines(chart.curves, frame, look.glyphs)
    : emptyChartLines(safe`no data point`, frame, look.glyphs);
  return [
    heading(
      chart.title,
      legendLine(chart.legend, width - displayWidth(chart.title), look.glyphs),
      width,
      look.glyphs,
    ),
    ...lines,
  ];
}

function attempts(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const asked = minutes.map(attemptsOf);
  const isTurnedAway = minutes.map(({ throttles }) => (throttles ?? 0) > 0);
  const limit = mostAttempts(status.assessment.limit);
  const showsLimit = limit !== null && highest(asked) > limit / 4;
  return {
    title: safe`ATTEMPTS a minute`,
    legend: [
      ...(isTurnedAway.includes(true) || status.throttles === 'denied'
        ? [{ tone: 'crit', word: readAs(safe`attempts`, status.throttles), stroke: 'dashed' } as const]
        : []),
      { tone: 'focus', word: readAs(safe`served`, status.invocations) },
      ...(limit === null ? [] : [limitEntry('crit', safe`limit ${groupedText(limit)}`, showsLimit)]),
    ],
    curves: [
      ...(showsLimit ? [level(limit, 'crit')] : []),
      {
        values: asked,
        isDrawn: isTurnedAway,
        tone: 'crit',
        stroke: 'dashed',
      },
      { values: minutes.map(({ invocations }) => invocations), tone: 'focus' },
    ],
    topOf: (steps) => wholeTop(showsLimit ? limit : null, highest(asked), steps),
    label: countLabel,
  };
}

function failures(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const errors = minutes.map(errorRateOf);
  const throttles = minutes.map(throttleRateOf);
  return {
    title: safe`FAILED %`,
    legend: [
      {
        tone: 'warn',
        word: readAs(safe`errors of served`, status.errors),
        short: readAs(safe`errors`, status.errors),
        stroke: 'dashed',
      },
      {
        tone: 'crit',
        word: readAs(safe`throttled of attempts`, status.throttles),
        short: readAs(safe`throttled`, status.throttles),
      },
    ],
    curves: [
      { values: errors, tone: 'warn', stroke: 'dashed' },
      { values: throttles, tone: 'crit' },
    ],
    topOf: (steps) => shareTop(Math.max(0.02, highest([...errors, ...throttles])), steps),
    label: shareLabel,
  };
}

function duration(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const p95 = minutes.map(({ durationP95Ms }) => durationP95Ms);
  const { timeoutMs } = status.configuration;
  const showsTimeout = highest(p95) > timeoutMs / 4;
  return {
    title: safe`DURATION`,
    legend: [
      { tone: 'focus', word: readAs(safe`average`, status.durationAverageMs) },
      { tone: 'ours', word: readAs(safe`p95`, status.durationP95Ms), stroke: 'dashed' },
      limitEntry('dim', safe`timeout ${durationText(timeoutMs)}`, showsTimeout),
    ],
    curves: [
      ...(showsTimeout ? [level(timeoutMs, 'faint')] : []),
      { values: p95, tone: 'ours', stroke: 'dashed' },
      { values: minutes.map(averageDurationOf), tone: 'focus' },
    ],
    topOf: (steps) => durationTop(showsTimeout ? timeoutMs : null, highest(p95), steps),
    label: durationLabel,
  };
}

function concurrency(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const { limit } = status.assessment;
  const seen = minutes.map(({ observedMax }) => observedMax);
  const value = ownEnvironments(limit);
  const showsLimit = value !== null && highest(seen) > value / 4;
  return {
    title: safe`CONCURRENCY`,
    legend: [
      { tone: 'focus', word: readAs(safe`~estimate`, status.busy) },
      { tone: 'ours', word: readAs(safe`peak`, status.observedMax), stroke: 'dashed' },
      ...(value === null
        ? []
        : [limitEntry('crit', safe`${limitWord(limit)} ${groupedText(value)}`, showsLimit)]),
    ],
    curves: [
      ...(showsLimit ? [level(value, 'crit')] : []),
      { values: seen, tone: 'ours', stroke: 'dashed' },
      { values: minutes.map((minute) => meanConcurrency(minute)), tone: 'focus' },
    ],
    topOf: (steps) => wholeTop(showsLimit ? value : null, highest(seen), steps),
    label: countLabel,
  };
}

function iteratorAge(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const ages = minutes.map(({ iteratorAgeMs }) => iteratorAgeMs);
  return {
    title: safe`ITERATOR AGE`,
    legend: [{ tone: 'crit', word: readAs(safe`oldest record read`, status.iteratorAgeMs) }],
    curves: [{ values: ages, tone: 'crit', harmFrom: status.thresholds.iteratorAgeMs }],
    topOf: (steps) => ageTop(highest(ages), steps),
    label: ageLabel,
  };
}

/** As the metrics are called that count them. */
const LOSSES: Readonly<Record<LossWay, SafeText>> = {
  deadLetterTarget: safe`dead-letter errors`,
  destination: safe`destination failures`,
  both: safe`dead-letter errors, destination failures`,
  dropped: safe`dropped`,
};

function lostEvents(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const lost = minutes.map(lostEventsOf);
  return {
    title: safe`LOST EVENTS a minute`,
    legend: [{ tone: 'crit', word: readAs(LOSSES[lossWayOf(status.minutes)], status.lostEvents) }],
    curves: [{ values: lost, tone: 'crit' }],
    topOf: (steps) => wholeTop(null, highest(lost), steps),
    label: countLabel,
  };
}

function limitEntry(tone: Tone, word: SafeText, isShown: boolean): LegendEntry {
  return { tone, word, stroke: 'level', isAbove: !isShown };
}

function limitWord({ kind }: BindingLimit): SafeText {
  return kind === 'source' ? safe`workers` : safe`reserved`;
}

/** The environments that the function may keep busy by a limit of its own; null where it has none, or nobody knows. */
function ownEnvironments(limit: BindingLimit): number | null {
  switch (limit.kind) {
    case 'reserved':
    case 'source':
      return limit.value;
    case 'requestRate':
      return limit.value / REQUESTS_PER_ENVIRONMENT;
    case 'account':
    case 'off':
    case 'unknown':
      return null;
  }
}

/** The attempts a minute that a limit on requests lets through; null where another limit binds. */
function mostAttempts(limit: BindingLimit): number | null {
  return limit.kind === 'requestRate' ? limit.value * SECONDS_A_MINUTE : null;
}

/** A curve that may not be read is not there, and its word says why. */
function readAs(word: SafeText, reading: Reading): SafeText {
  return reading === 'denied' ? safe`${word} denied` : word;
}

/** Things that are counted have no halves. */
function wholeTop(limit: number | null, count: number, steps: number): number {
  return Math.max(steps, limit === null ? roundTop(count, steps) : topThrough(limit, count, steps));
}

function durationTop(timeoutMs: number | null, ms: number, steps: number): number {
  const highestMs = Math.max(timeoutMs ?? 0, ms);
  if (highestMs > LONG_DURATION_MS) return ageTop(highestMs, steps);
  return timeoutMs === null ? roundTop(ms, steps) : topThrough(timeoutMs, ms, steps);
}

/** In steps of whole tenths of a percent. */
function shareTop(share: number, steps: number): number {
  return roundTop(share * 1_000, steps) / 1_000;
}

const AGE_STEPS_MINUTES = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720];
const DAY_MINUTES = 1_440;

/** Steps of an age are those of a clock. */
function ageTop(ageMs: number, steps: number): number {
  const least = ageMs / MINUTE_MS / steps;
  const minutes =
    AGE_STEPS_MINUTES.find((each) => each >= least) ?? Math.ceil(least / DAY_MINUTES) * DAY_MINUTES;
  return minutes * steps * MINUTE_MS;
}

function level(value: number, tone: Tone): ChartCurve {
  return { value, tone, stroke: 'level' };
}

function highest(values: readonly (number | null)[]): number {
  return Math.max(0, ...values.flatMap((value) => value ?? []));
}
