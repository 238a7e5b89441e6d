import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { countChanges } from '../../../src/triage/onset/count-changes.ts';

const MINUTES = 120;

/** Errors at `calls` calls a minute, with `shareAt` as the share of each minute. */
function errorsOf(calls: number, shareAt: (minute: number) => number, seed = 1) {
  const dice = new RandomStream(seed);
  return Array.from({ length: MINUTES }, (_, minute) => {
    const share = shareAt(minute);
    const count = Array.from({ length: calls }, () => dice.share()).filter((each) => each < share).length;
    return { count, total: calls };
  });
}

/** Calls that climb from the minute 120 on, in the course of which the climb began. */
const CLIMB = [
  ...Array.from({ length: MINUTES }, (_, minute) => [135, 136, 141, 137][minute % 4]!),
  ...[
    268, 610, 936, 1_262, 1_671, 1_923, 2_263, 2_597, 2_894, 3_252, 3_520, 3_915, 4_163, 4_480, 4_835, 5_205,
  ],
  ...[
    5_521, 5_910, 6_209, 6_575, 6_767, 7_073, 7_389, 7_787, 7_946, 8_480, 8_769, 9_186, 9_453, 9_801, 10_149,
  ],
  ...[10_475, 10_987, 11_091, 11_508, 11_933, 11_758, 11_956],
].map((count) => ({ count, total: null }));

describe('the changes in a series of counts', () => {
  it('are one if the rate changes once, with the rates before and after', () => {
    const [change, ...others] = countChanges(errorsOf(200, (minute) => (minute < 70 ? 0.005 : 0.1)));
    expect(others).toEqual([]);
    expect(change?.place).toBe(70);
    expect(change?.before).toBeCloseTo(0.005, 2);
    expect(change?.after).toBeCloseTo(0.1, 1);
  });

  it('begin in the partly bad minute, not in the one before with a chance error', () => {
    const row = errorsOf(200, (minute) => (minute < 70 ? 0.02 : minute === 70 ? 0.14 : 0.3)).map(
      (each, minute) => (minute === 69 ? { ...each, count: 5 } : each),
    );
    expect(countChanges(row).map(({ place }) => place)).toEqual([70]);
  });

  it('are two if the rate goes back', () => {
    const changes = countChanges(errorsOf(200, (minute) => (minute >= 50 && minute < 58 ? 0.1 : 0.005)));
    expect(changes.map(({ place }) => place)).toEqual([50, 58]);
  });

  it('begin where a ramp begins', () => {
    const way = (minute: number) => Math.max(0, Math.min(1, (minute - 60) / 12));
    const [change] = countChanges(errorsOf(500, (minute) => 0.005 + 0.2 * way(minute)));
    expect(change?.place).toBeGreaterThanOrEqual(58);
    expect(change?.place).toBeLessThanOrEqual(64);
  });

  it('begin where a climb begins, however much of it is known', () => {
    const ends = Array.from({ length: CLIMB.length - MINUTES - 6 }, (_, index) => MINUTES + 7 + index);
    const begins = ends.map((end) => countChanges(CLIMB.slice(0, end))[0]?.place);
    expect(begins).toEqual(ends.map(() => MINUTES));
  });

  it('are found in few calls, where no single minute says much', () => {
    const found = Array.from({ length: 20 }, (_, seed) =>
      countChanges(errorsOf(10, (minute) => (minute < 60 ? 0.005 : 0.06), seed)),
    );
    expect(found.filter((changes) => changes.length === 1).length).toBeGreaterThanOrEqual(18);
  });

  it('are one for a ramp, even if it looks like steps', () => {
    const way = (minute: number) => Math.max(0, Math.min(1, (minute - 60) / 10));
    const counts = Array.from(
      { length: 20 },
      (_, seed) => countChanges(errorsOf(100, (minute) => 0.005 + 0.095 * way(minute), seed)).length,
    );
    expect(counts.filter((count) => count === 1).length).toBeGreaterThanOrEqual(19);
  });

  it('are none in a continuous rise, even if it looks like steps', () => {
    const counts = Array.from(
      { length: 20 },
      (_, seed) => countChanges(errorsOf(1_000, (minute) => 0.005 + (0.015 * minute) / MINUTES, seed)).length,
    );
    expect(counts.filter((count) => count === 0).length).toBeGreaterThanOrEqual(19);
  });

  it.each([
    { case: 'the rate stays', row: errorsOf(100, () => 0.005) },
    { case: 'nothing fails', row: errorsOf(100, () => 0) },
    { case: 'everything fails', row: errorsOf(100, () => 1) },
    { case: 'it rises steadily', row: errorsOf(100, (minute) => 0.01 + minute / 1_000) },
    { case: 'there are no calls', row: errorsOf(0, () => 0) },
    { case: 'there are no minutes', row: [] },
    {
      case: 'it always fluctuates',
      row: Array.from({ length: MINUTES }, (_, minute) => ({
        count: minute % 7 < 2 ? 300 : 20,
        total: null,
      })),
    },
  ])('are none if $case', ({ row }) => {
    expect(countChanges(row)).toEqual([]);
  });
});
