import { describe, expect, it } from 'vitest';
import { InFlightCounter } from '../../../src/capacity/in-flight/in-flight.ts';
import { allPeaks, pastPeaksAfter } from '../../../src/capacity/live/past-peaks.ts';
import { mark, OPENED_MS, seenInFlight } from '../in-flight-marks.ts';

const LIMIT = 100;

function peaksOf(levelAt: (second: number) => number, untilS: readonly number[]) {
  const past = untilS.reduce<ReturnType<typeof pastPeaksAfter> | null>(
    (before, endS) =>
      pastPeaksAfter(
        before?.settled ?? null,
        seenInFlight(
          Array.from({ length: endS }, (_, second) => levelAt(second)),
          1,
        ),
        LIMIT,
      ),
    null,
  );
  return past === null
    ? []
    : allPeaks(past.now).map(({ beganMs, value }) => [(beganMs - OPENED_MS) / 1_000, value]);
}

describe('past peaks', () => {
  it.each<[string, (second: number) => number, readonly (readonly number[])[]]>([
    ['nothing that continues', () => 80, []],
    ['nothing that stays low', (second) => (second % 60 < 5 ? 60 : 10), []],
    ['nothing that scatters', (second) => (second % 20 === 0 ? 90 : second % 20 === 10 ? 30 : 70), []],
    [
      'what came twice',
      (second) => ([100, 101, 200].includes(second) ? 90 + (second % 10) : 20),
      [
        [100, 91],
        [200, 90],
      ],
    ],
    ['what lasts as one', (second) => (second >= 100 ? Math.min(100, second - 20) : 20), [[100, 100]]],
  ])('are %s', (_what, levelAt, told) => {
    expect(peaksOf(levelAt, [300])).toEqual(told);
  });

  it('are the same whether looked at once or every five seconds', () => {
    const levelAt = (second: number) => (second % 70 < 12 ? 75 + (second % 7) : 15);
    const often = Array.from({ length: 120 }, (_, look) => (look + 1) * 5);
    expect(peaksOf(levelAt, often)).toEqual(peaksOf(levelAt, [600]));
    expect(peaksOf(levelAt, [600])).toHaveLength(8);
  });

  it.each([1_000, 1_000.37])('are seen as they come if calls take %d ms', (durationMs) => {
    const counter = new InFlightCounter(OPENED_MS);
    let settled: ReturnType<typeof pastPeaksAfter>['settled'] | null = null;
    const seen = [60, 120, 180, 240].map((atS) => {
      for (let call = 0; call < 80; call++)
        counter.add(mark('report', `${atS}-${call}`, atS + 5, { durationS: durationMs / 1_000 }));
      const past = pastPeaksAfter(
        settled,
        counter.at(OPENED_MS + (atS + 30) * 1_000, () => 60_000),
        LIMIT,
      );
      ({ settled } = past);
      return allPeaks(past.now).length;
    });
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('are remembered for longer than the log is counted by the second', () => {
    const peak = seenInFlight([...Array<number>(60).fill(10), 95, ...Array<number>(330).fill(10)], 1);
    const later = { ...seenInFlight(Array<number>(60).fill(10), 1), asOfMs: peak.asOfMs + 3_600_000 };
    const { settled } = pastPeaksAfter(null, peak, LIMIT);
    expect(allPeaks(pastPeaksAfter(settled, later, LIMIT).now)).toMatchObject([{ value: 95 }]);
  });

  it('are corrected minutes later by late lines and CloudWatch', () => {
    const seconds = (peak: number) => [...Array<number>(60).fill(10), peak, ...Array<number>(30).fill(10)];
    const first = pastPeaksAfter(null, seenInFlight(seconds(80), 1), LIMIT);
    expect(allPeaks(first.now)).toMatchObject([{ value: 80 }]);
    const later = pastPeaksAfter(first.settled, seenInFlight(seconds(96), 1), LIMIT);
    expect(allPeaks(later.now)).toMatchObject([{ value: 96 }]);
  });
});
