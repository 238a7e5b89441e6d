import type { BindingLimit } from '../../capacity/assessment.ts';
import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit/limit.ts';
import { meanConcurrency } from '../../capacity/minute/estimate.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import { periodOf } from '../../monitor/function/detail/call-spans.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Reading } from '../../monitor/reading.ts';
import type { Tone } from '../../terminal/line.ts';
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
import { ageLabel, countLabel, durationLabel, shareLabel } from '../charts/axis-label.ts';
import type { ChartCurve } from '../charts/chart-curve.ts';
import type { LegendEntry } from '../charts/chart-legend.ts';
import { isInSight } from '../charts/limit-in-sight.ts';
import { type ChartKind, chartKinds } from './chart-kind.ts';
import type { FunctionChart } from './function-chart.ts';
import { ageScale, countScale, durationScale, shareScale } from './unit-scales.ts';

const SECONDS_A_MINUTE = 60;

/** A chart of the dashboard, known by its kind: its position may change while it is on screen. */
export interface DashboardChart extends FunctionChart {
  readonly kind: ChartKind;
}

/** The charts of a function, with the verdict's first when only one fits. */
export function functionCharts(
  status: FunctionStatus,
  minutes: readonly FunctionMinute[],
): readonly DashboardChart[] {
  // Of longer periods counts are averages: the highest of them is no peak.
  const spanMinutes = periodOf(minutes) > MINUTE_MS ? 0 : minutes.length;
  return chartKinds(status).map((kind) => ({ ...CHARTS[kind](status, minutes), kind, spanMinutes }));
}

const CHARTS: Readonly<
  Record<ChartKind, (status: FunctionStatus, minutes: readonly FunctionMinute[]) => FunctionChart>
> = { attempts, failures, duration, concurrency, iteratorAge, lostEvents };

export const CHART_TITLES: Readonly<Record<ChartKind, SafeText>> = {
  attempts: safe`ATTEMPTS a minute`,
  failures: safe`FAILED %`,
  duration: safe`DURATION`,
  concurrency: safe`CONCURRENCY`,
  iteratorAge: safe`ITERATOR AGE`,
  lostEvents: safe`LOST EVENTS a minute`,
};

/** Fewer calls a minute than this are counted by period where periods are longer. */
const FEW_A_MINUTE = 2;

function attempts(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const periodMinutes = periodOf(minutes) / MINUTE_MS;
  const isSparse = periodMinutes > 1 && highest(minutes.map(attemptsOf)) < FEW_A_MINUTE;
  const counted = (count: number | null) =>
    isSparse && count !== null ? Math.round(count * periodMinutes) : count;
  const asked = minutes.map((minute) => counted(attemptsOf(minute)));
  const isTurnedAway = minutes.map(({ throttles }) => (throttles ?? 0) > 0);
  const limit = mostAttempts(status.assessment.limit);
  const showsLimit = limit !== null && isInSight(limit, highest(asked));
  return {
    title: isSparse ? safe`ATTEMPTS in ${periodMinutes}m` : CHART_TITLES.attempts,
    legend: [
      ...(isTurnedAway.includes(true) || status.throttles === 'denied'
        ? [
            {
              tone: 'crit',
              word: readAs(safe`turned away, above served`, status.throttles),
              short: readAs(safe`attempts`, status.throttles),
              stroke: 'dashed',
            } as const,
          ]
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
      { values: minutes.map(({ invocations }) => counted(invocations)), under: asked, tone: 'focus' },
    ],
    scaleOf: (rows) => countScale(showsLimit ? limit : null, highest(asked), rows),
    label: countLabel,
  };
}

function failures(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const errors = minutes.map(errorRateOf);
  const throttles = minutes.map(throttleRateOf);
  return {
    title: CHART_TITLES.failures,
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
      { values: errors, tone: 'warn', stroke: 'dashed', harmFrom: status.thresholds.errors.warnAt },
      { values: throttles, tone: 'crit' },
    ],
    scaleOf: (rows) => shareScale(Math.max(0.02, highest([...errors, ...throttles])), rows),
    label: shareLabel,
  };
}

