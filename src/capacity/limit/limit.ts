import type { BindingLimit } from '../assessment.ts';
import type { Known, KnownLimits } from '../evidence.ts';

/** The present use of the limits; null when unknown. */
export interface LimitUse {
  /** The function's concurrency. */
  readonly own: number | null;
  /** Concurrency of all functions without a reservation. */
  readonly inPool: number | null;
  /** Requests a second, where calls are so short that their rate meets its limit first; else null. */
  readonly requestsPerSecond: number | null;
}

/**
 * Each reserved environment allows this many requests a second, however short they are.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#understanding-concurrency
 */
export const REQUESTS_PER_ENVIRONMENT = 10;

/**
 * The limit that is met first: the function's reserved concurrency or the resulting request rate, the account's
 * unreserved concurrency, or its event sources' maximum. For a source consumer it is the workers as long as they are
 * within what it may use, with the pool behind them named too, as that depends on other functions. Unknown where its
 * own limit can't be read, as an assumed one would be a lie; where only its sources can't, the known limit is an upper
 * bound.
 */
export function bindingLimit(limits: KnownLimits, use: LimitUse): BindingLimit {
  const { reserved } = limits;
  const workers = sourceWorkers(limits);
  if (!reserved.known) return { kind: 'unknown', because: reserved.because };
  if (reserved.value === 0) return { kind: 'off', value: 0, inUse: use.own };

  const shared = reserved.value === null ? poolLimit(limits, use) : ownLimit(reserved.value, use);
  // Without an open shard there is no limit: nothing comes from there, and other callers are not held back.
  if (workers === null || (workers.known && workers.value === 0)) return shared;
  if (!workers.known) return shared.kind === 'unknown' ? shared : { ...shared, isCeiling: true };
  const { value } = workers;
  if (environmentsOf(reserved.value, limits) < value) return shared;
  // A batch that runs across a minute's end counts in the first minute with its whole duration.
  const inUse = use.own === null ? null : Math.min(use.own, value);
  const pool = shared.kind === 'account' ? { pool: { value: shared.value, inUse: shared.inUse } } : {};
  const queue = limits.streamWorkers === null ? { isQueue: true as const } : {};
  return { kind: 'source', value, inUse, ...queue, ...pool };
}

/** Concurrency of all event sources together; null without one. */
function sourceWorkers({ streamWorkers, queueCalls = null }: KnownLimits): Known<number> | null {
  if (streamWorkers === null || queueCalls === null) return streamWorkers ?? queueCalls;
  if (!streamWorkers.known) return streamWorkers;
  return queueCalls.known ? { known: true, value: streamWorkers.value + queueCalls.value } : queueCalls;
}

/** The function's highest possible concurrency, whatever calls it; unbounded when unknown. */
function environmentsOf(reserved: number | null, { unreserved }: KnownLimits): number {
  return reserved ?? (unreserved.known ? unreserved.value : Infinity);
}

function ownLimit(reserved: number, { own, requestsPerSecond }: LimitUse): BindingLimit {
  return requestsPerSecond === null
    ? { kind: 'reserved', value: reserved, inUse: own }
    : { kind: 'requestRate', value: REQUESTS_PER_ENVIRONMENT * reserved, inUse: requestsPerSecond };
}

function poolLimit({ unreserved }: KnownLimits, { inPool }: LimitUse): BindingLimit {
  return unreserved.known
    ? { kind: 'account', value: unreserved.value, inUse: inPool }
    : { kind: 'unknown', because: unreserved.because };
}
