import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../../src/terminal/spelling/nearest-names.ts';

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
    ['API', ['cart-api', 'checkout-api', 'billing-api-v2']],
    ['geo-lookup', ['geo-lookup', 'Geo-Lookup-Eu']],
    ['geo-lokup-eu', ['Geo-Lookup-Eu']],
    ['chekout', ['checkout-api']],
    ['bilings', ['billing-api-v2']],
    ['zzzzzzzz', []],
    ['a', []],
  ])('to %s are %j', (word, names) => {
    expect(nearestNames(word, NAMES)).toEqual(names);
  });

  it.each([
    ['nope', []],
    ['oen', ['one']],
    ['on', ['one']],
  ])('to %s are %j if there is only one', (word, names) => {
    expect(nearestNames(word, ['one'])).toEqual(names);
  });

  it('are none without names', () => {
    expect(nearestNames('x', [])).toEqual([]);
  });
});
