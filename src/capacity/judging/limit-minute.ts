import { MINUTE_MS } from '../../lambda/time.ts';
import type { BindingLimit } from '../assessment.ts';
import type { CapacityEvidence, CapacityMinute, PoolMinute } from '../evidence.ts';
import { requestsPerSecond } from '../limit/request-rate.ts';
import { meanConcurrency } from '../minute/estimate.ts';
import { mixingOf } from '../minute/peak-memory.ts';
import { dispersionFrom, type Load } from '../statistics/peak.ts';

/** A minute of the limit's users: the function or, for the account pool, all functions that share it. */
export interface LimitMinute {
  readonly throttles: number | null;
  readonly load: Load | null;
  /** The highest use, where that is what meets the limit. */
  readonly observedMax: number | null;
  readonly level: number | null;
  /** Set where the pool has not settled yet: its minute before stands in, and is counted once in a trend. */
  readonly isAheadOfPool?: true;
}

export function seriesAgainst(
  limit: BindingLimit,
  { minutes, pool }: Pick<CapacityEvidence, 'minutes' | 'pool'>,
): readonly LimitMinute[] {
  switch (limit.kind) {
    case 'requestRate':
      return minutes.map(rateMinute);
    case 'source':
      return minutes.map(sourceMinute);
    case 'account':
      return pooledMinutes(minutes, pool);
    case 'reserved':
    case 'provisioned':
    case 'off':
    case 'unknown':
      return minutes.map(ownMinute);
  }
}

function ownMinute(minute: CapacityMinute): LimitMinute {
  return {
    throttles: throttlesOf(minute),
    load: loadOf(minute),
    observedMax: minute.observedMax,
    level: meanConcurrency(minute),
  };
}

/** CloudWatch only has the minute's mean rate; bursts within it are assumed to be Poisson, as for the pool. */
function rateMinute(minute: CapacityMinute): LimitMinute {
  const mean = requestsPerSecond(minute);
  return {
    throttles: throttlesOf(minute),
    load: mean === null ? null : { mean, dispersion: 1, mixingMs: MINUTE_MS },
    observedMax: null,
    level: mean,
  };
}

/** Lambda bills no less; it also avoids a division by zero. */
const SHORTEST_CALL_MS = 1;

/**
 * Work that finds all workers busy waits without being throttled: a second in which all are busy means nothing, only a
 * whole minute does.
 */
function sourceMinute(minute: CapacityMinute): LimitMinute {
  const mean = meanConcurrency(minute);
  const dispersion = Math.min(1, Math.max(SHORTEST_CALL_MS, mixingOf(minute)) / MINUTE_MS);
  return {
    throttles: throttlesOf(minute),
    load: mean === null ? null : { mean, dispersion, mixingMs: MINUTE_MS },
    observedMax: mean,
    level: mean,
  };
}

function pooledMinutes(
  minutes: readonly CapacityMinute[],
  pool: readonly PoolMinute[],
): readonly LimitMinute[] {
  const inUse = new Map(pool.map(({ minuteMs, unreservedInUse }) => [minuteMs, unreservedInUse]));
  const newestPool = pool.at(-1);
  return minutes.map((minute) => {
    // A function of short calls may settle a minute before the pool does.
    const isAhead = newestPool !== undefined && minute.minuteMs > newestPool.minuteMs;
    const used = isAhead ? newestPool.unreservedInUse : (inUse.get(minute.minuteMs) ?? null);
    const mixingMs = mixingOf(minute);
    return {
      throttles: throttlesOf(minute),
      // CloudWatch gives the pool's peak, but not its mean.
      load: used === null ? null : { mean: used, dispersion: 1, mixingMs: Math.max(mixingMs, MINUTE_MS) },
      observedMax: used,
      level: used,
      ...(isAhead && { isAheadOfPool: true }),
    };
  });
}

/** Lambda publishes a minute's metrics together: with invocations counted, no throttles means zero. */
function throttlesOf({ throttles, invocations }: CapacityMinute): number | null {
  return throttles ?? (invocations === null ? null : 0);
}

export function loadOf(minute: CapacityMinute): Load | null {
  const mean = meanConcurrency(minute);
  if (mean === null) return null;
  const mixingMs = mixingOf(minute);
  const dispersion = minute.observedMax === null ? 1 : dispersionFrom(mean, minute.observedMax, mixingMs);
  return { mean, dispersion, mixingMs };
}
