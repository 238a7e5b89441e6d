import type { Distribution } from '../world-metric.ts';

/** Samples that are 0 or 1, such as those of Errors. Null when there are none. */
export function binarySamples(ones: number, zeros: number): Distribution | null {
  const count = ones + zeros;
  if (count === 0) return null;
  return {
    count,
    sum: ones,
    minimum: zeros > 0 ? 0 : 1,
    maximum: ones > 0 ? 1 : 0,
    quantile: (share) => (rankOf(share, count) < zeros ? 0 : 1),
  };
}

/** A few values as they are. Null when there are none. */
export function valueSamples(values: readonly number[]): Distribution | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  return {
    count: sorted.length,
    sum: sorted.reduce((sum, value) => sum + value, 0),
    minimum: sorted.at(0) ?? 0,
    maximum: sorted.at(-1) ?? 0,
    quantile: (share) => sorted[rankOf(share, sorted.length)] ?? 0,
  };
}

/** The position, from 0, of the smallest of `count` ordered samples that at least `share` of them don't exceed. */
export function rankOf(share: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.ceil(share * count) - 1));
}
