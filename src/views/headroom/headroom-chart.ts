import {
  type Assessment,
  type BindingLimit,
  type LimitKind,
  limitOnUse,
  type TimeToLimit,
} from '../../capacity/assessment.ts';
import { requestsPerSecond } from '../../capacity/limit/request-rate.ts';
import { meanConcurrency } from '../../capacity/minute/estimate.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import {
  averageDurationOf,
  type FunctionMinute,
  throttleRateOf,
} from '../../triage/minute/function-minute.ts';
import { countLabel } from '../charts/axis-label.ts';
import type { ChartCurve } from '../charts/chart-curve.ts';
import type { LegendEntry } from '../charts/chart-legend.ts';
import { isInSight } from '../charts/limit-in-sight.ts';
import { countScale } from '../function/unit-scales.ts';
import { momentText, type Times } from '../parts/look/time-notation.ts';
import type { HeadroomChart } from './headroom-axis.ts';
import { refusedCallsChart } from './refused-calls-chart.ts';

interface ToldTimes extends Times {
  readonly tense: Tense;
}

const BACK_MINUTES = 40;
const AHEAD_MINUTES = 20;
/** With a smaller share of calls turned away, the demand lies on the use, where its stroke would look like a fault. */
const LEAST_TURNED_AWAY = 0.05;

/**
 * Forty minutes of use against the limit, and twenty of forecast; for a function that is switched off, an hour of
 * refused calls. Null without any of it: a limit alone is no chart.
 */
export function headroomChart(
  status: FunctionStatus,
  snapshot: Pick<FleetSnapshot, 'account' | 'judgedMs'>,
  times: ToldTimes,
): HeadroomChart | null {
  const limit = limitOnUse(status.assessment);
  switch (limit.kind) {
    case 'unknown':
      return null;
    case 'off':
      return refusedCallsChart(status.minutes);
    default:
      return chartOfUse(status, { ...limit, kind: limit.kind }, snapshot, times);
  }
}

type UsedLimit = Extract<BindingLimit, { readonly value: number }> & {
  readonly kind: Exclude<LimitKind, 'off'>;
};

function chartOfUse(
  status: FunctionStatus,
  limit: UsedLimit,
  { account, judgedMs }: Pick<FleetSnapshot, 'account' | 'judgedMs'>,
  times: ToldTimes,
): HeadroomChart | null {
  const ofPool = account.pool.slice(-BACK_MINUTES).map(({ minuteMs, unreservedInUse }) => ({
    minuteMs,
    used: unreservedInUse,
  }));
  const minutes = status.minutes.slice(-BACK_MINUTES);
  const pool = new Map(ofPool.map(({ minuteMs, used }) => [minuteMs, used]));
  const shown = minutes.map((minute) => ({
    minuteMs: minute.minuteMs,
    used: limit.kind === 'account' ? (pool.get(minute.minuteMs) ?? null) : usedIn(minute, limit.kind),
  }));
  // A function that is not called has no minutes of its own, but the pool that it would use has.
  const told = shown.length === 0 && limit.kind === 'account' ? ofPool : shown;
  const newest = told.at(-1);
  if (newest === undefined) return null;
  const missing = Array<null>(BACK_MINUTES - told.length).fill(null);
  const used = [...missing, ...told.map((minute) => minute.used)];
  const wanted = limit.kind === 'account' ? [] : minutes.map((minute) => wantedIn(minute, limit.kind));
  const turnedAway = minutes.map((minute) => (throttleRateOf(minute) ?? 0) >= LEAST_TURNED_AWAY);
  const toMeet = timeToMeet(status.assessment, minutes.length === 0 ? account.eta : status.assessment.eta);
  const ahead = forecast(status, used, wanted.at(-1) ?? null, {
    toMeetMs: toMeet === null ? null : judgedMs + toMeet - newest.minuteMs,
  });
  if ([...used, ...wanted, ...ahead].every((value) => value === null)) return null;
  const showsDemand = turnedAway.includes(true) && wanted.length > 0;
  const startsAtDemand = status.assessment.flag === 'throttling' && showsDemand;
  const ofUse = thenAhead(used, startsAtDemand ? [] : ahead);
  const ofDemand = thenAhead([...missing, ...wanted], startsAtDemand ? ahead : []);
  const newestKnown = lastKnown(used);
  const highest = Math.max(...[...ofUse, ...ofDemand].flatMap((value) => value ?? []));
  const showsLimit = isInSight(limit.value, highest);
  const curves: ChartCurve[] = [
    ...(showsLimit ? [{ value: limit.value, tone: 'crit', stroke: 'level' } as const] : []),
    ...(showsDemand
      ? [
          {
            values: ofDemand,
            isDrawn: ofDemand.map((_, minute) => turnedAway[minute - missing.length] ?? false),
            tone: 'warn',
            stroke: 'double',
          } as const,
        ]
      : []),
    {
      values: startsAtDemand ? ofDemand : ofUse,
      isDrawn: ofUse.map((_, minute) => minute > newestKnown),
      tone: 'ours',
      stroke: 'dashed',
    },
    { values: ofUse, isDrawn: ofUse.map((_, minute) => minute <= newestKnown), tone: USED[limit.kind].tone },
  ];
  return {
    title: TITLES[limit.kind],
    legend: [
      USED[limit.kind],
      ...(showsDemand ? [{ tone: 'warn', word: safe`demand`, stroke: 'double' } as const] : []),
      { tone: 'ours', ...aheadWords(limit.kind, toMeet, judgedMs, times), stroke: 'dashed' },
      {
        tone: 'crit',
        word: safe`limit ${groupedText(limit.value)}`,
        stroke: 'level',
        isAbove: !showsLimit,
      },
    ],
    curves,
    scaleOf: (rows) => countScale(showsLimit ? limit.value : null, highest, rows),
    label: countLabel,
    span: { newestMs: newest.minuteMs, backMinutes: BACK_MINUTES, aheadMinutes: AHEAD_MINUTES },
  };
}

