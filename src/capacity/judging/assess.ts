import { MINUTE_MS } from '../../lambda/time.ts';
import { type Assessment, type BindingLimit, MET_NOW, type TimeToLimit, timeLeft } from '../assessment.ts';
import type { CapacityMemory, PeakMemory } from '../capacity-memory.ts';
import type { CapacityEvidence, CapacityMinute, KnownLimits } from '../evidence.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { bindingLimit, type LimitUse, REQUESTS_PER_ENVIRONMENT } from '../limit/limit.ts';
import { rateIsMetFirst, requestsPerSecond } from '../limit/request-rate.ts';
import { scalingThatThrottles } from '../limit/scaling-rate.ts';
import type { LiveJudgement } from '../live/live-judgement.ts';
import { judgeLiveAgainst } from '../live/live-limit.ts';
import { scaledUp } from '../live/sampled.ts';
import { demandOf, inFlightPart, meanConcurrency, partsOf } from '../minute/estimate.ts';
import { learnedPeakBand, mixingOf, peakMemoryAfter } from '../minute/peak-memory.ts';
import { callsThatRan } from '../minute/residence.ts';
import { meanOfRan, type RanCalls } from '../ran-calls.ts';
import { chanceOfMeeting, meanThatMeets, peakBand } from '../statistics/peak.ts';
import { mayGoOn, type Trend, timeToReach, trendOf } from '../statistics/trend.ts';
import { flagAfter, type MinuteSigns } from './flag.ts';
import { type LimitMinute, loadOf, seriesAgainst } from './limit-minute.ts';

const HORIZON_MINUTES = 5;
const TREND_WINDOWS_MINUTES = [10, 20] as const;
const NEWEST_TREND_MINUTES = 10;
const RECENT_MINUTES = 5;
/** A rise of less than this share of the limit in fifteen minutes needs no forecast. */
const RISE_THAT_MATTERS = 0.1;
const ALL_WORKERS_BUSY = 0.9;

/** Judges a function's concurrency against the binding limit. Pure: the same evidence gives the same result. */
export function assess(evidence: CapacityEvidence): Assessment {
  const { minutes } = evidence;
  const newest = minutes.at(-1);
  const ran = newest === undefined ? null : settledCalls(evidence, newest);
  const settledLevel = meanOfRan(ran);
  const limit = bindingLimit(limitsThatTurnAway(evidence), limitUse(evidence, settledLevel));
  const remembered = memoryAgainst(limit, evidence);
  const inFlight = inFlightOf(evidence);
  const live = inFlight === null ? null : judgeLiveAgainst(limit, inFlight, remembered.live);
  const peaks = peakMemoryAfter(remembered.peaks, minutes, withinLimit(Infinity, limit), (minute) =>
    meanOfRan(settledCalls(evidence, minute)),
  );
  const level = live?.level ?? settledLevel;
  const scaling = scalingThatThrottles({
    ...evidence,
    minutes: minutes.slice(-RECENT_MINUTES),
    before: minutes.at(-RECENT_MINUTES - 1),
  });
  const band = level === null ? null : bandAround(level, limit, evidence, { peaks, isLive: live !== null });

  return {
    level,
    low: band?.low ?? null,
    high: band?.high ?? null,
    limit: live === null ? limit : withLiveUse(limit, live.inUse),
    ...(live === null ? judgedByMinutes(limit, evidence) : judgedLive(live, minutes)),
    demand: newest === undefined ? null : demandOf(newest),
    parts: [...inFlightPart(inFlight), ...(newest === undefined ? [] : partsOf(newest, ran))],
    judgedBy: live === null ? 'minutes' : 'inFlight',
    recurringPeak: live?.recurringPeak ?? null,
    ...(scaling !== null && { scaling }),
    memory: { peaks, live: live?.memory ?? remembered.live, limit: valueToCompare(limit, evidence.limits) },
  };
}

type Judged = Pick<Assessment, 'risk' | 'flag' | 'reason' | 'eta'>;

