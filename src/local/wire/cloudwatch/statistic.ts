import type { Distribution } from '../../world/world-metric.ts';

/** Computes a statistic from a period's samples; NaN where it can't be computed. */
export type StatisticReader = (samples: Distribution) => number;

const PLAIN: ReadonlyMap<string, StatisticReader> = new Map<string, StatisticReader>([
  ['SampleCount', ({ count }) => count],
  ['Sum', ({ sum }) => sum],
  ['Average', ({ sum, count }) => sum / count],
  ['Minimum', ({ minimum }) => minimum],
  ['Maximum', ({ maximum }) => maximum],
]);

/**
 * The reader of `Sum`, `p99.9` and so on; null for an unknown statistic.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function statisticReader(name: string): StatisticReader | null {
  const plain = PLAIN.get(name);
  if (plain !== undefined) return plain;
  const percent = Number(/^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name)?.[1] ?? Number.NaN);
  return percent >= 0 && percent <= 100 ? (samples) => samples.quantile(percent / 100) : null;
}
