import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globPattern, isGlob } from '../../../src/lambda/function/name-pattern.ts';

describe('a glob', () => {
  it.each([
    ['checkout-*', 'checkout-api', true],
    ['checkout-*', 'my-checkout-api', false],
    ['c??rt-api', 'cart-api', false],
    ['[bc]art-api', 'cart-api', true],
    ['[!bc]art-api', 'cart-api', false],
    ['[a-c]art-*', 'cart-api', true],
    ['[]', '[]', true],
    ['[z-a]', 'b', false],
    ['a.c*', 'abc', false],
    ['*a*b', 'aXbYab', true],
    ['*a*b', 'aXbYa', false],
    ['[!-]*', 'cart', true],
    ['', '', true],
  ])('%s of %s: %s', (glob, name, matches) => {
    expect(globPattern(glob).matches(name)).toBe(matches);
  });

  it('designed for backtracking is matched in few steps', () => {
    expect(globPattern(`${'*a'.repeat(200)}*b`).matches('a'.repeat(5_000))).toBe(false);
  });

  it('of any text is matched without an error, and a plain name only matches itself', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.stringMatching(/^[\w-]{1,40}$/), (text, name) => {
        globPattern(text).matches(name);
        expect(isGlob(name)).toBe(false);
        expect(globPattern(name).matches(name)).toBe(true);
        expect(globPattern(name).matches(`${name}x`)).toBe(false);
        expect(globPattern(`${name}*`).matches(`${name}x`)).toBe(true);
      }),
    );
  });
});