/** Metrics that are minutes old raise a flag only where nothing newer is known. */
function judgedByMinutes(limit: BindingLimit, evidence: CapacityEvidence): Judged {
  const series = seriesAgainst(limit, evidence);
  const { flag, reason } = flagAfter(series.map((_, index) => signsOf(series.slice(0, index + 1), limit)));
  const eta = flag === 'throttling' ? MET_NOW : timeToLimit(series, limit);
  return { risk: riskNow(series, limit), flag, reason, eta };
}

/** Only metrics show throttles: the log only has calls that ran. */
function judgedLive(live: LiveJudgement, minutes: CapacityEvidence['minutes']): Judged {
  const { risk, flag, reason, eta } = live;
  const turnsAway = live.memory.isRaised && (minutes.at(-1)?.throttles ?? 0) > 0;
  return turnsAway
    ? { risk: 1, flag: 'throttling', reason: 'rejecting now', eta: MET_NOW }
    : { risk, flag, reason, eta };
}

function settledCalls(evidence: CapacityEvidence, minute: CapacityMinute): readonly RanCalls[] | null {
  const { minutes, readMs } = evidence;
  const { minuteMs } = minute;
  if (readMs != null) return callsThatRan(minutes, minuteMs, readMs);
  const mean = meanConcurrency(minute);
  return mean === null ? null : [{ minuteMs, calls: minute.invocations ?? 0, busyMs: mean * MINUTE_MS }];
}

/** Memory from another limit does not apply to this one. */
function memoryAgainst(limit: BindingLimit, { memory, limits }: CapacityEvidence): CapacityMemory {
  const value = valueToCompare(limit, limits);
  return memory?.limit === value ? memory : { peaks: null, live: null, limit: value };
}

/** Provisioned concurrency may be idle in one minute and busy in the next without changing the pool's limit. */
function valueToCompare(limit: BindingLimit, { idleProvisioned = 0 }: KnownLimits): number | null {
  if (limit.kind === 'unknown') return null;
  return limit.kind === 'account' ? limit.value + idleProvisioned : limit.value;
}

function withLiveUse(limit: BindingLimit, inUse: number): BindingLimit {
  return limit.kind === 'unknown' ? limit : { ...limit, inUse };
}

function inFlightOf({ inFlight, minutes }: CapacityEvidence): InFlight | null {
  if (inFlight == null) return null;
  return inFlight.isSampled ? scaledUp(inFlight, minutes) : inFlight;
}

/** The band of the minute's highest second: learned from earlier peaks, or that of random arrivals. */
function bandAround(
  level: number,
  limit: BindingLimit,
  { minutes }: CapacityEvidence,
  { peaks, isLive }: { readonly peaks: PeakMemory | null; readonly isLive: boolean },
): { readonly low: number; readonly high: number } | null {
  const newest = minutes.at(-1);
  const load = newest === undefined ? null : loadOf(newest);
  const mixingMs = newest === undefined ? MINUTE_MS : mixingOf(newest);
  const most = withinLimit(Infinity, limit);
  // In-flight counts are for after the newest minute; without them the band is for that minute itself.
  const before = isLive ? peaks?.minutes.at(-1) : peaks?.minutes.at(-2);
  const learned = learnedPeakBand(peaks, { mean: level, mixingMs, before }, most);
  const random = load === null ? null : peakBand({ ...load, mean: level }, MINUTE_MS);
  const band = learned ?? random;
  if (band === null) return null;
  // The observed maximum of the estimated minute was its busiest second, however unlikely.
  const observed = isLive ? null : (newest?.observedMax ?? null);
  return {
    low: withinLimit(Math.min(band.low, observed ?? band.low), limit),
    high: withinLimit(Math.max(band.high, observed ?? band.high), limit),
  };
}

/** The pool in the function's last settled minute, or in the newest minute before it. */
function poolInUse({ minutes, pool }: CapacityEvidence): number | null {
  const newestMs = minutes.at(-1)?.minuteMs ?? Infinity;
  return pool.findLast(({ minuteMs }) => minuteMs <= newestMs)?.unreservedInUse ?? null;
}

