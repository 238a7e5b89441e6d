import { describe, expect, it } from 'vitest';
import { evenScale, roundTop } from '../../../src/views/charts/chart-scale.ts';

describe('the scale of a chart', () => {
  it.each([2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 20, 31, 50])(
    'labels few of %i rows, evenly from top to bottom',
    (rows) => {
      const { ticks, top } = evenScale(rows, (steps) => steps);
      const places = ticks.flatMap((tick, row) => (tick === null ? [] : [{ tick, row }]));
      const labelEvery = places[1]!.row;
      expect(places).toEqual(places.map((_, tick) => ({ tick, row: tick * labelEvery })));
      expect(places.length).toBeLessThanOrEqual(7);
      expect(ticks.at(-1)).toBe(top);
      expect(ticks.length).toBeLessThanOrEqual(rows);
      expect(rows - ticks.length).toBeLessThan(labelEvery);
    },
  );

  it.each([
    { value: 610, steps: 5, top: 750 },
    { value: 9, steps: 4, top: 12 },
    { value: 1.1, steps: 1, top: 2 },
    { value: 0.1, steps: 4, top: 0.12 },
    { value: 0.9, steps: 5, top: 1 },
    { value: 0, steps: 4, top: 4 },
    { value: Number.NaN, steps: 4, top: 4 },
  ])('for $value in $steps steps ends at $top', ({ value, steps, top }) => {
    expect(roundTop(value, steps)).toBeCloseTo(top, 9);
  });

  it('is never lower than the value and has round steps', () => {
    for (let value = 0.001; value < 1e7; value *= 1.37) {
      for (const steps of [1, 2, 3, 4, 5, 6]) {
        const top = roundTop(value, steps);
        const step = top / steps;
        const leading = Number(step.toExponential(6).split('e')[0]);
        expect(top).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        expect(step >= 10 ? [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8] : [1, 2, 3, 4, 5, 6, 8]).toContain(
          leading,
        );
      }
    }
  });
});
