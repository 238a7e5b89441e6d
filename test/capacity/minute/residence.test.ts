import { describe, expect, it } from 'vitest';
import type { CapacityMinute } from '../../../src/capacity/evidence.ts';
import { meanInMinute } from '../../../src/capacity/minute/residence.ts';
import { minuteMsAt } from '../capacity-minutes.ts';

/** `perMinute` calls of exactly `callS` begin each minute; the share `shown` of them is published. */
function calls(index: number, perMinute: number, callS: number, shown = 1): CapacityMinute {
  const invocations = perMinute * shown;
  const callMs = callS * 1_000;
  return {
    minuteMs: minuteMsAt(index),
    invocations,
    throttles: 0,
    durationSumMs: invocations * callMs,
    observedMax: null,
    durationP50Ms: callMs,
    durationP95Ms: callMs,
    durationP99Ms: callMs,
  };
}

const LONG_PAST_MS = minuteMsAt(10_000);

describe('the mean of a minute with calls that last longer than it', () => {
  it.each([
    { case: 'short calls', callS: 1, mean: 1 },
    { case: 'calls of 90 s', callS: 90, mean: 90 },
    { case: 'calls of ten minutes', callS: 600, mean: 600 },
  ])('is the call rate times the call length if calls come evenly: $case', ({ callS, mean }) => {
    const minutes = Array.from({ length: 15 }, (_, index) => calls(index, 60, callS));
    expect(meanInMinute(minutes, minuteMsAt(14), LONG_PAST_MS)).toBeCloseTo(mean, 1);
  });

  it('spreads a burst over the minutes in which its calls ran', () => {
    const minutes = Array.from({ length: 5 }, (_, index) => calls(index, index === 1 ? 60 : 0, 90));
    const means = minutes.map(({ minuteMs }) => meanInMinute(minutes, minuteMs, LONG_PAST_MS) ?? Number.NaN);
    expect(means[0]).toBeCloseTo(0, 5);
    // 60 calls × 90 s are 90 environments for a minute, however they are spread.
    expect(means.reduce((sum, mean) => sum + mean, 0)).toBeCloseTo(90, 5);
    expect(means.map((mean) => Math.round(mean * 10) / 10)).toEqual([0, 30, 52.5, 7.5, 0]);
  });

  it('assumes as many unpublished calls as published ones', () => {
    const nowMs = minuteMsAt(15) + 20_000;
    // 90 s after its call a minute is half published, and so on; nothing of the newest two is.
    const shown = [...Array.from({ length: 12 }, () => 1), 1, 20 / 60, 0];
    const minutes = shown.map((share, index) => calls(index, 60, 90, share));
    expect(meanInMinute(minutes, minuteMsAt(14), nowMs)).toBeCloseTo(90, 0);
  });

  it('has no value for a minute that was not requested', () => {
    expect(meanInMinute([], minuteMsAt(0), LONG_PAST_MS)).toBeNull();
  });
});