/**
 * Busy workers of a source make it wait without throttles: if calls are throttled, the cause is the reserved
 * concurrency or, without one, the pool, which is reported beside the workers.
 */
function limitsThatTurnAway({ limits, minutes }: CapacityEvidence): KnownLimits {
  const turnsAway = minutes.slice(-RECENT_MINUTES).some(({ throttles }) => (throttles ?? 0) > 0);
  const reserves = limits.reserved.known && limits.reserved.value !== null;
  return turnsAway && reserves ? { ...limits, streamWorkers: null, queueCalls: null } : limits;
}

function limitUse(evidence: CapacityEvidence, level: number | null): LimitUse {
  const { minutes, limits } = evidence;
  const recent = minutes.slice(-RECENT_MINUTES);
  const newest = minutes.at(-1);
  const isShort = limits.reserved.known && rateIsMetFirst(recent, limits.reserved.value ?? 0);
  return {
    own: level,
    inPool: poolInUse(evidence),
    requestsPerSecond: isShort && newest !== undefined ? requestsPerSecond(newest) : null,
  };
}

/** A function can't use more than its limit, nor more than its whole pool: beyond that, calls are throttled. */
function withinLimit(busy: number, limit: BindingLimit): number {
  switch (limit.kind) {
    case 'reserved':
    case 'account':
    case 'source':
      return Math.min(busy, limit.value);
    case 'requestRate':
      return Math.min(busy, limit.value / REQUESTS_PER_ENVIRONMENT);
    case 'provisioned':
    case 'off':
    case 'unknown':
      return busy;
  }
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

/** The risk in the last quarter of the horizon if the trend goes on until then. */
function risingRiskOf(series: readonly LimitMinute[], limit: number): number {
  const load = series.at(-1)?.load;
  const trend = risingTrend(series, limit);
  if (load == null || trend === null) return 0;
  const mean = trend.level + trend.perMinute * (HORIZON_MINUTES + minutesAheadOfPool(series));
  return chanceOfMeeting(limit, { ...load, mean }, (HORIZON_MINUTES / 4) * MINUTE_MS);
}

function timeToLimit(series: readonly LimitMinute[], limit: BindingLimit): TimeToLimit | null {
  const load = series.at(-1)?.load;
  if (load == null || limit.kind === 'unknown' || limit.kind === 'off') return null;
  const trend = risingTrend(series, limit.value);
  // A source with all workers busy throttles nothing: its records wait, and their age shows how long.
  if (trend === null || (limit.kind === 'source' && trend.level >= limit.value * ALL_WORKERS_BUSY))
    return null;
  const meetsWith = (chance: number) => meanThatMeets(limit.value, load, MINUTE_MS, chance);
  const reached = timeToReach(trend, {
    early: meetsWith(0.02),
    likely: meetsWith(0.5),
    late: meetsWith(0.98),
  });
  return reached && timeLeft(reached, minutesAheadOfPool(series) * MINUTE_MS);
}

/** By how many minutes the newest one is newer than what the trend is made of. */
function minutesAheadOfPool(series: readonly LimitMinute[]): number {
  return series.filter(({ isAheadOfPool }) => isAheadOfPool).length;
}

/** Up to the newest minute of the pool: the same figures foresee the same, whoever is ahead of them. */
function risingTrend(series: readonly LimitMinute[], limit: number): Trend | null {
  const levels = series.flatMap(({ level, isAheadOfPool }) => (isAheadOfPool ? [] : [level]));
  for (const minutes of TREND_WINDOWS_MINUTES) {
    const trend = trendOf(levels, minutes);
    const matters = trend !== null && trend.perMinute * 15 > RISE_THAT_MATTERS * limit;
    if (matters && mayGoOn(trend, levels, NEWEST_TREND_MINUTES)) return trend;
  }
  return null;
}
