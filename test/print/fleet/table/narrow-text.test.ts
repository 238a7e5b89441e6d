import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import {
  limitText,
  narrowAgeText,
  narrowCountText,
  narrowLimitText,
} from '../../../../src/print/fleet/table/narrow-text.ts';

describe('a count or a limit in few cells', () => {
  it.each([
    [999, '999', '999', '999'],
    [1_000, '1k', '1,000', '1k'],
    [2_508, '2.5k', '2,508', '2.5k'],
    [9_951, '10k', '9,951', '9.9k'],
    [12_500, '13k', '12.5k', '12.5k'],
  ])('%d is %s, as a limit %s, and %s without room for that', (value, count, limit, narrow) => {
    expect(narrowCountText(value)).toBe(count);
    expect(limitText(value)).toBe(limit);
    expect(narrowLimitText(value)).toBe(narrow);
  });
});

describe('a delay in four cells', () => {
  it.each([
    [8_000, '8s'],
    [20 * MINUTE_MS, '20m'],
    [71 * MINUTE_MS, '71m'],
    [99.6 * MINUTE_MS, '2h'],
    [26 * 60 * MINUTE_MS, '26h'],
    [72 * 60 * MINUTE_MS, '3d'],
  ])('%d ms is %s', (ms, text) => {
    expect(narrowAgeText(ms)).toBe(text);
  });
});
