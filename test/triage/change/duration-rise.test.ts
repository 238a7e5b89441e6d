import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { type DurationRise, durationRise, risesIn } from '../../../src/triage/change/duration-rise.ts';
import { minuteMsAt, minutesOf, times } from '../troubled.ts';

describe('a rise of the duration', () => {
  const slow = (averageMs: number) => ({ averageMs });

  it('begins with the first slow minute and has the durations before and after', () => {
    expect(durationRise(minutesOf(...times(30, slow(1_100)), ...times(5, slow(4_600))))).toEqual({
      sinceMs: minuteMsAt(30),
      beforeMs: 1_100,
      nowMs: 4_600,
    });
  });

  it('is dated to the minute when a ramp leaves the usual range', () => {
    const ramp = [1, 2, 3, 4, 5, 6].map((step) => slow(1_000 + 300 * step));
    expect(durationRise(minutesOf(...times(30, slow(1_000)), ...ramp))).toEqual({
      sinceMs: minuteMsAt(30),
      beforeMs: 1_000,
      nowMs: 2_800,
    });
  });

  it('keeps the onset of a slow rise, minute after minute', () => {
    const ramp = Array.from({ length: 20 }, (_, step) => slow(1_000 + 60 * (step + 1)));
    const history = minutesOf(...times(60, slow(1_000)), ...ramp, ...times(30, slow(2_200)));
    const told = Array.from({ length: 30 }, (_, minute) => durationRise(history.slice(0, 80 + minute)));
    const firstMinutes = [60, 61, 62].map(minuteMsAt);
    for (const rise of told) expect(firstMinutes).toContain(rise?.sinceMs);
    const carried = told.reduce<DurationRise | null>(
      (rise, _, minute) => durationRise(history.slice(minute, 80 + minute), rise),
      told[0] ?? null,
    );
    expect(carried?.sinceMs).toBe(told[0]?.sinceMs);
  });

  it.each([20, 46, 60, 90, 135])('is dated correctly from the history alone after %i minutes', (lasted) => {
    const minutes = minutesOf(...times(60, slow(1_000)), ...times(lasted, slow(3_000))).slice(-150);
    expect(durationRise(minutes)).toEqual({ sinceMs: minuteMsAt(60), beforeMs: 1_000, nowMs: 3_000 });
  });

  it('keeps its onset and the usual duration as old minutes are forgotten', () => {
    const history = minutesOf(...times(60, slow(1_000)), ...times(600, slow(3_000)));
    let rise: DurationRise | null = null;
    for (let newest = 62; newest <= history.length; newest++) {
      rise = durationRise(history.slice(Math.max(0, newest - 150), newest), rise);
      expect(rise).toEqual({ sinceMs: minuteMsAt(60), beforeMs: 1_000, nowMs: 3_000 });
    }
  });

  it('stays one rise although one minute of it was fast', () => {
    const minutes = minutesOf(
      ...times(60, slow(1_000)),
      ...times(50, slow(3_000)),
      slow(1_100),
      ...times(5, slow(3_000)),
    );
    expect(durationRise(minutes)?.sinceMs).toBe(minuteMsAt(60));
    expect(durationRise(minutes.slice(20), durationRise(minutes.slice(0, -3)))?.sinceMs).toBe(minuteMsAt(60));
  });

  it('is over after two fast minutes, even if it is carried over', () => {
    const carried = { sinceMs: minuteMsAt(-90), beforeMs: 1_000, nowMs: 3_000 };
    const minutes = minutesOf(...times(100, slow(3_000)), slow(1_000), slow(1_000), ...times(9, slow(3_000)));
    expect(durationRise(minutes, carried)).toBeNull();
  });

  it('continues through a minute without calls', () => {
    const minutes = minutesOf(...times(30, slow(1_000)), slow(3_000), null, slow(3_000));
    expect(durationRise(minutes)?.sinceMs).toBe(minuteMsAt(30));
  });

  it.each([
    { case: 'a constant level', minutes: times(60, slow(1_000)) },
    { case: 'a rise by less than half', minutes: [...times(30, slow(1_000)), ...times(5, slow(1_490))] },
    {
      case: 'a rise that is over',
      minutes: [...times(30, slow(1_000)), ...times(5, slow(3_000)), ...times(2, slow(1_000))],
    },
    { case: 'too short a history', minutes: [...times(9, slow(1_000)), ...times(5, slow(3_000))] },
    {
      case: 'a history mostly without data',
      minutes: [...times(50, null), ...times(9, slow(1_000)), ...times(5, slow(3_000))],
    },
    {
      case: 'a function that is called for the first time',
      minutes: [...times(60, null), ...times(5, slow(3_000))],
    },
    {
      case: 'night traffic: one slow call means nothing',
      minutes: [...times(60, { invocations: 1, averageMs: 1_000 }), { invocations: 1, averageMs: 9_000 }],
    },
    {
      case: 'fluctuating averages: one slow minute means nothing',
      minutes: [
        ...Array.from({ length: 60 }, (_, index) => slow([500, 1_000, 1_700][index % 3] ?? 0)),
        slow(2_600),
      ],
    },
    {
      case: 'calls that are slow as often as fast',
      minutes: Array.from({ length: 61 }, (_, index) => slow(index % 2 === 0 ? 2_000 : 1_000)),
    },
  ])('is not seen in $case', ({ minutes }) => {
    expect(durationRise(minutesOf(...minutes))).toBeNull();
  });
});

