import { describe, expect, it } from 'vitest';
import { didYouMean } from '../../../src/terminal/spelling/did-you-mean.ts';
import { either } from '../../../src/terminal/spelling/either.ts';

describe('names to choose from', () => {
  it.each([
    [[], ''],
    [['cart-api', 'cart-sync'], 'cart-api or cart-sync'],
    [['cart-api', 'cart-sync', 'cart-mail'], 'cart-api, cart-sync or cart-mail'],
  ])('read as one phrase: %j', (names, phrase) => {
    expect(either(names)).toBe(phrase);
  });

  it('are offered so after a word that is unknown', () => {
    expect(didYouMean(['cart-api', 'cart-sync', 'cart-mail'])).toBe(
      '; did you mean cart-api, cart-sync or cart-mail?',
    );
    expect(didYouMean([])).toBe('');
  });
});
