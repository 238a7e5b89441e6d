import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import {
  type AxisLabel,
  ageLabel,
  countLabel,
  durationLabel,
  shareLabel,
} from '../../../src/views/charts/axis-label.ts';
import type { ChartScale } from '../../../src/views/charts/chart-scale.ts';
import { ageScale, countScale, durationScale, shareScale } from '../../../src/views/function/unit-scales.ts';

/** From the top row down; empty without a label. */
function axisOf({ ticks, top }: ChartScale, label: AxisLabel): readonly string[] {
  const step = ticks.find((tick) => tick !== null && tick > 0) ?? top;
  return ticks.toReversed().map((tick) => (tick === null ? '' : label(tick, { top, step })));
}

const HEIGHTS = Array.from({ length: 17 }, (_, index) => index + 4);
const SECOND_MS = 1_000;

const LIMITS = [
  ...[1, 2, 4, 7, 10, 35, 50, 97, 128, 200, 350, 765, 1_000, 1_250, 3_000, 10_000, 21_000].map((limit) => ({
    limit,
    scaleOf: countScale,
    label: countLabel,
    says: limit.toLocaleString('en'),
  })),
  ...[
    { seconds: 1, says: /^1(\.0+)? s$/ },
    { seconds: 3, says: /^3(\.0+)? s$/ },
    { seconds: 10, says: /^10(\.0+)? s$/ },
    { seconds: 29, says: /^29(\.0)? s$/ },
    { seconds: 30, says: /^30(\.0+)? s$/ },
    { seconds: 150, says: '2m 30s' },
    { seconds: 180, says: '3m' },
    { seconds: 900, says: '15m' },
  ].map(({ seconds, says }) => ({
    limit: seconds * SECOND_MS,
    scaleOf: durationScale,
    label: durationLabel,
    says,
  })),
];

describe('the scale of a chart with a limit', () => {
  it.each(LIMITS)('has a labelled row at $limit, at each height', ({ limit, scaleOf, label, says }) => {
    for (const height of HEIGHTS) {
      for (const share of [0, 0.3, 0.97, 1, 1.25, 2, 3]) {
        const scale = scaleOf(limit, limit * share, height);
        const intervals = scale.ticks.length - 1;
        const row = (limit / scale.top) * intervals;
        expect([height, share, row]).toEqual([height, share, expect.closeTo(scale.ticks.indexOf(limit), 6)]);
        expect(axisOf(scale, label)[intervals - Math.round(row)]).toMatch(says);
        expect(intervals).toBeLessThan(height);
        expect(scale.top).toBeGreaterThanOrEqual(limit * share * (1 - 1e-9));
      }
    }
  });

  it.each(LIMITS)(
    'has each label in its own row, told apart, with a limit of $limit',
    ({ limit, scaleOf, label }) => {
      for (const height of HEIGHTS) {
        for (const share of [0.9, 1.5]) {
          const scale = scaleOf(limit, limit * share, height);
          const { ticks, top } = scale;
          for (const [row, tick] of ticks.entries())
            if (tick !== null) expect(Math.abs((tick / top) * (ticks.length - 1) - row)).toBeLessThan(0.5);
          const labels = axisOf(scale, label).filter((each) => each !== '');
          expect(new Set(labels).size).toBe(labels.length);
          for (const each of labels) expect(each.length).toBeLessThanOrEqual(7);
        }
      }
    },
  );

  it.each(LIMITS)('fills most of the height where $limit is not exceeded', ({ limit, scaleOf }) => {
    for (const height of HEIGHTS) {
      expect(scaleOf(limit, limit * 0.9, height).ticks.indexOf(limit)).toBeGreaterThanOrEqual(
        (height - 1) / 2,
      );
    }
  });

  it.each([
    { limit: 200, count: 190, height: 4, axis: '200 · · 0' },
    { limit: 200, count: 225, height: 5, axis: '· 200 · · 0' },
    { limit: 200, count: 190, height: 5, axis: '200 150 100 50 0' },
    { limit: 200, count: 220, height: 4, axis: '· 200 100 0' },
    { limit: 200, count: 275, height: 4, axis: '300 200 100 0' },
    { limit: 200, count: 240, height: 6, axis: '250 200 150 100 50 0' },
    { limit: 200, count: 240, height: 10, axis: '300 · · 200 · · 100 · · 0' },
    { limit: 200, count: 800, height: 5, axis: '800 600 400 200 0' },
    { limit: 35, count: 34, height: 5, axis: '35 · · · 0' },
    { limit: 35, count: 34, height: 6, axis: '35 28 21 14 7 0' },
    { limit: 35, count: 44, height: 5, axis: '· 35 · · 0' },
    { limit: 97, count: 90, height: 9, axis: '97 · 75 · 50 · 25 · 0' },
    { limit: 765, count: 350, height: 7, axis: '765 · 500 · 250 · 0' },
    { limit: 765, count: 2_000, height: 7, axis: '2,295 · 1,530 · 765 · 0' },
    { limit: 1, count: 1, height: 5, axis: '1 · · · 0' },
  ])('of $limit that shows $count in $height rows reads $axis', ({ limit, count, height, axis }) => {
    const labels = axisOf(countScale(limit, count, height), countLabel);
    expect(labels.map((label) => label || '·').join(' ')).toBe(axis);
  });

  it.each([28, 31, 34, 37, 40])('labels more than its limit in %i rows of a large screen', (height) => {
    const labels = axisOf(countScale(765, 900, height), countLabel).filter((label) => label !== '');
    expect(labels).toEqual(['765', '500', '250', '0']);
  });

  it('is round without its limit if its curves are too far above it', () => {
    expect(axisOf(countScale(200, 2_000, 4), countLabel)).toEqual(['2,250', '1,500', '750', '0']);
  });
});