describe('durations that vary from minute to minute', () => {
  const CALLS = 10;
  /** Averages of few calls, which vary a lot. */
  function averagesOf(levelAt: (minute: number) => number, length: number, seed: number) {
    const dice = new RandomStream(seed);
    const callMs = (minute: number) => levelAt(minute) * Math.exp(dice.normal());
    return minutesOf(
      ...Array.from({ length }, (_, minute) => ({
        invocations: CALLS,
        averageMs: Array.from({ length: CALLS }, () => callMs(minute)).reduce((a, b) => a + b) / CALLS,
      })),
    );
  }
  const seeds = Array.from({ length: 100 }, (_, seed) => seed);

  it.each([
    { case: 'stay as they are', levelAt: () => 100 },
    {
      case: 'follow the daily peak',
      levelAt: (minute: number) => 100 + 60 * Math.sin(Math.PI / 3 + (2 * Math.PI * minute) / 1_440),
    },
  ])('are hardly ever seen as a rise if they $case', ({ levelAt }) => {
    const rises = seeds.flatMap((seed) => risesIn(averagesOf(levelAt, 180, seed)));
    expect(rises.length).toBeLessThanOrEqual(2);
  });

  it('are found to have doubled after half an hour, whatever the newest minute is', () => {
    const found = seeds.flatMap(
      (seed) => durationRise(averagesOf((minute) => (minute < 120 ? 100 : 250), 150, seed)) ?? [],
    );
    expect(found.length).toBeGreaterThan(85);
    const near = found.filter(({ sinceMs }) => Math.abs(sinceMs - minuteMsAt(120)) <= 3 * MINUTE_MS);
    expect(near.length).toBeGreaterThan(0.8 * found.length);
  });
});

describe('past rises', () => {
  const slow = (averageMs: number) => ({ averageMs });

  it('have an onset, an end and a slowest minute', () => {
    const minutes = minutesOf(
      ...times(20, slow(1_000)),
      slow(2_000),
      ...times(5, slow(3_000)),
      ...times(20, slow(1_000)),
      slow(4_000),
    );
    expect(risesIn(minutes)).toMatchObject([
      { sinceMs: minuteMsAt(20), endedMs: minuteMsAt(26), beforeMs: 1_000, slowestMs: 3_000 },
      { sinceMs: minuteMsAt(46), endedMs: null, beforeMs: 1_000, slowestMs: 4_000 },
    ]);
  });

  it('are not found in a constant duration', () => {
    expect(risesIn(minutesOf(...times(90, slow(1_000))))).toEqual([]);
  });
});
