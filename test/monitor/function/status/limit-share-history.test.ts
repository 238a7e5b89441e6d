import { describe, expect, it } from 'vitest';
import {
  ownShareHistory,
  ownSharePeaks,
} from '../../../../src/monitor/function/status/limit-share-history.ts';
import { CALM, LIMITS, status } from '../judged-function.ts';

describe('the share of the limit over the last minutes', () => {
  const reserved = { ...LIMITS, reserved: { known: true, value: 10 } as const };

  it('is null without a data point', () => {
    const each = status([CALM, {}, { ...CALM, durationSumMs: 300_000 }], { limits: reserved });
    expect(ownShareHistory(each, 3)).toEqual([0.1, null, 0.5]);
  });

  it.each([
    ['unknown', { known: false, because: 'denied' } as const],
    ['zero, for a function that is switched off', { known: true, value: 0 } as const],
  ])('is null when the limit is %s', (_case, limit) => {
    const each = status([CALM, CALM], { limits: { ...LIMITS, reserved: limit } });
    expect(ownShareHistory(each, 2)).toEqual([null, null]);
  });

  it("is the function's own share of the pool if it reserves nothing", () => {
    expect(ownShareHistory(status([CALM, { ...CALM, durationSumMs: 600_000 }]), 2)).toEqual([0.001, 0.01]);
  });
});

describe('the share of the limit over a long time', () => {
  const reserved = { ...LIMITS, reserved: { known: true, value: 10 } as const };
  const busy = (seconds: number) => ({ ...CALM, durationSumMs: seconds * 1_000 });

  it('keeps the peak of each interval, and has no value where nothing was measured', () => {
    const each = status([{}, {}, busy(60), busy(300), {}, busy(120)], { limits: reserved });
    const peaks = ownSharePeaks(each, 6, 3);
    expect(Math.max(...peaks.map((peak) => peak ?? 0))).toBe(0.5);
    expect(peaks.at(-1)).toBeGreaterThanOrEqual(0.2);
    expect(peaks).toHaveLength(3);
  });

  it('keeps a finished interval unchanged when the next minute comes', () => {
    const minutes = Array.from({ length: 30 }, (_, place) => busy((place * 7) % 50));
    const before = ownSharePeaks(status(minutes, { limits: reserved }), 30, 6);
    const { minutes: known } = status(minutes, { limits: reserved });
    const end = known.at(-1)?.minuteMs ?? 0;
    const next = { ...known.at(-1), minuteMs: end + 60_000 };
    const later = { ...status(minutes, { limits: reserved }), minutes: [...known, next] as typeof known };
    const after = ownSharePeaks(later, 30, 6);
    const over = before.slice(1, -1);
    expect(after.join(' ')).toContain(over.join(' '));
  });

  it('has a cell for each minute if there are enough cells', () => {
    const each = status([busy(60), busy(120), busy(180)], { limits: reserved });
    expect(ownSharePeaks(each, 3, 15)).toEqual([0.1, 0.2, 0.3]);
  });
});
