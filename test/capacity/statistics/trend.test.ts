import { describe, expect, it } from 'vitest';
import { timeToReach, trendOf } from '../../../src/capacity/statistics/trend.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';

const NOISE = [
  0.9, -1.4, 0.3, 1.8, -0.6, -1.1, 1.2, 0.4, -1.7, 0.2, 1.5, -0.8, -0.1, 1.1, -1.2, 0.6, -0.3, 1.6,
];

function ramp(count: number, from: number, perMinute: number, noise = 0): number[] {
  return Array.from({ length: count }, (_, index) => from + perMinute * index + noise * (NOISE[index] ?? 0));
}

function flat(count: number, level: number, noise = 0): number[] {
  return ramp(count, level, 0, noise);
}

describe('a trend', () => {
  it('is the line through a steady rise, up to the newest minute', () => {
    expect(trendOf(ramp(10, 100, 5), 10)).toEqual({ level: 145, perMinute: 5, standardError: 0 });
  });

  it('is found in a noisy rise', () => {
    const trend = trendOf(ramp(10, 100, 5, 3), 10);
    expect(trend?.perMinute).toBeGreaterThan(4);
    expect(trend?.perMinute).toBeLessThan(6);
  });

  it('is found in a fall, too', () => {
    expect(trendOf(ramp(10, 100, -5), 10)?.perMinute).toBeCloseTo(-5);
  });

  it.each([
    { case: 'noise around a level', values: flat(10, 100, 5) },
    { case: 'a level', values: flat(10, 100) },
    { case: 'a level that is not a round number', values: flat(10, 0.1) },
    { case: 'seven minutes of history', values: ramp(7, 100, 50) },
    { case: 'ten minutes of which three have no data', values: [...ramp(7, 100, 50), null, null, null] },
    { case: 'one step, as from a deploy or a batch', values: [...flat(5, 100, 1), ...flat(5, 300, 1)] },
    { case: 'one step from nothing', values: [0, 0, 0, 0, 0, 0, 80, 81, 79, 80] },
    { case: 'one step that has just come', values: [...flat(9, 100), 300] },
  ])('is not found in $case', ({ values }) => {
    expect(trendOf(values, 10)).toBeNull();
  });

  it('only uses the newest minutes', () => {
    expect(trendOf([...flat(30, 500), ...ramp(10, 100, 5)], 10)?.perMinute).toBeCloseTo(5);
  });

  it('continues through minutes without data', () => {
    const values = ramp(10, 100, 5).map((value, index) => (index === 4 ? null : value));
    expect(trendOf(values, 10)?.level).toBeCloseTo(145);
  });

  it('has the level of the newest minute even if that has no data', () => {
    const values = ramp(10, 100, 5).map((value, index) => (index === 9 ? null : value));
    expect(trendOf(values, 10)?.level).toBeCloseTo(145);
  });
});

describe('the time to reach a level', () => {
  const target = { early: 160, likely: 180, late: 200 };

  it('is the distance divided by the growth', () => {
    const trend = { level: 100, perMinute: 10, standardError: 0 };
    expect(timeToReach(trend, target)).toEqual({
      earlyMs: 6 * MINUTE_MS,
      likelyMs: 8 * MINUTE_MS,
      lateMs: 10 * MINUTE_MS,
    });
  });

  it('is a wider range if the growth is less certain', () => {
    const sure = timeToReach({ level: 100, perMinute: 10, standardError: 0.5 }, target);
    const unsure = timeToReach({ level: 100, perMinute: 10, standardError: 2 }, target);
    expect(unsure?.earlyMs).toBeLessThan(sure?.earlyMs ?? 0);
    expect(unsure?.lateMs).toBeGreaterThan(sure?.lateMs ?? Infinity);
    expect(unsure?.likelyMs).toBe(sure?.likelyMs);
  });

  it('is 0 if the level has been passed', () => {
    expect(timeToReach({ level: 190, perMinute: 10, standardError: 0 }, target)).toEqual({
      earlyMs: 0,
      likelyMs: 0,
      lateMs: MINUTE_MS,
    });
  });

  it.each([
    { case: 'a fall', perMinute: -10, standardError: 0 },
    { case: 'a rise that may not be one', perMinute: 1, standardError: 1 },
  ])('is unknown for $case', ({ perMinute, standardError }) => {
    expect(timeToReach({ level: 100, perMinute, standardError }, target)).toBeNull();
  });
});
