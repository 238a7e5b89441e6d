import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { PeriodSeries } from '../../../src/monitor/metric/period-series.ts';

const START = Date.parse('2026-11-24T03:00:00Z');
const minute = (index: number) => START + index * MINUTE_MS;

describe('a series of minutes', () => {
  it('can keep longer periods', () => {
    const series = new PeriodSeries(3, 5 * MINUTE_MS);
    series.put(minute(0), 1);
    series.put(minute(5), 2);
    expect([minute(0), minute(4), minute(5), minute(10)].map((time) => series.at(time))).toEqual([
      1,
      1,
      2,
      null,
    ]);
  });

  it('files a time within a minute under that minute', () => {
    const series = new PeriodSeries(3);
    series.put(minute(1) + 59_999, 4);
    expect(series.at(minute(1))).toBe(4);
    expect(series.at(minute(1) + 1)).toBe(4);
  });

  it('keeps the newest minutes in whatever order they arrive, and invents none', () => {
    const puts = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.double({ noNaN: true })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(puts, (values) => {
        const series = new PeriodSeries(10);
        for (const [index, value] of values) series.put(minute(index), value);
        const newest = Math.max(...values.map(([index]) => index));
        for (let index = 0; index <= 45; index++) {
          const told =
            values.findLast(([each, value]) => each === index && Number.isFinite(value))?.[1] ?? null;
          if (index > newest - 10) expect(series.at(minute(index))).toBe(told);
          else expect([told, null]).toContain(series.at(minute(index)));
        }
      }),
    );
  });
});