/**
 * What was, then the forecast, as one curve: two would be rounded to rows apart from each other, and the forecast would
 * seem to start elsewhere.
 */
function thenAhead(
  past: readonly (number | null)[],
  ahead: readonly (number | null)[],
): readonly (number | null)[] {
  return Array.from(
    { length: BACK_MINUTES + AHEAD_MINUTES },
    (_, minute) => past[minute] ?? ahead[minute] ?? null,
  );
}

function lastKnown(values: readonly (number | null)[]): number {
  return values.findLastIndex((value) => value !== null);
}

/** Of the limit, in its unit. */
function usedIn(minute: FunctionMinute, kind: UsedLimit['kind']): number | null {
  return kind === 'requestRate' ? requestsPerSecond({ ...minute, throttles: null }) : meanConcurrency(minute);
}

const TITLES = {
  reserved: safe`CONCURRENCY`,
  account: safe`ACCOUNT POOL`,
  source: safe`WORKERS BUSY`,
  requestRate: safe`REQUESTS a second`,
  provisioned: safe`CONCURRENCY`,
} as const;

const ESTIMATE = { tone: 'ours', word: safe`~estimate` } as const;

/** What the curve of the past shows, in its colour: estimates are told from what was measured. */
const USED = {
  reserved: ESTIMATE,
  account: { tone: 'focus', word: safe`in use` },
  source: ESTIMATE,
  requestRate: { tone: 'focus', word: safe`served` },
  provisioned: ESTIMATE,
} as const;

/** The use that there would have been without throttles. */
function wantedIn(minute: FunctionMinute, kind: keyof typeof TITLES): number | null {
  const attempts = requestsPerSecond(minute);
  if (kind === 'requestRate' || attempts === null) return attempts;
  const averageMs = averageDurationOf(minute);
  return averageMs === null ? null : (attempts * averageMs) / 1_000;
}

/** Time from the judgement until the limit is likely met; null without a forecast, or where it is met already. */
function timeToMeet({ flag }: Pick<Assessment, 'flag'>, eta: TimeToLimit | null): number | null {
  return flag === 'throttling' || eta === null || eta.lateMs <= 0 ? null : eta.likelyMs;
}

/** As in sentences: minutes from the clock's minute, and in the past tense as of the last answer. */
function aheadWords(
  kind: keyof typeof TITLES,
  toMeetMs: number | null,
  judgedMs: EpochMs,
  times: ToldTimes,
): Pick<LegendEntry, 'word' | 'short'> {
  if (toMeetMs === null) return { word: inTense(times.tense, 'as now', 'as then') };
  const judgedMinuteMs = minuteOf(judgedMs);
  const metMs = judgedMinuteMs + Math.floor(toMeetMs / MINUTE_MS) * MINUTE_MS;
  const met = kind === 'account' ? safe`full` : safe`met`;
  if (times.tense === 'past') {
    const when = momentText(metMs, { ...times, nowMs: judgedMinuteMs });
    return { word: safe`was likely to be ${met} ${when}`, short: safe`was likely ${when}` };
  }
  const metThen = safe`${met} ${momentText(metMs, times)}`;
  return { word: safe`likely, ${metThen}`, short: metThen };
}

/**
 * From the newest minute to the limit at the forecast time, continuing at that pace; without a trend, the present
 * demand. The newest minute is minutes old when judged, and the climb includes those.
 *
 * @param toMeetMs from the newest minute
 */
function forecast(
  { assessment }: FunctionStatus,
  used: readonly (number | null)[],
  wanted: number | null,
  { toMeetMs }: { readonly toMeetMs: number | null },
): readonly (number | null)[] {
  const { flag } = assessment;
  const limit = limitOnUse(assessment);
  const from = lastKnown(used);
  const now = used[from] ?? null;
  const length = BACK_MINUTES + AHEAD_MINUTES;
  if (now === null || limit.kind === 'unknown') return Array<null>(length).fill(null);
  const start = flag === 'throttling' ? Math.max(now, wanted ?? now) : now;
  const unknownMinutes = used.length - 1 - from;
  const perMinute =
    toMeetMs === null
      ? 0
      : Math.max(0, limit.value - now) / Math.max(1, unknownMinutes + toMeetMs / MINUTE_MS);
  return Array.from({ length }, (_, minute) => (minute < from ? null : start + perMinute * (minute - from)));
}
