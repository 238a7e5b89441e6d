import type { BindingLimit } from '../assessment.ts';
import type { Known, KnownLimits } from '../evidence.ts';

/** What uses the limits. Null is not known. */
export interface LimitUse {
  /** Environments that the function keeps busy. */
  readonly own: number | null;
  /** Environments that functions without reserved concurrency keep busy together. */
  readonly inPool: number | null;
  /** Requests a second, where calls are so short that their rate meets its limit first; else null. */
  readonly requestsPerSecond: number | null;
}

/**
 * Each environment of a reserved concurrency serves so many requests a second, however short they are.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#understanding-concurrency
 */
export const REQUESTS_PER_ENVIRONMENT = 10;

/**
 * The limit that is met first: the function's own reserved concurrency or the request rate that comes with it, what
 * the account leaves to functions that reserve nothing, or what its event sources may keep busy. A consumer stays at its
 * workers while these are no more than it may use, and the pool that they draw on is named beside them: it changes
 * with what others do. Where its own limit can't be read the answer is unknown, as an assumed limit would be a lie;
 * where only its sources can't be, the limit that is known binds at most.
 */
export function bindingLimit(limits: KnownLimits, use: LimitUse): BindingLimit {
  const { reserved } = limits;
  const workers = sourceWorkers(limits);
  if (!reserved.known) return { kind: 'unknown', because: reserved.because };
  if (reserved.value === 0) return { kind: 'off', value: 0, inUse: use.own };

  const shared = reserved.value === null ? poolLimit(limits, use) : ownLimit(reserved.value, use);
  // No open shard is no limit: nothing comes from there, and whatever else calls the function is not held back.
  if (workers === null || (workers.known && workers.value === 0)) return shared;
  if (!workers.known) return shared.kind === 'unknown' ? shared : { ...shared, isCeiling: true };
  const { value } = workers;
  if (environmentsOf(reserved.value, limits) < value) return shared;
  // A batch whose call began in one minute and ended in the next counts in the first with all of its time.
  const inUse = use.own === null ? null : Math.min(use.own, value);
  const pool = shared.kind === 'account' ? { pool: { value: shared.value, inUse: shared.inUse } } : {};
  const queue = limits.streamWorkers === null ? { isQueue: true as const } : {};
  return { kind: 'source', value, inUse, ...queue, ...pool };
}

/** What all event sources may keep busy together; null where none calls the function. */
function sourceWorkers({ streamWorkers, queueCalls = null }: KnownLimits): Known<number> | null {
  if (streamWorkers === null || queueCalls === null) return streamWorkers ?? queueCalls;
  if (!streamWorkers.known) return streamWorkers;
  return queueCalls.known ? { known: true, value: streamWorkers.value + queueCalls.value } : queueCalls;
}

/** The most that the function may keep busy, whoever calls it; no bound where that is not known. */
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
