import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { levelChanges } from '../../../src/triage/onset/level-changes.ts';
import { levelParts } from '../../../src/triage/onset/level-parts.ts';

const MINUTES = 120;

/** Durations that vary around `levelAt` of each minute by `spread`, a natural logarithm. */
function durationsOf(levelAt: (minute: number) => number, spread: number, seed = 1) {
  const dice = new RandomStream(seed);
  return Array.from({ length: MINUTES }, (_, minute) => levelAt(minute) * Math.exp(spread * dice.normal()));
}

/** Two hours of a day, beginning at this fraction of it: the busiest time is at a quarter. */
function hoursOfADay(partOfDay: number, swing: number) {
  return (minute: number) => 100 + swing * Math.sin(2 * Math.PI * (partOfDay + minute / 1_440));
}

function rowsWithAChange(levelAt: (minute: number) => number, spread: number): number {
  const rows = Array.from({ length: 400 }, (_, seed) => levelChanges(durationsOf(levelAt, spread, seed)));
  return rows.filter((changes) => changes.length > 0).length;
}

describe('the changes in a level', () => {
  it('are one if durations double, with the levels before and after', () => {
    const [change, ...others] = levelChanges(durationsOf((minute) => (minute < 80 ? 100 : 200), 0.1));
    expect(others).toEqual([]);
    expect(Math.abs((change?.place ?? 0) - 80)).toBeLessThanOrEqual(1);
    expect(change?.before).toBeCloseTo(100, -1);
    expect(change?.after).toBeCloseTo(200, -1);
  });

  it('include a small step that stands out from low noise', () => {
    const changes = levelChanges(durationsOf((minute) => (minute < 60 ? 100 : 115), 0.02));
    expect(changes.map(({ place }) => place)).toEqual([60]);
  });

  it.each([
    { case: 'constant values', levelAt: () => 100, spread: 0.3 },
    { case: 'a daily peak', levelAt: hoursOfADay(1 / 6, 40), spread: 0.1 },
    { case: 'the time just after the peak', levelAt: hoursOfADay(1 / 4, 40), spread: 0.1 },
    {
      case: 'durations that double steadily',
      levelAt: (minute: number) => 100 * 2 ** (minute / MINUTES),
      spread: 0.1,
    },
  ])('are found in at most two of 400 series of $case', ({ levelAt, spread }) => {
    expect(rowsWithAChange(levelAt, spread)).toBeLessThanOrEqual(2);
  });

  it.each([0.05, 0.1])('are found in at most two of 400 series while a day begins, spread %s', (spread) => {
    expect(rowsWithAChange(hoursOfADay(0, 40), spread)).toBeLessThanOrEqual(2);
  });

  it('include a step by a third, which is more than a day brings', () => {
    const rows = Array.from({ length: 100 }, (_, seed) =>
      levelChanges(durationsOf((minute) => (minute < 70 ? 100 : 133), 0.1, seed)),
    );
    expect(rows.filter((changes) => changes.length === 1).length).toBeGreaterThanOrEqual(98);
  });
});

describe('the segments of a series', () => {
  it('include the newest value alone if it is far out', () => {
    const values = [...durationsOf(() => 100, 0.05).slice(0, 60), 300];
    expect(levelParts(values).at(-1)).toEqual({ from: 60, to: 61, level: 300 });
  });

  it('cover the series without gaps', () => {
    const parts = levelParts(durationsOf((minute) => (minute % 40 < 20 ? 100 : 250), 0.3));
    expect(parts.length).toBeGreaterThan(4);
    expect(parts.map(({ from }) => from)).toEqual([0, ...parts.slice(0, -1).map(({ to }) => to)]);
    expect(parts.at(-1)?.to).toBe(MINUTES);
  });

  it('are none without values', () => {
    expect(levelParts([])).toEqual([]);
  });
});
