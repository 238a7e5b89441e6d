import type { CapacityEvidence, CapacityMinute, Known, PoolMinute } from '../../src/capacity/evidence.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';

export const FIRST_MINUTE_MS = Date.UTC(2026, 10, 24, 2, 0);

export function minuteMsAt(index: number): number {
  return FIRST_MINUTE_MS + index * MINUTE_MS;
}

/** A minute with a mean of `busy` environments, and calls of `callMs`. */
export function busyMinute(
  index: number,
  busy: number,
  { callMs = 1_000, ...known }: Partial<CapacityMinute> & { readonly callMs?: number } = {},
): CapacityMinute {
  return {
    minuteMs: minuteMsAt(index),
    invocations: Math.round((busy * MINUTE_MS) / callMs),
    throttles: 0,
    durationSumMs: busy * MINUTE_MS,
    observedMax: null,
    ...known,
  };
}

export function missingMinute(index: number): CapacityMinute {
  return {
    minuteMs: minuteMsAt(index),
    invocations: null,
    throttles: null,
    durationSumMs: null,
    observedMax: null,
  };
}

export function poolMinutes(levels: readonly (number | null)[]): readonly PoolMinute[] {
  return levels.map((unreservedInUse, index) => ({ minuteMs: minuteMsAt(index), unreservedInUse }));
}

export function known<Value>(value: Value): Known<Value> {
  return { known: true, value };
}

export const DENIED = { known: false, because: 'denied' } as const;
export const UNREAD = { known: false, because: 'unread' } as const;

/** A function with reserved concurrency. */
export function reservedEvidence(
  reserved: number,
  minutes: readonly CapacityMinute[],
  more: Partial<CapacityEvidence> = {},
): CapacityEvidence {
  return {
    minutes,
    limits: { reserved: known(reserved), unreserved: known(700), streamWorkers: null },
    pool: [],
    ...more,
  };
}

/** A function that shares the account's pool of `unreserved`. */
export function pooledEvidence(
  unreserved: number,
  minutes: readonly CapacityMinute[],
  pool: readonly PoolMinute[],
): CapacityEvidence {
  return {
    minutes,
    limits: { reserved: known(null), unreserved: known(unreserved), streamWorkers: null },
    pool,
  };
}

export function steady(count: number, busy: number, known?: Parameters<typeof busyMinute>[2]) {
  return Array.from({ length: count }, (_, index) => busyMinute(index, busy, known));
}
