import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundedParts } from '../../../src/print/function/rounded-parts.ts';

it.each([
  { parts: [0.4, 0.4, 0.4], rounded: [1, 0, 0] },
  { parts: [1.6, 0.6], rounded: [2, 0] },
])('rounds $parts to $rounded', ({ parts, rounded }) => {
  expect(roundedParts(parts, 1)).toEqual(rounded);
});

it('gives parts that add up to their rounded sum, each less than a step off', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1_000, noNaN: true }), { maxLength: 6 }), (parts) => {
      const rounded = roundedParts(parts, 1);
      const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
      expect(sum(rounded)).toBe(Math.round(sum(parts)));
      for (const [place, each] of rounded.entries())
        expect(Math.abs(each - parts[place]!)).toBeLessThanOrEqual(1);
    }),
  );
});
