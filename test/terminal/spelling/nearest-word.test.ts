import { describe, expect, it } from 'vitest';
import { nearestWord } from '../../../src/terminal/spelling/nearest-word.ts';

describe('the nearest word', () => {
  it.each([
    ['chekout-api', 'checkout-api'],
    ['checkout-ap', 'checkout-api'],
    ['CHECKOUT', null],
    ['x', null],
    ['', null],
    ['geo-lokup', 'geo-lookup'],
  ])('to "%s" is %s', (word, expected) => {
    expect(nearestWord(word, ['checkout-api', 'geo-lookup'])).toBe(expected);
  });
});
