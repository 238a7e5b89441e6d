import { MINUTE_MS } from '../lambda/time.ts';
import type { Assessment, BindingLimit, TimeToLimit } from './assessment.ts';
import { averageDurationMs, meanConcurrency } from './estimate.ts';
import type { CapacityEvidence, CapacityMinute, PoolMinute } from './evidence.ts';
import { flagAfter, type MinuteSigns } from './flag.ts';
import { bindingLimit } from './limit.ts';
import { chanceOfMeeting, dispersionFrom, type Load, meanThatMeets, peakBand } from './peak.ts';
import { type Trend, timeToReach, trendOf } from './trend.ts';

const HORIZON_MINUTES = 5;
const TREND_WINDOWS_MINUTES = [10, 20] as const;
/** Call lengths are rarely all alike: weighted by themselves they are longer than their average. */
const MIXING_PER_AVERAGE = 1.5;
/** A rise that would use less of the limit than this in fifteen minutes is not worth a forecast. */
const RISE_THAT_MATTERS = 0.1;
const ALL_WORKERS_BUSY = 0.9;

/** Judges a function's concurrency against the limit that binds. Pure: the same evidence gives the same answer. */
export function assess(evidence: CapacityEvidence): Assessment {
  const { minutes } = evidence;
  const newest = minutes.at(-1);
  const level = newest === undefined ? null : meanConcurrency(newest);
  const limit = bindingLimit(evidence.limits, level, evidence.pool.at(-1)?.unreservedInUse ?? null);
  const load = newest === undefined ? null : loadOf(newest);
  const band = load === null ? null : peakBand(load, MINUTE_MS);
  const series = seriesAgainst(limit, evidence);
  const flag = flagAfter(series.map((_, index) => signsOf(series.slice(0, index + 1), limit)));

  return {
    level,
    low: band === null ? null : withinLimit(band.low, limit),
    high: band === null ? null : withinLimit(band.high, limit),
    limit,
    risk: riskNow(series, limit),
    flag: flag.flag,
    reason: flag.reason,
    eta: flag.flag === 'throttling' ? { earlyMs: 0, likelyMs: 0, lateMs: 0 } : timeToLimit(series, limit),
  };
}

/** A function that reserves, or that a source feeds, can't be busier than its limit: above it, calls are turned away. */
function withinLimit(busy: number, limit: BindingLimit): number {
  return limit.kind === 'reserved' || limit.kind === 'source' ? Math.min(busy, limit.value) : busy;
}

/** A minute of whoever uses the limit: the function itself or, for the account pool, everyone who shares it. */
interface LimitMinute {
  readonly throttles: number;
  readonly load: Load | null;
  readonly observedMax: number | null;
  readonly level: number | null;
}

function seriesAgainst(limit: BindingLimit, { minutes, pool }: CapacityEvidence): readonly LimitMinute[] {
  if (limit.kind !== 'account') {
    return minutes.map((minute) => ({
      throttles: minute.throttles ?? 0,
      load: loadOf(minute),
      observedMax: minute.observedMax,
      level: meanConcurrency(minute),
    }));
  }
  const inUse = new Map(pool.map((minute: PoolMinute) => [minute.minuteMs, minute.unreservedInUse]));
  return minutes.map((minute) => {
    const used = inUse.get(minute.minuteMs) ?? null;
    const mixingMs = mixingOf(minute);
    return {
      throttles: minute.throttles ?? 0,
      // The pool's own peak is what CloudWatch gives; its mean is not published.
      load: used === null ? null : { mean: used, dispersion: 1, mixingMs: Math.max(mixingMs, MINUTE_MS) },
      observedMax: used,
      level: used,
    };
  });
}

function loadOf(minute: CapacityMinute): Load | null {
  const mean = meanConcurrency(minute);
  if (mean === null) return null;
  const mixingMs = mixingOf(minute);
  const dispersion = minute.observedMax === null ? 1 : dispersionFrom(mean, minute.observedMax, mixingMs);
  return { mean, dispersion, mixingMs };
}

function mixingOf(minute: CapacityMinute): number {
  return MIXING_PER_AVERAGE * (averageDurationMs(minute) ?? 1_000);
}

function signsOf(series: readonly LimitMinute[], limit: BindingLimit): MinuteSigns {
  const newest = series.at(-1);
  const throttles = newest?.throttles ?? 0;
  if (newest === undefined || limit.kind === 'unknown' || limit.kind === 'off') {
    return { throttles, observedShare: null, steadyRisk: 0, risingRisk: 0 };
  }
  return {
    throttles,
    observedShare: newest.observedMax === null ? null : newest.observedMax / limit.value,
    steadyRisk: steadyRisk(newest, limit.value),
    risingRisk: risingRisk(series, limit.value),
  };
}

function riskNow(series: readonly LimitMinute[], limit: BindingLimit): number | null {
  const newest = series.at(-1);
  if (newest?.load == null || limit.kind === 'unknown' || limit.kind === 'off') return null;
  const signs = signsOf(series, limit);
  return signs.throttles > 0 ? 1 : Math.max(signs.steadyRisk, signs.risingRisk);
}

function steadyRisk(minute: LimitMinute, limit: number): number {
  return minute.load === null ? 0 : chanceOfMeeting(limit, minute.load, HORIZON_MINUTES * MINUTE_MS);
}

/** The risk over the last quarter of the horizon, were the trend to go on until then. */
function risingRisk(series: readonly LimitMinute[], limit: number): number {
  const load = series.at(-1)?.load;
  const trend = risingTrend(series, limit);
  if (load == null || trend === null) return 0;
  const mean = trend.level + trend.perMinute * HORIZON_MINUTES;
  return chanceOfMeeting(limit, { ...load, mean }, (HORIZON_MINUTES / 4) * MINUTE_MS);
}

function timeToLimit(series: readonly LimitMinute[], limit: BindingLimit): TimeToLimit | null {
  const load = series.at(-1)?.load;
  if (load == null || limit.kind === 'unknown' || limit.kind === 'off') return null;
  const trend = risingTrend(series, limit.value);
  // A source whose workers are all busy turns nothing away: its records wait, and their age tells how long.
  if (trend === null || (limit.kind === 'source' && trend.level >= limit.value * ALL_WORKERS_BUSY))
    return null;
  const meetsWith = (chance: number) => meanThatMeets(limit.value, load, MINUTE_MS, chance);
  return timeToReach(trend, { early: meetsWith(0.02), likely: meetsWith(0.5), late: meetsWith(0.98) });
}

function risingTrend(series: readonly LimitMinute[], limit: number): Trend | null {
  const levels = series.map(({ level }) => level);
  for (const minutes of TREND_WINDOWS_MINUTES) {
    const trend = trendOf(levels, minutes);
    if (trend !== null && trend.perMinute * 15 > RISE_THAT_MATTERS * limit) return trend;
  }
  return null;
}
