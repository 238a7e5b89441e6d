import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { growsSince, growthPerMinute } from '../../../src/monitor/function/growth.ts';

const poolOf = (levels: readonly (number | null)[]) =>
  levels.map((unreservedInUse, index) => ({ minuteMs: index * MINUTE_MS, unreservedInUse }));
const flat = Array.from({ length: 40 }, (_, index) => 100 + (index % 2));
const climb = Array.from({ length: 12 }, (_, index) => 120 + 20 * index);

describe('growth per minute', () => {
  it.each([
    ['counts minutes without data', [10, null, null, 40], 10],
    ['leaves out minutes without data at both ends', [null, 10, 20, null], 10],
    ['may be negative', [40, 10], -30],
    ['is not known from one value', [null, 10, null], null],
    ['is not known from none', [], null],
  ])('%s', (_case, values, growth) => {
    expect(growthPerMinute(values)).toBe(growth);
  });
});

describe('the pool', () => {
  it('began to grow when it left its quiet minutes', () => {
    expect(growsSince(poolOf([...flat, ...climb]))).toBeGreaterThanOrEqual(39 * MINUTE_MS);
  });

  it('began to grow at the same minute as long as it grows', () => {
    const pool = poolOf([...flat, ...climb]);
    expect(growsSince(pool.slice(0, -4))).toBe(growsSince(pool));
  });

  it.each([
    ['it is flat', [5, 5, 5, 5]],
    ['it is unknown', [null, null]],
  ])('has no start of growth when %s', (_case, levels) => {
    expect(growsSince(poolOf(levels))).toBeNull();
  });
});
