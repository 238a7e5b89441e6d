import { describe, expect, it } from 'vitest';
import { regularisedLowerGamma } from '../../../src/capacity/statistics/incomplete-gamma.ts';

/** The chance that a Poisson variable of `mean` is at least `count`, summed term by term. */
function poissonAtLeast(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < count; k++) {
    below += term;
    term *= mean / (k + 1);
  }
  return 1 - below;
}

describe('the regularised lower incomplete gamma function', () => {
  it.each([
    { a: 1, x: 1, value: 0.6321205588285577, because: '1 - 1/e' },
    { a: 0.5, x: 0.25, value: 0.5204998778130465, because: 'erf(0.5)' },
    { a: 0.5, x: 4, value: 0.9953222650189527, because: 'erf(2)' },
    { a: 2, x: 1, value: 0.2642411176571153, because: '1 - 2/e' },
    { a: 3, x: 3, value: 0.5768099188731565, because: '1 - 8.5 exp(-3)' },
  ])('is $value at ($a, $x): $because', ({ a, x, value }) => {
    expect(Math.abs(regularisedLowerGamma(a, x) / value - 1)).toBeLessThan(1e-10);
  });

  it.each([
    { count: 5, mean: 2 },
    { count: 200, mean: 260 },
  ])('is the chance that a Poisson variable of mean $mean is at least $count', ({ count, mean }) => {
    expect(regularisedLowerGamma(count, mean)).toBeCloseTo(poissonAtLeast(count, mean), 10);
  });

  it.each([
    { case: 'nothing is running', a: 10, x: 0, value: 0 },
    { case: 'a mean below zero', a: 10, x: -1, value: 0 },
    { case: 'there is no limit to meet', a: 0, x: 3, value: 1 },
  ])('is $value when $case', ({ a, x, value }) => {
    expect(regularisedLowerGamma(a, x)).toBe(value);
  });

  it.each([10_000, 100_000])('is about one half at its mean, even for %i', (mean) => {
    expect(regularisedLowerGamma(mean, mean)).toBeCloseTo(0.5, 2);
  });

  it('is continuous where the series gives way to the fraction', () => {
    for (const a of [1, 7.5, 64, 900]) {
      const below = regularisedLowerGamma(a, a + 1 - 1e-9);
      const above = regularisedLowerGamma(a, a + 1 + 1e-9);
      expect(Math.abs(above - below)).toBeLessThan(1e-8);
    }
  });
});
