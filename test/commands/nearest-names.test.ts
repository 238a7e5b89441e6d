import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../src/commands/nearest-names.ts';

const NAMES = [
  'checkout-api',
  'cart-api',
  'billing-api-v2',
  'old-billing-api',
  'geo-lookup',
  'Geo-Lookup-Eu',
];

describe('the nearest names', () => {
  it.each([
    ['checkout', ['checkout-api']],
    ['API', ['cart-api', 'checkout-api', 'billing-api-v2']],
    ['geo-lookup', ['geo-lookup', 'Geo-Lookup-Eu']],
    ['geo-lokup-eu', ['Geo-Lookup-Eu']],
    ['cart-app', ['cart-api']],
    ['zzzzzzzz', []],
  ])('to %s are %j', (word, names) => {
    expect(nearestNames(word, NAMES)).toEqual(names);
  });

  it('are none where there are no names', () => {
    expect(nearestNames('x', [])).toEqual([]);
  });
});
