import { describe, expect, it } from 'vitest';
import type { CapacityMinute, KnownLimits, PoolMinute } from '../../../src/capacity/evidence.ts';
import { type ThrottleEvidence, throttleCause } from '../../../src/capacity/limit/throttle-cause.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';

const known = <Value>(value: Value) => ({ known: true, value }) as const;
const DENIED = { known: false, because: 'denied' } as const;

function limits(reserved: number | null | typeof DENIED): KnownLimits {
  return {
    reserved: typeof reserved === 'object' && reserved !== null ? reserved : known(reserved),
    unreserved: known(765),
    streamWorkers: null,
  };
}

function minute(different: Partial<CapacityMinute>, place = 0): CapacityMinute {
  return {
    minuteMs: place * MINUTE_MS,
    invocations: 600,
    throttles: 0,
    durationSumMs: 60_000,
    observedMax: 10,
    ...different,
  };
}

function evidence(
  minutes: readonly Partial<CapacityMinute>[],
  different: Partial<ThrottleEvidence> = {},
): ThrottleEvidence {
  return {
    minutes: minutes.map(minute),
    limits: limits(null),
    pool: minutes.map((_, place): PoolMinute => ({ minuteMs: place * MINUTE_MS, unreservedInUse: 400 })),
    accountConcurrency: 1_000,
    ...different,
  };
}
const verdicts = (of: ThrottleEvidence) =>
  Object.fromEntries(throttleCause(of)?.suspects.map(({ cause, verdict }) => [cause, verdict]) ?? []);
const causeOf = (of: ThrottleEvidence) => throttleCause(of)?.cause;
const full = (inUse: number): PoolMinute[] => [{ minuteMs: 0, unreservedInUse: inUse }];

describe('why calls were throttled', () => {
  it('is not examined if none were', () => {
    expect(throttleCause(evidence([{ throttles: 0 }]))).toBeNull();
  });

  it.each([
    ['off', 'nothing may run', evidence([{ throttles: 9 }], { limits: limits(0) })],
    [
      'reserved',
      'its reservation was busy',
      evidence([{ throttles: 9, observedMax: 49 }], { limits: limits(50) }),
    ],
    [
      'requestRate',
      'calls came faster than its reservation may take them, with environments free',
      evidence([{ throttles: 900, invocations: 20_000, observedMax: 27 }], { limits: limits(35) }),
    ],
    [
      'requestRate',
      'short calls peaked just below its reservation, and came as fast as that may take them',
      evidence([{ throttles: 26, invocations: 18_844, durationSumMs: 1_165_861, observedMax: 32 }], {
        limits: limits(35),
      }),
    ],
    [
      'reserved',
      'short calls kept all of its reservation busy at once',
      evidence([{ throttles: 26, invocations: 18_844, durationSumMs: 1_165_861, observedMax: 35 }], {
        limits: limits(35),
      }),
    ],
    [
      'reserved',
      'short calls kept nearly all of it busy, and came at a fifth of what it may be called',
      evidence([{ throttles: 20, invocations: 12_000, durationSumMs: 600_000, observedMax: 95 }], {
        limits: limits(100),
      }),
    ],
    ['account', 'the pool was full', evidence([{ throttles: 9 }], { pool: full(760) })],
    [
      'requestRate',
      'the account was called faster than it may be',
      evidence([{ throttles: 60_000, invocations: 560_000 }]),
    ],
    [
      'scaling',
      'it climbed steeply with room in the pool',
      evidence([{ observedMax: 20 }, { throttles: 40, observedMax: 640 }]),
    ],
  ])('is %s if %s', (cause, _why, of) => {
    expect(causeOf(of)).toBe(cause);
  });

  it('is tested only against minutes with throttles', () => {
    const minutes = [{ observedMax: 50 }, { throttles: 5, invocations: 29_000, observedMax: 30 }];
    expect(verdicts(evidence(minutes, { limits: limits(50) }))).toEqual({
      reserved: 'no',
      requestRate: 'yes',
      scaling: 'no',
    });
  });

  it('stays open if what would rule out a suspect was not measured', () => {
    const unmeasured = evidence([{ throttles: 5, observedMax: null }], { limits: limits(50) });
    expect(causeOf(unmeasured)).toBeNull();
    expect(verdicts(unmeasured)['reserved']).toBe('unknown');
  });

  it('is not guessed if the reservation may not be read', () => {
    expect(causeOf(evidence([{ throttles: 5 }], { limits: limits(DENIED), pool: full(765) }))).toBeNull();
  });
});
