import { describe, expect, it } from 'vitest';
import { rateDifference, shareDifference } from '../../../src/logs/comparison/g-test.ts';

describe('how much two counts differ', () => {
  it.each([
    ['nothing at all', 0, 0, 0, 0.1],
    ['the same rate', 100, 200, 0, 0.1],
    ['the same rate with chance variation', 100, 230, 0, 10.8],
    ['twice the rate', 200, 200, 25, 60],
    ['something new', 30, 0, 50, 80],
    ['something new three times', 3, 0, 2, 10.8],
  ])('by rate, is small or large for %s', (_what, one, other, least, most) => {
    const difference = rateDifference({ count: one, exposure: 1_000 }, { count: other, exposure: 2_000 });
    expect(difference).toBeGreaterThanOrEqual(least);
    expect(difference).toBeLessThanOrEqual(most);
  });

  it.each([
    ['shares alike', { count: 5, total: 50 }, { count: 100, total: 1_000 }, 0, 1],
    ['all of one and none of the other', { count: 20, total: 20 }, { count: 0, total: 500 }, 100, 300],
    ['few cases', { count: 2, total: 3 }, { count: 1, total: 3 }, 0, 2],
    ['none of both', { count: 0, total: 0 }, { count: 4, total: 9 }, 0, 0],
  ])('by share, is small or large for %s', (_what, one, other, least, most) => {
    expect(shareDifference(one, other)).toBeGreaterThanOrEqual(least);
    expect(shareDifference(one, other)).toBeLessThanOrEqual(most);
  });
});
