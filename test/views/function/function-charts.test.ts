import { expect, it } from 'vitest';
import { functionCharts } from '../../../src/views/function/function-charts.ts';
import { CALM, LAGGING, LOSING, snapshotOf, THROTTLED } from '../fleet/fleet-story.ts';

it('no chart draws what CloudWatch measured in the colour of estimates', () => {
  const { functions } = snapshotOf({ functions: [CALM, LAGGING, LOSING, THROTTLED] });
  const charts = functions.flatMap((status) => functionCharts(status, status.minutes));
  const estimates = charts.flatMap(({ legend }) => legend.filter(({ tone }) => tone === 'ours'));
  expect(new Set(estimates.map(({ word }) => word))).toEqual(new Set(['~estimate']));
  const curves = charts.flatMap((chart) => chart.curves.filter(({ tone }) => tone === 'ours'));
  expect(curves).toHaveLength(estimates.length);
});

it('every chart draws a curve in the colour that its legend names', () => {
  const { functions } = snapshotOf({ functions: [CALM, LAGGING, LOSING, THROTTLED] });
  for (const { title, curves, legend } of functions.flatMap((status) =>
    functionCharts(status, status.minutes),
  )) {
    const drawn = curves.filter(
      (curve) => curve.stroke === 'level' || curve.isDrawn?.includes(true) !== false,
    );
    const named = legend.map(({ tone, stroke = 'line' }) => ({ tone, stroke }));
    for (const { tone, stroke = 'line' } of drawn) expect(named, title).toContainEqual({ tone, stroke });
  }
});
