import type { EpochMs } from '../lambda/time.ts';
import type { CapacityMemory } from './capacity-memory.ts';
import type { InFlight } from './in-flight/in-flight.ts';

/** Everything that `assess` may look at. The capacity of a function is judged from nothing else. */
export interface CapacityEvidence {
  /** Settled minutes of the function, oldest first, without holes; at least the last fifteen where there are any. */
  readonly minutes: readonly CapacityMinute[];
  readonly limits: KnownLimits;
  /** The pool that functions without reserved concurrency share, by the same minutes where it could be read. */
  readonly pool: readonly PoolMinute[];
  /** When CloudWatch answered; null where it is not known, and the minutes are long past. */
  readonly readMs?: EpochMs | null;
  /** To the second, where somebody follows the function's log. */
  readonly inFlight?: InFlight | null;
  /** What was learned of the function before: the `memory` of its last assessment. */
  readonly memory?: CapacityMemory | null;
}

/** One settled minute. Null is "no data point", which is not zero. */
export interface CapacityMinute {
  readonly minuteMs: EpochMs;
  readonly invocations: number | null;
  readonly throttles: number | null;
  readonly durationSumMs: number | null;
  /** Max(ConcurrentExecutions): the most environments busy at once, init included. */
  readonly observedMax: number | null;
  readonly durationP50Ms?: number | null;
  readonly durationP95Ms?: number | null;
  readonly durationP99Ms?: number | null;
}

export interface PoolMinute {
  readonly minuteMs: EpochMs;
  /** Max(UnreservedConcurrentExecutions), and what was kept ready of the pool, not busy, and is no longer. */
  readonly unreservedInUse: number | null;
}

/** A value that an API knows, or the reason why it is not known here. */
export type Known<Value> =
  | { readonly known: true; readonly value: Value }
  | { readonly known: false; readonly because: 'denied' | 'unread' };

export const UNREAD = { known: false, because: 'unread' } as const;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export interface KnownLimits {
  /** Null when the function reserves nothing; 0 when it is switched off. */
  readonly reserved: Known<number | null>;
  /** What the account leaves to functions without reserved concurrency. */
  readonly unreserved: Known<number>;
  /** What it lacks of that, as it is kept ready for some of them and is not busy: another number each minute. */
  readonly idleProvisioned?: number;
  /** Shards × parallelization factor of stream sources; null when no stream calls the function. */
  readonly streamWorkers: Known<number> | null;
  /** Calls that queues and topics may have under way at once; null when none of them calls the function. */
  readonly queueCalls?: Known<number> | null;
}
