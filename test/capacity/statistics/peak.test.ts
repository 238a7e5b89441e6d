import { describe, expect, it } from 'vitest';
import {
  chanceOfMeeting,
  dispersionFrom,
  type Load,
  meanThatMeets,
  peakBand,
} from '../../../src/capacity/statistics/peak.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';

function load(mean: number, { dispersion = 1, callMs = 1_000 } = {}): Load {
  return { mean, dispersion, mixingMs: callMs };
}

/** Mean use of the limit in percent at which it is met within a minute with the given chance. */
function useThatMeets(limit: number, shape: Load, chance: number): number {
  return Math.round((meanThatMeets(limit, shape, MINUTE_MS, chance) / limit) * 100);
}

describe('the mean use at which a limit is met within a minute', () => {
  it.each([
    { limit: 10, callMs: 1_000, dispersion: 1, at1: 23, at10: 32, at50: 42, met: 100 },
    { limit: 50, callMs: 1_000, dispersion: 1, at1: 57, at10: 64, at50: 71, met: 99 },
    { limit: 100, callMs: 200, dispersion: 1, at1: 65, at10: 70, at50: 74, met: 99 },
    { limit: 100, callMs: 1_000, dispersion: 1, at1: 68, at10: 73, at50: 79, met: 65 },
    { limit: 100, callMs: 30_000, dispersion: 1, at1: 76, at10: 84, at50: 94, met: 3 },
    { limit: 100, callMs: 1_000, dispersion: 10, at1: 23, at10: 32, at50: 42, met: 100 },
    { limit: 1_000, callMs: 1_000, dispersion: 1, at1: 89, at10: 91, at50: 93, met: 0 },
    { limit: 1_000, callMs: 1_000, dispersion: 10, at1: 68, at10: 73, at50: 79, met: 65 },
  ])(
    'is $at1, $at10 and $at50 % for chances of 1, 10 and 50 % (limit $limit, calls of $callMs ms, dispersion $dispersion)',
    ({ limit, callMs, dispersion, at1, at10, at50, met }) => {
      const shape = load(0, { callMs, dispersion });
      expect([0.01, 0.1, 0.5].map((chance) => useThatMeets(limit, shape, chance))).toEqual([at1, at10, at50]);
      const chance = chanceOfMeeting(limit, { ...shape, mean: 0.8 * limit }, MINUTE_MS);
      // The table rounds up: 64.5 % is 65 there.
      expect(Math.abs(chance * 100 - met)).toBeLessThanOrEqual(0.51);
    },
  );
});

describe('the chance of meeting a limit', () => {
  it.each([
    { case: 'nothing runs', mean: 0, chance: 0 },
    { case: 'the mean is far above the limit', mean: 1_000, chance: 1 },
  ])('is $chance when $case', ({ mean, chance }) => {
    expect(chanceOfMeeting(100, load(mean), MINUTE_MS)).toBe(chance);
  });

  it('is high at 80 % of a small limit and nothing at 80 % of a large one', () => {
    expect(chanceOfMeeting(50, load(40), MINUTE_MS)).toBeGreaterThan(0.95);
    expect(chanceOfMeeting(1_000, load(800), MINUTE_MS)).toBeLessThan(0.001);
  });

  it.each([
    { grows: 'with the mean', less: load(70), more: load(80), minutes: 1 },
    {
      grows: 'with the dispersion',
      less: load(60),
      more: load(60, { dispersion: 4 }),
      minutes: 1,
    },
    {
      grows: 'with shorter calls, which look more often',
      less: load(75, { callMs: 10_000 }),
      more: load(75, { callMs: 500 }),
      minutes: 1,
    },
  ])('grows $grows', ({ less, more, minutes }) => {
    const window = minutes * MINUTE_MS;
    expect(chanceOfMeeting(100, more, window)).toBeGreaterThan(chanceOfMeeting(100, less, window));
  });

  it('grows with the window', () => {
    expect(chanceOfMeeting(100, load(70), 5 * MINUTE_MS)).toBeGreaterThan(
      chanceOfMeeting(100, load(70), MINUTE_MS),
    );
  });
});

describe('the band of the highest second', () => {
  it('is zero if nothing runs', () => {
    expect(peakBand(load(0), MINUTE_MS)).toEqual({ low: 0, high: 0 });
  });

  it('is above the mean, and further above it if arrivals are bursty', () => {
    const calm = peakBand(load(100), MINUTE_MS);
    const bursty = peakBand(load(100, { dispersion: 5 }), MINUTE_MS);
    expect(calm.low).toBeGreaterThan(100);
    expect(calm.high).toBeGreaterThan(calm.low);
    expect(bursty.high).toBeGreaterThan(calm.high);
  });

  it.each([50, 100, 400])('contains the peak of half of all minutes (limit %i)', (limit) => {
    const mean = meanThatMeets(limit, load(0), MINUTE_MS, 0.5);
    const { low, high } = peakBand(load(mean), MINUTE_MS);
    expect(low).toBeLessThan(limit);
    expect(high).toBeGreaterThan(limit);
  });
});

describe('the dispersion of a minute', () => {
  it.each([
    { case: 'nothing ran', mean: 0, observedMax: 5 },
    { case: 'the peak is the mean', mean: 50, observedMax: 50 },
    { case: 'the peak is below the mean, as at a limit', mean: 50, observedMax: 45 },
    { case: 'the peak is one of random arrivals', mean: 100, observedMax: 115 },
  ])('is 1 when $case', ({ mean, observedMax }) => {
    expect(dispersionFrom(mean, observedMax, 1_000)).toBe(1);
  });

  it.each([2, 5, 10])('finds the dispersion of %i behind a peak', (dispersion) => {
    const { low, high } = peakBand(load(200, { dispersion }), MINUTE_MS);
    expect(dispersionFrom(200, low, 1_000)).toBeLessThan(dispersion);
    expect(dispersionFrom(200, high, 1_000)).toBeGreaterThan(dispersion);
  });

  it.each([15_000, 20_000, 30_000, 60_000, 900_000])(
    'is finite and grows with the peak for calls of %i ms with few samples a minute',
    (mixingMs) => {
      const dispersions = [60, 90, 200].map((observedMax) => dispersionFrom(50, observedMax, mixingMs));
      expect(dispersions.every(Number.isFinite)).toBe(true);
      expect(dispersions).toEqual(dispersions.toSorted((a, b) => a - b));
      // A peak four times the mean, squared over the mean, is as bursty as one sample can show.
      expect(dispersions.at(-1)).toBeLessThanOrEqual(450.1);
    },
  );
});
