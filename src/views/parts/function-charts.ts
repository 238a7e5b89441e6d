import { meanConcurrency } from '../../capacity/estimate.ts';
import type { FunctionStatus } from '../../monitor/function-status.ts';
import type { Line, Tone } from '../../terminal/line.ts';
import { heading } from '../../terminal/line-layout.ts';
import { ageText, countText, durationText, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import type { FunctionMinute } from '../../triage/function-minute.ts';
import { attemptsOf, averageDurationOf, errorRateOf, throttleRateOf } from '../../triage/function-minute.ts';
import { type ChartCurve, chartLines, chartScale, roundTop } from './chart.ts';
import type { Look } from './look.ts';

/** A chart of the dashboard: what it shows, and how its values read. */
export interface FunctionChart {
  readonly title: SafeText;
  readonly legend: readonly (readonly [tone: Tone, word: SafeText])[];
  readonly curves: readonly ChartCurve[];
  /** The value of the top row of a chart with so many labelled steps. */
  readonly topOf: (steps: number) => number;
  readonly label: (value: number) => SafeText;
}

export const CHART_LABEL_WIDTH = 7;

/** The charts of a function, the one that its verdict rests on first when only one fits. */
export function functionCharts(
  status: FunctionStatus,
  minutes: readonly FunctionMinute[],
): readonly FunctionChart[] {
  const charts = [
    attempts(minutes),
    failures(minutes),
    duration(status, minutes),
    concurrency(status, minutes),
  ];
  return status.iteratorAgeMs === 'notApplicable'
    ? charts
    : [attempts(minutes), duration(status, minutes), concurrency(status, minutes), iteratorAge(minutes)];
}

/** A chart under its heading, in at most `rows` rows below it: as many as its labels stand evenly in. */
export function chartRows(chart: FunctionChart, width: number, rows: number, look: Look): readonly Line[] {
  const legend = chart.legend.flatMap(
    ([tone, word], index): Line => [
      toned('fact', index === 0 ? safe`` : safe`  `),
      toned(tone, look.glyphs.gauge.full),
      toned('dim', safe` ${word}`),
    ],
  );
  const { labelEvery, steps } = chartScale(rows);
  const frame = {
    width,
    rows: labelEvery * steps + 1,
    labelEvery,
    top: chart.topOf(steps),
    labelWidth: CHART_LABEL_WIDTH,
    label: chart.label,
  };
  return [heading(chart.title, legend, width, look.glyphs), ...chartLines(chart.curves, frame, look.glyphs)];
}

function attempts(minutes: readonly FunctionMinute[]): FunctionChart {
  const asked = minutes.map(attemptsOf);
  return {
    title: safe`ATTEMPTS a minute`,
    legend: [
      ['crit', safe`turned away`],
      ['focus', safe`served`],
    ],
    curves: [
      {
        values: minutes.map((minute) => ((minute.throttles ?? 0) > 0 ? attemptsOf(minute) : null)),
        tone: 'crit',
      },
      { values: minutes.map(({ invocations }) => invocations), tone: 'focus' },
    ],
    topOf: (steps) => wholeTop(highest(asked), steps),
    label: countText,
  };
}

function failures(minutes: readonly FunctionMinute[]): FunctionChart {
  const errors = minutes.map(errorRateOf);
  const throttles = minutes.map(throttleRateOf);
  return {
    title: safe`FAILED %`,
    legend: [
      ['warn', safe`errors of served`],
      ['crit', safe`throttled of attempts`],
    ],
    curves: [
      { values: errors, tone: 'warn' },
      { values: throttles, tone: 'crit' },
    ],
    topOf: (steps) => roundTop(Math.max(0.02, highest([...errors, ...throttles])), steps),
    label: (share) => safe`${(share * 100).toFixed(share < 0.1 && share > 0 ? 1 : 0) as SafeText} %`,
  };
}

function duration({ configuration }: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const p95 = minutes.map(({ durationP95Ms }) => durationP95Ms);
  const { timeoutMs } = configuration;
  const showsTimeout = highest(p95) > timeoutMs / 4;
  return {
    title: safe`DURATION`,
    legend: [
      ['focus', safe`average`],
      ['ours', safe`p95`],
      ['dim', safe`timeout ${durationText(timeoutMs)}`],
    ],
    curves: [
      ...(showsTimeout ? [level(timeoutMs, minutes, 'faint')] : []),
      { values: p95, tone: 'ours' },
      { values: minutes.map(averageDurationOf), tone: 'focus' },
    ],
    topOf: (steps) => roundTop(showsTimeout ? Math.max(timeoutMs, highest(p95)) : highest(p95), steps),
    label: durationText,
  };
}

function concurrency({ assessment }: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const { limit } = assessment;
  const seen = minutes.map(({ observedMax }) => observedMax);
  const isOwn = limit.kind === 'reserved' || limit.kind === 'source';
  const value = isOwn ? limit.value : null;
  const showsLimit = value !== null && highest(seen) > value / 4;
  return {
    title: safe`CONCURRENCY`,
    legend: [
      ['focus', safe`~estimate`],
      ['ours', safe`seen at most`],
      ...(value === null
        ? []
        : [
            [
              'crit',
              safe`${limit.kind === 'source' ? safe`workers` : safe`reserved`} ${groupedText(value)}`,
            ] as const,
          ]),
    ],
    curves: [
      ...(showsLimit ? [level(value, minutes, 'crit')] : []),
      { values: seen, tone: 'ours' },
      { values: minutes.map((minute) => meanConcurrency(minute)), tone: 'focus' },
    ],
    topOf: (steps) => wholeTop(Math.max(showsLimit ? value : 0, highest(seen)), steps),
    label: countText,
  };
}

function iteratorAge(minutes: readonly FunctionMinute[]): FunctionChart {
  const ages = minutes.map(({ iteratorAgeMs }) => iteratorAgeMs);
  return {
    title: safe`ITERATOR AGE`,
    legend: [['crit', safe`oldest record read`]],
    curves: [{ values: ages, tone: 'crit' }],
    topOf: (steps) => ageTop(highest(ages), steps),
    label: ageText,
  };
}

/** Things that are counted have no halves. */
function wholeTop(count: number, steps: number): number {
  return Math.max(steps, roundTop(count, steps));
}

const AGE_STEPS_MINUTES = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720];
const DAY_MINUTES = 1_440;

/** Steps of an age are those of a clock. */
function ageTop(ageMs: number, steps: number): number {
  const least = ageMs / 60_000 / steps;
  const minutes =
    AGE_STEPS_MINUTES.find((each) => each >= least) ?? Math.ceil(least / DAY_MINUTES) * DAY_MINUTES;
  return minutes * steps * 60_000;
}

function level(value: number, minutes: readonly unknown[], tone: Tone): ChartCurve {
  return { values: minutes.map(() => value), tone };
}

function highest(values: readonly (number | null)[]): number {
  return Math.max(0, ...values.flatMap((value) => value ?? []));
}
