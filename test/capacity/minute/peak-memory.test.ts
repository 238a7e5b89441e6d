import { describe, expect, it } from 'vitest';
import { learnedPeakBand, peakMemoryAfter } from '../../../src/capacity/minute/peak-memory.ts';
import { busyMinute } from '../capacity-minutes.ts';

/** Piles of work: the peak is ten times the mean, and one pile is half as high as another. */
function piles(count: number, from = 0) {
  return Array.from({ length: count }, (_, index) =>
    busyMinute(from + index, 8, { callMs: 5_000, observedMax: 60 + ((from + index) % 5) * 10 }),
  );
}

/** An occasional call, and every so many minutes one with two at once. */
function quiet(count: number, every = 12) {
  return Array.from({ length: count }, (_, index) =>
    busyMinute(index, 0.05, { callMs: 2_000, observedMax: index % every === 2 ? 2 : 1 }),
  );
}

/** Peaks from 40 to 80 in no order; higher ones are rarer. */
function scattered(count: number, seed: number) {
  return Array.from({ length: count }, (_, index) => {
    const share = ((index * index * seed + index * 31) % 1_009) / 1_009;
    return busyMinute(index, 8, { callMs: 5_000, observedMax: Math.round(40 * (1 + share * share)) });
  });
}

/** The share of minutes whose peak lay outside of the band from the minutes before. */
function missedOf(
  minutes: ReturnType<typeof piles>,
  from: number,
  { most, ...banded }: { readonly mean: number; readonly mixingMs: number; readonly most: number },
) {
  let memory = peakMemoryAfter(null, minutes.slice(0, from), most);
  const missed = minutes.slice(from).filter((minute) => {
    const band = learnedPeakBand(memory, banded, most);
    memory = peakMemoryAfter(memory, [minute], most);
    const peak = minute.observedMax ?? 0;
    return band !== null && (peak < band.low || peak > band.high);
  });
  return missed.length / (minutes.length - from);
}

describe('the band of the highest second', () => {
  it('is unknown before some peaks were seen', () => {
    expect(
      learnedPeakBand(peakMemoryAfter(null, piles(6), 200), { mean: 8, mixingMs: 7_500 }, 200),
    ).toBeNull();
  });

  it('covers earlier peaks, far above those of random arrivals', () => {
    const band = learnedPeakBand(peakMemoryAfter(null, piles(60), 200), { mean: 8, mixingMs: 7_500 }, 200);
    expect(band?.low).toBeGreaterThan(40);
    expect(band?.low).toBeLessThan(62);
    expect(band?.high).toBeGreaterThan(85);
    expect(band?.high).toBeLessThan(160);
  });

  it('is only wide after a minute whose late calls may still be running in this one', () => {
    // Every fourth minute has a pile, and the end of every third pile is still running in the next minute.
    const minutes = Array.from({ length: 96 }, (_, index) => {
      const isPile = index % 4 === 0;
      const runsOn = index % 12 === 1;
      return busyMinute(index, isPile ? 8 : 1, { callMs: 5_000, observedMax: isPile || runsOn ? 80 : 4 });
    });
    const afterQuiet = learnedPeakBand(
      peakMemoryAfter(null, minutes.slice(0, 95), 200),
      { mean: 1, mixingMs: 7_500 },
      200,
    );
    const afterPile = learnedPeakBand(
      peakMemoryAfter(null, minutes.slice(0, 93), 200),
      { mean: 1, mixingMs: 7_500 },
      200,
    );
    expect(afterQuiet?.high).toBeLessThan(8);
    expect(afterPile?.high).toBeGreaterThan(60);
  });

  it('has whole environments as bounds', () => {
    const band = learnedPeakBand(peakMemoryAfter(null, piles(60), 200), { mean: 8.3, mixingMs: 7_500 }, 200);
    expect([band?.low, band?.high].map((end) => Number.isInteger(end))).toEqual([true, true]);
  });

  it('is one to one if hardly any minute has two at once', () => {
    const band = learnedPeakBand(peakMemoryAfter(null, quiet(100), 10), { mean: 0.05, mixingMs: 3_000 }, 10);
    expect(band).toEqual({ low: 1, high: 1 });
  });

  it.each([8, 5, 3])(
    'misses about one minute in ten if every %d th has two at once and none fewer than one',
    (every) => {
      const missed = missedOf(quiet(400, every), 100, { mean: 0.05, mixingMs: 3_000, most: 10 });
      expect(missed).toBeGreaterThan(0.06);
      expect(missed).toBeLessThan(0.12);
    },
  );

  it.each([611, 389, 104_729])(
    'makes up for misses, so that no more than one minute in ten is missed (%d)',
    (seed) => {
      const minutes = scattered(300, seed);
      const missed = missedOf(minutes, 10, { mean: 8, mixingMs: 7_500, most: 200 });
      expect(missed).toBeGreaterThan(0.09);
      expect(missed).toBeLessThan(0.104);
    },
  );

  it('never exceeds the limit', () => {
    expect(
      learnedPeakBand(peakMemoryAfter(null, piles(60), 80), { mean: 8, mixingMs: 7_500 }, 80)?.high,
    ).toBe(80);
  });

  it('learns from each minute once', () => {
    const once = peakMemoryAfter(null, piles(30), 200);
    expect(peakMemoryAfter(once, piles(30), 200)).toBe(once);
    expect(peakMemoryAfter(once, piles(31), 200)?.minutes).toHaveLength(31);
  });
});
