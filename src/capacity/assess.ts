import { MINUTE_MS } from '../lambda/time.ts';
import type { Assessment, BindingLimit, TimeToLimit } from './assessment.ts';
import { averageDurationMs, meanConcurrency } from './estimate.ts';
import type { CapacityEvidence, CapacityMinute, KnownLimits, PoolMinute } from './evidence.ts';
import { flagAfter, type MinuteSigns } from './flag.ts';
import { bindingLimit } from './limit.ts';
import { chanceOfMeeting, dispersionFrom, type Load, meanThatMeets, peakBand } from './peak.ts';
import { mayGoOn, type Trend, timeToReach, trendOf } from './trend.ts';

const HORIZON_MINUTES = 5;
const TREND_WINDOWS_MINUTES = [10, 20] as const;
const NEWEST_TREND_MINUTES = 10;
const RECENT_MINUTES = 5;
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
  const limit = bindingLimit(limitsThatTurnAway(evidence), level, poolInUse(evidence));
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

/** The pool as the function's last settled minute saw it, or as the newest minute before did. */
function poolInUse({ minutes, pool }: CapacityEvidence): number | null {
  const newestMs = minutes.at(-1)?.minuteMs ?? Infinity;
  return pool.findLast(({ minuteMs }) => minuteMs <= newestMs)?.unreservedInUse ?? null;
}

/** A source whose workers are all busy waits and turns nothing away: where calls are turned away, it is another limit. */
function limitsThatTurnAway({ limits, minutes }: CapacityEvidence): KnownLimits {
  const turnsAway = minutes.slice(-RECENT_MINUTES).some(({ throttles }) => (throttles ?? 0) > 0);
  return turnsAway ? { ...limits, streamWorkers: null } : limits;
}

/** A function that reserves, or that a source feeds, can't be busier than its limit: above it, calls are turned away. */
function withinLimit(busy: number, limit: BindingLimit): number {
  return limit.kind === 'reserved' || limit.kind === 'source' ? Math.min(busy, limit.value) : busy;
}

/** A minute of whoever uses the limit: the function itself or, for the account pool, everyone who shares it. */
interface LimitMinute {
  readonly throttles: number | null;
  readonly load: Load | null;
  readonly observedMax: number | null;
  readonly level: number | null;
}

function seriesAgainst(limit: BindingLimit, { minutes, pool }: CapacityEvidence): readonly LimitMinute[] {
  if (limit.kind !== 'account') {
    return minutes.map((minute) => ({
      throttles: throttlesOf(minute),
      load: loadOf(minute),
      observedMax: minute.observedMax,
      level: meanConcurrency(minute),
    }));
  }
  const inUse = new Map(pool.map((minute: PoolMinute) => [minute.minuteMs, minute.unreservedInUse]));
  const newestPool = pool.at(-1);
  return minutes.map((minute) => {
    // A function of short calls may settle a minute before the pool does.
    const isAhead = newestPool !== undefined && minute.minuteMs > newestPool.minuteMs;
    const used = isAhead ? newestPool.unreservedInUse : (inUse.get(minute.minuteMs) ?? null);
    const mixingMs = mixingOf(minute);
    return {
      throttles: throttlesOf(minute),
      // The pool's own peak is what CloudWatch gives; its mean is not published.
      load: used === null ? null : { mean: used, dispersion: 1, mixingMs: Math.max(mixingMs, MINUTE_MS) },
      observedMax: used,
      level: used,
    };
  });
}

/** Lambda publishes the metrics of a minute together: where invocations are counted, no throttles are none. */
function throttlesOf({ throttles, invocations }: CapacityMinute): number | null {
  return throttles ?? (invocations === null ? null : 0);
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
  const throttles = newest?.throttles ?? null;
  if (newest === undefined || limit.kind === 'unknown' || limit.kind === 'off') {
    return { throttles, observedShare: null, steadyRisk: null, risingRisk: 0 };
  }
  return {
    throttles,
    observedShare: newest.observedMax === null ? null : newest.observedMax / limit.value,
    steadyRisk: steadyRiskOf(newest, limit.value),
    risingRisk: risingRiskOf(series, limit.value),
  };
}

function riskNow(series: readonly LimitMinute[], limit: BindingLimit): number | null {
  const newest = series.at(-1);
  if (newest === undefined || limit.kind === 'unknown' || limit.kind === 'off') return null;
  if ((newest.throttles ?? 0) > 0) return 1;
  const { steadyRisk, risingRisk } = signsOf(series, limit);
  return steadyRisk === null ? null : Math.max(steadyRisk, risingRisk);
}

function steadyRiskOf(minute: LimitMinute, limit: number): number | null {
  return minute.load === null ? null : chanceOfMeeting(limit, minute.load, HORIZON_MINUTES * MINUTE_MS);
}

/** The risk over the last quarter of the horizon, were the trend to go on until then. */
function risingRiskOf(series: readonly LimitMinute[], limit: number): number {
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
    const matters = trend !== null && trend.perMinute * 15 > RISE_THAT_MATTERS * limit;
    if (matters && mayGoOn(trend, levels, NEWEST_TREND_MINUTES)) return trend;
  }
  return null;
}
