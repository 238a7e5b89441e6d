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
import { type ChartCurve, chartLines, roundTop } from './chart.ts';
import type { Look } from './look.ts';

/** A chart of the dashboard: what it shows, and how its values read. */
export interface FunctionChart {
  readonly title: SafeText;
  readonly legend: readonly (readonly [tone: Tone, word: SafeText])[];
  readonly curves: readonly ChartCurve[];
  readonly top: number;
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

export function chartRows(chart: FunctionChart, width: number, rows: number, look: Look): readonly Line[] {
  const legend = chart.legend.flatMap(
    ([tone, word], index): Line => [
      toned('fact', index === 0 ? safe`` : safe`  `),
      toned(tone, look.glyphs.gauge.full),
      toned('dim', safe` ${word}`),
    ],
  );
  const frame = { width, rows, top: chart.top, labelWidth: CHART_LABEL_WIDTH, label: chart.label };
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
    top: roundTop(highest(asked)),
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
    top: roundTop(Math.max(0.02, highest([...errors, ...throttles]))),
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
    top: showsTimeout ? timeoutMs : roundTop(highest(p95)),
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
    top: showsLimit ? roundTop(value) : roundTop(Math.max(1, highest(seen))),
    label: countText,
  };
}

function iteratorAge(minutes: readonly FunctionMinute[]): FunctionChart {
  const ages = minutes.map(({ iteratorAgeMs }) => iteratorAgeMs);
  return {
    title: safe`ITERATOR AGE`,
    legend: [['crit', safe`oldest record read`]],
    curves: [{ values: ages, tone: 'crit' }],
    top: Math.max(60_000, roundTop(highest(ages) / 60_000) * 60_000),
    label: ageText,
  };
}

function level(value: number, minutes: readonly unknown[], tone: Tone): ChartCurve {
  return { values: minutes.map(() => value), tone };
}

function highest(values: readonly (number | null)[]): number {
  return Math.max(0, ...values.flatMap((value) => value ?? []));
}