function duration(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const p95 = minutes.map(({ durationP95Ms }) => durationP95Ms);
  const { timeoutMs } = status.configuration;
  const showsTimeout = isInSight(timeoutMs, highest(p95));
  return {
    title: CHART_TITLES.duration,
    legend: [
      { tone: 'focus', word: readAs(safe`average`, status.durationAverageMs) },
      { tone: 'fact', word: readAs(safe`p95`, status.durationP95Ms), stroke: 'dashed' },
      limitEntry('dim', safe`timeout ${durationText(timeoutMs)}`, showsTimeout),
    ],
    curves: [
      ...(showsTimeout ? [level(timeoutMs, 'dim')] : []),
      { values: p95, tone: 'fact', stroke: 'dashed' },
      { values: minutes.map(averageDurationOf), tone: 'focus' },
    ],
    scaleOf: (rows) => durationScale(showsTimeout ? timeoutMs : null, highest(p95), rows),
    label: durationLabel,
  };
}

function concurrency(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const { limit } = status.assessment;
  const seen = minutes.map(({ observedMax }) => observedMax);
  const value = ownEnvironments(limit);
  const showsLimit = value !== null && isInSight(value, highest(seen));
  return {
    title: CHART_TITLES.concurrency,
    legend: [
      { tone: 'ours', word: readAs(safe`~estimate`, status.busy) },
      { tone: 'fact', word: readAs(safe`peak`, status.observedMax), stroke: 'dashed' },
      ...(value === null
        ? []
        : [limitEntry('crit', safe`${limitWord(limit)} ${groupedText(value)}`, showsLimit)]),
    ],
    curves: [
      ...(showsLimit ? [level(value, 'crit')] : []),
      { values: seen, tone: 'fact', stroke: 'dashed' },
      { values: minutes.map(meanUpToPeak), tone: 'ours' },
    ],
    scaleOf: (rows) => countScale(showsLimit ? value : null, highest(seen), rows),
    label: countLabel,
  };
}

/** A call counts in the minute in which it began: a long one would make an average above the measured peak. */
function meanUpToPeak(minute: FunctionMinute): number | null {
  const mean = meanConcurrency(minute);
  return mean === null ? null : Math.min(mean, minute.observedMax ?? mean);
}

function iteratorAge(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const ages = minutes.map(({ iteratorAgeMs }) => iteratorAgeMs);
  return {
    title: CHART_TITLES.iteratorAge,
    legend: [{ tone: 'crit', word: readAs(safe`oldest record read`, status.iteratorAgeMs) }],
    curves: [{ values: ages, tone: 'crit', harmFrom: status.thresholds.iteratorAgeMs }],
    scaleOf: (rows) => ageScale(highest(ages), rows),
    label: ageLabel,
  };
}

/** Named like the metrics that count them. */
const LOSSES: Readonly<Record<LossWay, SafeText>> = {
  deadLetterTarget: safe`dead-letter errors`,
  destination: safe`destination failures`,
  both: safe`dead-letter errors, destination failures`,
  dropped: safe`dropped`,
};

function lostEvents(status: FunctionStatus, minutes: readonly FunctionMinute[]): FunctionChart {
  const lost = minutes.map(lostEventsOf);
  return {
    title: CHART_TITLES.lostEvents,
    legend: [{ tone: 'crit', word: readAs(LOSSES[lossWayOf(status.minutes)], status.lostEvents) }],
    curves: [{ values: lost, tone: 'crit' }],
    scaleOf: (rows) => countScale(null, highest(lost), rows),
    label: countLabel,
  };
}

function limitEntry(tone: Tone, word: SafeText, isShown: boolean): LegendEntry {
  return { tone, word, stroke: 'level', isAbove: !isShown };
}

function limitWord({ kind }: BindingLimit): SafeText {
  return kind === 'source' ? safe`workers` : safe`reserved`;
}

/** The concurrency allowed by a limit of the function's own; null without one, or when unknown. */
function ownEnvironments(limit: BindingLimit): number | null {
  switch (limit.kind) {
    case 'reserved':
    case 'source':
      return limit.value;
    case 'requestRate':
      return limit.value / REQUESTS_PER_ENVIRONMENT;
    case 'account':
    case 'provisioned':
    case 'off':
    case 'unknown':
      return null;
  }
}

/** Attempts a minute that a request rate limit allows; null where another limit binds. */
function mostAttempts(limit: BindingLimit): number | null {
  return limit.kind === 'requestRate' ? limit.value * SECONDS_A_MINUTE : null;
}

/** A curve that may not be read is left out, and its legend says why. */
function readAs(word: SafeText, reading: Reading): SafeText {
  return reading === 'denied' ? safe`${word} denied` : word;
}

function level(value: number, tone: Tone): ChartCurve {
  return { value, tone, stroke: 'level' };
}

function highest(values: readonly (number | null)[]): number {
  return Math.max(0, ...values.flatMap((value) => value ?? []));
}
