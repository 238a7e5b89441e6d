import { describe, expect, it } from 'vitest';
import type { CapacityMinute } from '../../../src/capacity/evidence.ts';
import { callsAtOnce } from '../../../src/capacity/minute/calls-at-once.ts';
import { meanInMinute } from '../../../src/capacity/minute/residence.ts';
import { minuteMsAt } from '../capacity-minutes.ts';

/** About two evenly spaced calls a second, plus a pile. */
function minute(index: number, callS: number, pile: number, evenly = 120): CapacityMinute {
  const invocations = evenly + pile;
  const callMs = callS * 1_000;
  return {
    minuteMs: minuteMsAt(index),
    invocations,
    throttles: 0,
    durationSumMs: invocations * callMs,
    observedMax: Math.round((evenly * callS) / 60) + pile,
    durationP50Ms: callMs,
    durationP95Ms: callMs,
    durationP99Ms: callMs,
  };
}

describe('calls that arrived at once', () => {
  it.each([
    {
      case: 'none if the peak is one of random arrivals',
      observedMax: 16,
      mean: 10,
      most: 120,
      atOnce: 0,
    },
    { case: 'none if the peak is unknown', observedMax: null, mean: 10, most: 120, atOnce: 0 },
    { case: 'all of a minute with nothing else', observedMax: 80, mean: 4, most: 50, atOnce: 50 },
    { case: 'no more than there were', observedMax: 500, mean: 10, most: 120, atOnce: 120 },
  ])('are $case', ({ observedMax, mean, most, atOnce }) => {
    expect(callsAtOnce({ observedMax }, mean, 5_000, most)).toBeCloseTo(atOnce, 0);
  });

  it('are what a burst adds to the peak', () => {
    const pile = callsAtOnce({ observedMax: 94 }, 10 + (80 * 5) / 60, 5_000, 200);
    expect(pile).toBeGreaterThan(72);
    expect(pile).toBeLessThan(80);
  });

  it('do not run on into the next minute if they are short', () => {
    const minutes = [minute(0, 12, 0), minute(1, 12, 80), minute(2, 12, 0)];
    const means = minutes.map(({ minuteMs }) => meanInMinute(minutes, minuteMs, minuteMsAt(100)) ?? 0);
    expect(means[2]).toBeLessThan(1.1 * 24);
    expect(means[1]).toBeGreaterThan(0.9 * (24 + (80 * 12) / 60));
  });

  it.each([
    { case: 'short', callS: 5 },
    { case: 'long', callS: 12 },
  ])('have been published or not, if the others have in part: $case calls', ({ callS }) => {
    const nowMs = minuteMsAt(9) + 80_000;
    const shownShare = (50 - callS) / 60;
    const known = Array.from({ length: 9 }, (_, index) => minute(index, callS, 80));
    const newest = minute(9, callS, 80, 120 * shownShare);
    const peak = { observedMax: (120 * callS) / 60 + 80 };
    const mean = meanInMinute([...known, { ...newest, ...peak }], minuteMsAt(9), nowMs);
    const trueMean = (200 * callS) / 60;
    expect((mean ?? 0) / trueMean).toBeGreaterThan(0.9);
    expect((mean ?? 0) / trueMean).toBeLessThan(1.1);
  });

  it('follow from the peak alone before they have been published', () => {
    const nowMs = minuteMsAt(9) + 80_000;
    const known = Array.from({ length: 9 }, (_, index) => minute(index, 12, 0, 30));
    const seen = { ...minute(9, 12, 0, 30 * (38 / 60)), observedMax: 86 };
    const mean = meanInMinute([...known, seen], minuteMsAt(9), nowMs);
    expect(mean).toBeGreaterThan(0.9 * (6 + (80 * 12) / 60));
    const stillThere = { ...known[8], ...seen, minuteMs: minuteMsAt(8), invocations: 30 };
    const meanAfter = meanInMinute([...known.slice(0, 8), stillThere, seen], minuteMsAt(9), nowMs);
    expect(meanAfter).toBeLessThan(8);
  });
});
