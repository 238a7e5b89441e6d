import type { Distribution } from '../../world/world-metric.ts';

/** A value, and how often it was seen. */
export type Sample = readonly [value: number, weight: number];

/** More than this many samples of one distribution add nothing to a percentile of several. */
const SAMPLES_PER_PART = 500;

export function distributionOfSamples(samples: readonly Sample[]): Distribution {
  const sorted = samples.toSorted(([left], [right]) => left - right);
  const count = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  return {
    count,
    sum: sorted.reduce((sum, [value, weight]) => sum + value * weight, 0),
    minimum: sorted[0]?.[0] ?? Number.NaN,
    maximum: sorted.at(-1)?.[0] ?? Number.NaN,
    quantile: (share) => valueAtRank(sorted, share * count),
  };
}

/** A statistic set says nothing of its percentiles unless all its samples are alike. */
export function distributionOfStatistics(set: Omit<Distribution, 'quantile'>): Distribution {
  return { ...set, quantile: () => (set.minimum === set.maximum ? set.minimum : Number.NaN) };
}

/** The parts as one; null when there are none. Percentiles are exact while the parts are small. */
export function mergedDistribution(parts: readonly Distribution[]): Distribution | null {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return first ?? null;
  let merged: Distribution | null = null;
  const add = (sum: number, value: number) => sum + value;
  return {
    count: parts.map((part) => part.count).reduce(add),
    sum: parts.map((part) => part.sum).reduce(add),
    minimum: Math.min(...parts.map((part) => part.minimum)),
    maximum: Math.max(...parts.map((part) => part.maximum)),
    quantile: (share) => {
      merged ??= distributionOfSamples(parts.flatMap(samplesOf));
      return merged.quantile(share);
    },
  };
}

function samplesOf(part: Distribution): readonly Sample[] {
  const size = Math.min(Math.ceil(part.count), SAMPLES_PER_PART);
  return Array.from(
    { length: size },
    (_, rank) => [part.quantile((rank + 0.5) / size), part.count / size] as const,
  );
}

/** Nearest rank; NaN where a part does not know its percentiles. */
function valueAtRank(sorted: readonly Sample[], rank: number): number {
  if (sorted.some(([value]) => Number.isNaN(value))) return Number.NaN;
  let seen = 0;
  for (const [value, weight] of sorted) {
    seen += weight;
    if (seen >= rank - 1e-9) return value;
  }
  return sorted.at(-1)?.[0] ?? Number.NaN;
}