describe('the scale of a chart of shares', () => {
  it.each([0.97, 1])(
    'ends at a labelled 100 %% where it has to reach a share of %s, at each height',
    (share) => {
      for (const height of HEIGHTS) {
        const scale = shareScale(share, height);
        expect([height, scale.top, axisOf(scale, shareLabel)[0]]).toEqual([height, 1, '100 %']);
        expect(scale.ticks.length).toBeLessThanOrEqual(height);
        expect(scale.ticks.length).toBeGreaterThan((2 / 3) * (height - 1));
      }
    },
  );

  it.each([
    { height: 4, says: ['100 %', '50 %', '0 %'] },
    { height: 5, says: ['100 %', '75 %', '50 %', '25 %', '0 %'] },
    { height: 7, says: ['100 %', '80 %', '60 %', '40 %', '20 %', '0 %'] },
  ])('has round labels on $height rows', ({ height, says }) => {
    expect(axisOf(shareScale(1, height), shareLabel)).toEqual(says);
  });

  it('leaves no rows over where other round labels use them', () => {
    const rows = [13, 33, 37, 45, 49, 53].map((height) => [height, shareScale(1, height).ticks.length]);
    expect(rows).toEqual(rows.map(([height]) => [height, height]));
  });
});

describe('the scale of ages', () => {
  it('fits a lag of 21 minutes, in round steps', () => {
    const axisAt = (rows: number) => axisOf(ageScale(21 * MINUTE_MS, rows), ageLabel);
    expect(axisAt(4)).toEqual(['24m', '16m', '8m', '0 s']);
    expect(axisAt(5)).toEqual(['24m', '18m', '12m', '6m', '0 s']);
    expect(axisAt(6)).toEqual(['25m', '20m', '15m', '10m', '5m', '0 s']);
  });

  it('leaves less than a third of a chart free above an age of ten minutes or more', () => {
    for (let minutes = 10; minutes < 1_440; minutes += 1) {
      for (const rows of HEIGHTS) {
        const { top } = ageScale(minutes * MINUTE_MS, rows);
        expect([minutes, rows, top / MINUTE_MS / minutes < 1.5]).toEqual([minutes, rows, true]);
      }
    }
  });
});
