import { rankOf } from '../record/distribution.ts';
import type { Distribution } from '../world-metric.ts';

/** The percentiles that are looked up together when one is asked for: the sort is what costs. */
const USUAL_SHARES = [0.5, 0.9, 0.95, 0.99];

/**
 * Count, sum and extremes of whole-numbered samples, and their quantiles. The samples themselves are read again when
 * a quantile is first asked for, so that a summary may be kept for hours and costs next to nothing.
 */
export class SampleSummary {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly samples: () => Uint32Array;
  readonly #quantiles = new Map<number, number>();
  #lastSorted: WeakRef<Uint32Array> | null = null;

  constructor(samples: () => Uint32Array) {
    let sum = 0;
    let minimum = Infinity;
    let maximum = 0;
    const now = samples();
    for (const sample of now) {
      sum += sample;
      if (sample < minimum) minimum = sample;
      if (sample > maximum) maximum = sample;
    }
    this.count = now.length;
    this.sum = sum;
    this.minimum = minimum;
    this.maximum = maximum;
    this.samples = samples;
  }

  quantile(share: number): number {
    if (!this.#quantiles.has(share)) {
      const sorted = this.#sorted();
      if (!USUAL_SHARES.includes(share)) return sorted[rankOf(share, sorted.length)] ?? 0;
      for (const each of USUAL_SHARES) {
        this.#quantiles.set(each, sorted[rankOf(each, sorted.length)] ?? 0);
      }
    }
    return this.#quantiles.get(share) ?? 0;
  }

  /** Merging minutes asks for hundreds of quantiles in one go; a weak reference lives just long enough for that. */
  #sorted(): Uint32Array {
    const held = this.#lastSorted?.deref();
    if (held !== undefined) return held;
    const sorted = this.samples().sort();
    this.#lastSorted = new WeakRef(sorted);
    return sorted;
  }
}

/** Several summaries as one distribution in a unit of `perUnit` samples. Null when there is no sample. */
export function mergedDistribution(
  summaries: readonly SampleSummary[],
  perUnit: number,
): Distribution | null {
  const filled = summaries.filter(({ count }) => count > 0);
  const [only] = filled;
  if (only === undefined) return null;
  let sorted: Uint32Array | null = null;
  return {
    count: filled.reduce((count, each) => count + each.count, 0),
    sum: filled.reduce((sum, each) => sum + each.sum, 0) / perUnit,
    minimum: Math.min(...filled.map(({ minimum }) => minimum)) / perUnit,
    maximum: Math.max(...filled.map(({ maximum }) => maximum)) / perUnit,
    quantile: (share) => {
      if (filled.length === 1) return only.quantile(share) / perUnit;
      sorted ??= joined(filled.map((each) => each.samples())).sort();
      return (sorted[rankOf(share, sorted.length)] ?? 0) / perUnit;
    },
  };
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
