import type { EpochMs } from '../lambda/time.ts';
import type { CapacityMemory } from './capacity-memory.ts';
import type { InFlight } from './in-flight/in-flight.ts';

/** The only input of `assess`. */
export interface CapacityEvidence {
  /** Settled minutes of the function, oldest first, without holes; at least the last fifteen where there are any. */
  readonly minutes: readonly CapacityMinute[];
  readonly limits: KnownLimits;
  /** The pool shared by functions without a reservation, for the same minutes where it could be read. */
  readonly pool: readonly PoolMinute[];
  /** When CloudWatch answered; null when unknown, and for minutes long past. */
  readonly readMs?: EpochMs | null;
  /** To the second, where the function's log is being followed. */
  readonly inFlight?: InFlight | null;
  /** The `memory` of the function's last assessment. */
  readonly memory?: CapacityMemory | null;
}

/** One settled minute. Null is "no data point", which is not zero. */
export interface CapacityMinute {
  readonly minuteMs: EpochMs;
  readonly invocations: number | null;
  readonly throttles: number | null;
  readonly durationSumMs: number | null;
  /** Max(ConcurrentExecutions): the highest concurrency, init included. */
  readonly observedMax: number | null;
  readonly durationP50Ms?: number | null;
  readonly durationP95Ms?: number | null;
  readonly durationP99Ms?: number | null;
}

export interface PoolMinute {
  readonly minuteMs: EpochMs;
  /**
   * Max(UnreservedConcurrentExecutions), plus provisioned concurrency of the pool that was idle then and is no longer.
   */
  readonly unreservedInUse: number | null;
}

/** A value from an API, or why it is unknown. */
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
  /** The part of it taken by idle provisioned concurrency, which varies from minute to minute. */
  readonly idleProvisioned?: number;
  /** Shards × parallelization factor of stream sources; null without one. */
  readonly streamWorkers: Known<number> | null;
  /** Concurrent calls that queues and topics may make; null without one. */
  readonly queueCalls?: Known<number> | null;
}
