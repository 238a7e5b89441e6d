import { describe, expect, it } from 'vitest';
import { cutMiddleWords, cutStartWords } from '../../src/terminal/cut-words.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

describe('a cut between words', () => {
  it.each([
    ['changes nothing that fits', 'record 6 of the batch', 21, 'record 6 of the batch'],
    [
      'keeps whole words at both ends',
      'record 6 of the batch that starts at #',
      25,
      'record 6 of … starts at #',
    ],
    [
      'cuts a word that would take half of an end along',
      'UnknownCurrencyError: currency',
      16,
      'UnknownC…urrency',
    ],
    ['keeps no more than a start in one cell', 'checkout', 1, 'c'],
  ])('%s', (_, raw, width, shown) => {
    expect(cutMiddleWords(safeText(raw), width, safe`…`)).toBe(shown);
  });

  it.each([
    ['changes nothing that fits', 'starts at #', 11, 'starts at #'],
    ['begins with a whole word', 'the batch that starts at #', 15, '… starts at #'],
    ['cuts a word that would take half of the end along', 'a longWordInside', 8, '…dInside'],
  ])('at the start %s', (_, raw, width, shown) => {
    expect(cutStartWords(safeText(raw), width, safe`…`)).toBe(shown);
  });
});
