import { describe, expect, it } from 'vitest';
import type { PastPeaks } from '../../../src/capacity/capacity-memory.ts';
import { comingBack, recurringPeakOf } from '../../../src/capacity/live/recurring-peak.ts';

const LIMIT = 100;

/** Peaks at these minutes with these heights, as seen at `nowMinute`. */
function past(minutes: readonly number[], heights: readonly number[], nowMinute: number): PastPeaks {
  return {
    sinceMs: 0,
    throughMs: nowMinute * 60_000,
    over: minutes.map((minute, index) => ({ beganMs: minute * 60_000, value: heights[index] ?? 100 })),
    newest: null,
    lowest: 10,
  };
}

const every = (pause: number, count: number) => Array.from({ length: count }, (_, index) => index * pause);

describe('recurring peaks', () => {
  it.each([
    { case: 'there was none', minutes: [], heights: [], now: 60, from: 0, to: 0 },
    { case: 'it came once', minutes: [0], heights: [100], now: 30, from: 0, to: 0.1 },
    {
      case: 'one that recurs every thirty minutes came ten minutes ago',
      minutes: every(30, 5),
      heights: [],
      now: 130,
      from: 0,
      to: 0.1,
    },
    {
      case: 'one that recurs every thirty minutes is due',
      minutes: every(30, 5),
      heights: [],
      now: 148,
      from: 0.5,
      to: 0.9,
    },
    {
      case: 'they came each minute, and stopped',
      minutes: every(1, 20),
      heights: [],
      now: 30,
      from: 0,
      to: 0.02,
    },
    {
      case: 'they came each minute, long ago',
      minutes: every(1, 20),
      heights: [],
      now: 2_000,
      from: 0,
      to: 0,
    },
    {
      case: 'they come each minute and half of them nearly meet it',
      minutes: every(1, 20),
      heights: every(1, 20).map((at) => (at % 2 === 0 ? 99 : 90)),
      now: 20,
      from: 0.5,
      to: 1,
    },
    {
      case: 'they come each minute and stay far below',
      minutes: every(1, 20),
      heights: every(1, 20).map(() => 75),
      now: 20,
      from: 0,
      to: 0.05,
    },
  ])('meet the limit within 5 min with this probability: $case', ({ minutes, heights, now, from, to }) => {
    const { meetsLimit } = comingBack(past(minutes, heights, now), LIMIT);
    expect(meetsLimit).toBeGreaterThanOrEqual(from);
    expect(meetsLimit).toBeLessThanOrEqual(to);
  });

  it('are more likely to come near the limit than to meet it', () => {
    const { meetsLimit, comesNear } = comingBack(
      past(
        every(2, 12),
        every(2, 12).map(() => 91),
        24,
      ),
      LIMIT,
    );
    expect(meetsLimit).toBeLessThan(0.4);
    expect(comesNear).toBeGreaterThan(0.7);
  });

  it('are reported for as long as they may continue', () => {
    const peaks = [every(6, 4), [95, 97, 92, 96]] as const;
    expect(recurringPeakOf(past(...peaks, 24), LIMIT)).toEqual({ value: 97, everyMs: 360_000 });
    expect(recurringPeakOf(past(...peaks, 31), LIMIT)).toBeNull();
  });
});
