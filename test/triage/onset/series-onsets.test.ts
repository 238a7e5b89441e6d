import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { seriesOnsets } from '../../../src/triage/onset/series-onsets.ts';

const STEP_MS = 300_000;
const STEPS_A_DAY = 288;
const FIRST_MS = Date.UTC(2026, 10, 1);

function series(count: number, valueAt: (place: number, dice: RandomStream) => number) {
  const dice = new RandomStream(7);
  return Array.from({ length: count }, (_, place) => ({
    timeMs: FIRST_MS + place * STEP_MS,
    value: valueAt(place, dice),
    total: null,
  }));
}

const ofDay = (place: number) => Math.sin((2 * Math.PI * place) / STEPS_A_DAY);

describe('the onsets of a series of days', () => {
  it.each([1e-3, 1, 1e6])('are found whatever the unit: %d', (unit) => {
    const points = series(10 * STEPS_A_DAY, (place, dice) => {
      const level = place >= 2_000 ? 18 : 10;
      return unit * (level + dice.normal());
    });
    const surest = seriesOnsets(points).toSorted((a, b) => b.confidence - a.confidence)[0];
    expect(surest?.timeMs).toBe(FIRST_MS + 2_000 * STEP_MS);
  });

  it('are told apart from daily patterns, which are no onsets', () => {
    const points = series(10 * STEPS_A_DAY, (place, dice) => {
      const isOdd = place >= 1_500 && place < 1_540;
      return 100 + 60 * ofDay(place) + 2 * dice.normal() + (isOdd ? 30 : 0);
    });
    const [surest, second] = seriesOnsets(points).toSorted((a, b) => b.confidence - a.confidence);
    expect(surest?.timeMs).toBe(FIRST_MS + 1_500 * STEP_MS);
    expect(second?.confidence ?? 0).toBeLessThan(surest?.confidence ?? 0);
  });

  it('are at most one a day, however much happens', () => {
    const points = series(10 * STEPS_A_DAY, (place, dice) => (place % 50 === 0 ? 100 : 1) + dice.share());
    expect(seriesOnsets(points).length).toBeLessThanOrEqual(9);
  });
});

describe('the onsets of a series of hours', () => {
  it('are found in counts as in values', () => {
    const counts = series(120, (place, dice) => Math.round((place < 60 ? 20 : 60) + 3 * dice.normal()));
    expect(seriesOnsets(counts).map(({ timeMs }) => timeMs)).toEqual([FIRST_MS + 60 * STEP_MS]);
    const values = series(120, (place, dice) => (place < 60 ? 20.5 : 60.5) + 3 * dice.normal());
    expect(seriesOnsets(values).map(({ timeMs }) => timeMs)).toEqual([FIRST_MS + 60 * STEP_MS]);
  });

  it.each([
    { case: 'a constant level', points: series(120, (_, dice) => 20.5 + 3 * dice.normal()) },
    { case: 'one value', points: series(1, () => 3) },
    { case: 'nothing', points: [] },
    { case: 'the same value for ever', points: series(4_000, () => 5) },
  ])('are none in $case', ({ points }) => {
    expect(seriesOnsets(points)).toEqual([]);
  });
});
