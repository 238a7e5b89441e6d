import type { Counted } from './count-likelihood.ts';
import { polynomialThrough, powersOfPlaces } from './polynomial.ts';

/** A trend, and the curves of a day: smooth rises and falls without an event. */
export const SMOOTH_DEGREES = [1, 2, 3] as const;
const STEPS = 12;
const SMALLEST = 1e-9;

/**
 * Expected counts under a smoothly changing rate: the likeliest curve.
 *
 * @see https://en.wikipedia.org/wiki/Generalized_linear_model (iteratively reweighted least squares)
 */
export function smoothlyExpected(row: readonly Counted[], degree: number): readonly number[] {
  const totals = row.map(({ total }) => total ?? 1);
  const isShare = row.every(({ total }) => total !== null);
  const mean =
    row.reduce((all, { count }) => all + count, 0) /
    Math.max(
      1,
      totals.reduce((all, each) => all + each, 0),
    );
  const powers = powersOfPlaces(row.length, degree);
  let curve: readonly number[] = row.map(() => linkOf(mean, isShare));
  for (let step = 0; step < STEPS; step++) {
    const rates = curve.map((at) => rateOf(at, isShare));
    const weights = rates.map((rate, place) => (totals[place] ?? 0) * slopeOf(rate, isShare));
    const working = curve.map((at, place) => {
      const rate = rates[place] ?? 0;
      const total = totals[place] ?? 0;
      const seen = total === 0 ? rate : (row[place]?.count ?? 0) / total;
      return at + (seen - rate) / Math.max(SMALLEST, slopeOf(rate, isShare));
    });
    curve = polynomialThrough(working, weights, degree, powers).map((at) => Math.max(-25, Math.min(25, at)));
  }
  return curve.map((at, place) => rateOf(at, isShare) * (totals[place] ?? 0));
}

/** The likelihood of the series given expected counts; comparable with `CountLikelihood.of`. */
export function likelihoodOf(row: readonly Counted[], expected: readonly number[]): number {
  const isShare = row.every(({ total }) => total !== null);
  return row.reduce((all, { count, total }, place) => {
    const mean = Math.max(SMALLEST, expected[place] ?? 0);
    if (!isShare) return all + count * Math.log(mean) - mean;
    const share = Math.min(1 - SMALLEST, mean / Math.max(1, total ?? 1));
    return all + count * Math.log(share) + ((total ?? 0) - count) * Math.log1p(-share);
  }, 0);
}

function linkOf(rate: number, isShare: boolean): number {
  const seen = Math.max(SMALLEST, rate);
  return isShare ? Math.log(seen / Math.max(SMALLEST, 1 - seen)) : Math.log(seen);
}

function rateOf(at: number, isShare: boolean): number {
  return isShare ? 1 / (1 + Math.exp(-at)) : Math.exp(at);
}

function slopeOf(rate: number, isShare: boolean): number {
  return isShare ? rate * (1 - rate) : rate;
}
