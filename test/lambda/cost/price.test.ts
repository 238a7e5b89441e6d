import { expect, it } from 'vitest';
import {
  billedDollars,
  billedGbSeconds,
  computeDollars,
  requestDollars,
} from '../../../src/lambda/cost/price.ts';

it.each([
  [{ billedMs: 1_000, memoryMb: 1_024 }, 1],
  [{ billedMs: 500, memoryMb: 512 }, 0.25],
  [{ billedMs: null, memoryMb: 512 }, null],
  [{ billedMs: 500, memoryMb: null }, null],
])('a REPORT of %j is billed %j gigabyte-seconds', (report, gbSeconds) => {
  expect(billedGbSeconds(report)).toBe(gbSeconds);
});

it('depends on time, architecture and requests', () => {
  expect(computeDollars(1_000_000, 'x86_64')).toBeCloseTo(16.67, 2);
  expect(computeDollars(1_000_000, 'arm64')).toBeCloseTo(13.33, 2);
  expect(computeDollars(1_000_000, null)).toBeCloseTo(16.67, 2);
  expect(requestDollars(1_000_000)).toBeCloseTo(0.2, 6);
  expect(billedDollars(1_000_000, 1_000_000, 'arm64')).toBeCloseTo(13.53, 2);
});
