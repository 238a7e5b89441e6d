import type { EpochMs } from '../../../lambda/time.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import { binarySamples, valueSamples } from '../record/distribution.ts';
import type { Distribution, ProvisionedMetric } from '../world-metric.ts';
import type { PublishedMinute } from './published-minute.ts';
import { shownPeaks } from './shown-peaks.ts';

const PROVISIONED_METRICS: ReadonlySet<string> = new Set<ProvisionedMetric>([
  'ProvisionedConcurrentExecutions',
  'ProvisionedConcurrencyInvocations',
  'ProvisionedConcurrencySpilloverInvocations',
  'ProvisionedConcurrencyUtilization',
]);

export function isProvisionedMetric(metric: string): metric is ProvisionedMetric {
  return PROVISIONED_METRICS.has(metric);
}

/**
 * The published samples of a function's provisioned environments. There are none for a minute without calls.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function provisionedSamples(
  { model, provisioned }: SimulatedFunction,
  metric: ProvisionedMetric,
  { minuteMs, invocations, onProvisioned }: PublishedMinute,
  nowMs: EpochMs,
): Distribution | null {
  const { provisioned: environments } = model;
  if (environments === undefined) return null;
  const peakOf = (slotMs: EpochMs) => Math.max(...provisioned.map(({ peaks }) => peaks.of(slotMs)));
  const shown = () => shownPeaks(peakOf, minuteMs, nowMs);
  switch (metric) {
    case 'ProvisionedConcurrencyInvocations':
      return binarySamples(onProvisioned, invocations - onProvisioned);
    case 'ProvisionedConcurrencySpilloverInvocations':
      return binarySamples(invocations - onProvisioned, onProvisioned);
    case 'ProvisionedConcurrentExecutions':
      return valueSamples(shown());
    case 'ProvisionedConcurrencyUtilization':
      return valueSamples(shown().map((peak) => peak / environments));
  }
}
