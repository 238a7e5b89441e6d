import { expect, it } from 'vitest';
import { functionCharts } from '../../../src/views/function/function-charts.ts';
import { CALM, LAGGING, LOSING, snapshotOf, THROTTLED } from '../fleet/fleet-story.ts';

it('no chart draws what CloudWatch measured in the colour of estimates', () => {
  const { functions } = snapshotOf({ functions: [CALM, LAGGING, LOSING, THROTTLED] });
  const charts = functions.flatMap((status) => functionCharts(status, status.minutes));
  const drawn = charts.flatMap(({ legend, curves }) => [...legend, ...curves]);
  expect(drawn.length).toBeGreaterThan(0);
  expect(drawn.map(({ tone }) => tone)).not.toContain('ours');
});
