import { describe, expect, it } from 'vitest';
import type { LiveLoad } from '../../../src/capacity/live/live-load.ts';
import { NO_RISES, risesAfter, riskByRises } from '../../../src/capacity/live/rises.ts';

const LIMIT = 100;
const FORMULA = 0.1;

/** A load of long calls that is wholly determined by arrivals. */
function busy(level: number): LiveLoad {
  return {
    level,
    heldByArrivals: level,
    arrivingS: 100,
    dispersion: 1,
    comesInClumps: false,
    comesEvenly: false,
    mixingS: 40,
    callS: 40,
  };
}

/**
 * What is learned from `hours` in which the load rose from `from(look)` to at most `reached(look)`, one look every five
 * seconds.
 */
function learned(hours: number, from: (look: number) => number, reached: (look: number) => number) {
  let rises = NO_RISES;
  for (let look = 0; look <= hours * 720; look++)
    rises = risesAfter(rises, busy(from(look)), LIMIT, {
      asOfMs: look * 5_000,
      highest: (fromMs) => reached(fromMs / 5_000),
    });
  return rises;
}

describe('the risk of long calls', () => {
  it('is what the formula says before anything has been seen', () => {
    expect(riskByRises(NO_RISES, busy(60), LIMIT, FORMULA)).toBe(FORMULA);
  });

  it('is large if the load has risen that far each time, whatever the formula says', () => {
    const climbing = learned(
      3,
      () => 60,
      () => 104,
    );
    expect(riskByRises(climbing, busy(60), LIMIT, FORMULA)).toBeGreaterThan(0.9);
  });

  it('is the share of looks after which it rose that far', () => {
    const oneInFour = learned(
      6,
      () => 60,
      (look) => (look % 240 < 60 ? 104 : 66),
    );
    expect(riskByRises(oneInFour, busy(60), LIMIT, FORMULA)).toBeCloseTo(0.25, 1);
  });

  it('counts a rise from slightly lower as one from the current level', () => {
    const fromLower = learned(
      3,
      () => 65,
      () => 96,
    );
    // √96 − √65 is 1.74 and √100 − √70 is 1.63.
    expect(riskByRises(fromLower, busy(70), LIMIT, FORMULA)).toBeGreaterThan(0.7);
  });

  it('is what the formula says at a level never seen before, however long it was quiet', () => {
    const quiet = learned(
      6,
      (look) => (look % 120 < 60 ? 38 : 42),
      () => 46,
    );
    expect(riskByRises(quiet, busy(85), LIMIT, 0.8)).toBeCloseTo(0.8, 2);
    expect(riskByRises(quiet, busy(40), LIMIT, 0.8)).toBeLessThan(0.1);
  });

  it('is small at a high level from which the load went down each time', () => {
    const turning = learned(
      6,
      (look) => (look % 120 < 60 ? 30 : 80),
      (look) => (look % 120 < 60 ? 80 : 82),
    );
    expect(riskByRises(turning, busy(80), LIMIT, FORMULA)).toBeLessThan(0.2);
  });

  it('learns how high the load got only after five minutes', () => {
    const told = risesAfter(NO_RISES, busy(60), LIMIT, { asOfMs: 0, highest: () => 104 });
    const soon = risesAfter(told, busy(60), LIMIT, { asOfMs: 295_000, highest: () => 104 });
    const then = risesAfter(soon, busy(60), LIMIT, { asOfMs: 300_000, highest: () => 104 });
    expect([soon.past.length, then.past.length]).toEqual([0, 1]);
  });

  it('learns nothing from looks whose outcome was not seen', () => {
    const told = risesAfter(NO_RISES, busy(60), LIMIT, { asOfMs: 0, highest: () => 66 });
    const awake = risesAfter(told, busy(60), LIMIT, { asOfMs: 7_200_000, highest: () => null });
    expect(awake).toEqual({ past: [], pending: [{ atMs: 7_200_000, from: Math.sqrt(60) }] });
  });

  it('forgets anything older than six hours', () => {
    const long = learned(
      8,
      () => 60,
      () => 66,
    );
    expect(long.past).toHaveLength(720);
  });
});
