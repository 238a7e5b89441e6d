import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../src/triage/quantile.ts';
import { SortedWindow } from '../../src/triage/sorted-window.ts';

const SERIES = fc.array(
  fc.option(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, noNaN: true }))),
);

describe('a sorted window', () => {
  it('knows the quantiles of the newest values, as if they were sorted anew', () => {
    fc.assert(
      fc.property(
        SERIES,
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (series, length, share) => {
          const window = new SortedWindow(length);
          for (const [index, value] of series.entries()) {
            window.add(value);
            const newest = series
              .slice(Math.max(0, index + 1 - length), index + 1)
              .filter((each) => each !== null);
            expect(window.size).toBe(newest.length);
            expect(window.quantile(share)).toBe(quantile(newest, share));
          }
        },
      ),
    );
  });

  it('has no quantile while it holds nothing', () => {
    const window = new SortedWindow(2);
    expect(window.quantile(0.5)).toBeNull();
    for (const value of [7, null, null]) window.add(value);
    expect(window.quantile(0.5)).toBeNull();
  });
});
