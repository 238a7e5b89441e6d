/** A count and its total: errors of calls. `total` is null for a plain count. */
export interface Counted {
  readonly count: number;
  readonly total: number | null;
}

/** The likelihood of any stretch of a series under one common rate, in constant time. */
export interface CountLikelihood {
  readonly length: number;
  /** Natural logarithm; only differences between segmentations of the same series are meaningful. */
  of(from: number, to: number): number;
  rate(from: number, to: number): number;
  /** The expected count at the rate. */
  expected(place: number, rate: number): number;
}

/**
 * Binomial for counts with totals, else Poisson.
 *
 * @param usual the expected count of each value without a change; uniform by default
 *
 * @see https://en.wikipedia.org/wiki/Likelihood-ratio_test
 */
export function countLikelihood(row: readonly Counted[], usual?: readonly number[]): CountLikelihood {
  const isShare = row.every(({ total }) => total !== null);
  const exposures = row.map(({ total }, place) => (isShare ? (total ?? 0) : (usual?.[place] ?? 1)));
  const counts = runningSums(row.map(({ count }) => count));
  const totals = runningSums(exposures);
  const count = (from: number, to: number) => between(counts, from, to);
  const total = (from: number, to: number) => between(totals, from, to);
  return {
    length: row.length,
    of: (from, to) =>
      isShare ? binomial(count(from, to), total(from, to)) : poisson(count(from, to), total(from, to)),
    rate: (from, to) => {
      const of = total(from, to);
      return of === 0 ? 0 : count(from, to) / of;
    },
    expected: (place, rate) => rate * (exposures[place] ?? 0),
  };
}

function binomial(count: number, total: number): number {
  if (total <= 0 || count <= 0 || count >= total) return 0;
  const share = count / total;
  return count * Math.log(share) + (total - count) * Math.log1p(-share);
}

/** Without terms that don't depend on the segmentation. */
function poisson(count: number, exposure: number): number {
  return count <= 0 || exposure <= 0 ? 0 : count * Math.log(count / exposure);
}

function runningSums(values: readonly number[]): readonly number[] {
  const sums = [0];
  let sum = 0;
  for (const value of values) {
    sum += value;
    sums.push(sum);
  }
  return sums;
}

function between(sums: readonly number[], from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}
