import { describe, expect, it } from 'vitest';
import { cutEndWords, cutStartWords } from '../../src/terminal/cut-words.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

describe('a cut between words', () => {
  it.each([
    ['changes nothing that fits', 'record 6 of the batch', 21, 'record 6 of the batch'],
    ['keeps whole words', 'no such mailbox: it was removed', 20, 'no such mailbox: …'],
    ['keeps no more than a start in one cell', 'checkout', 1, 'c'],
  ])('%s', (_, raw, width, shown) => {
    expect(cutEndWords(safeText(raw), width, safe`…`)).toBe(shown);
  });

  it.each([
    ['changes nothing that fits', 'starts at #', 11, 'starts at #'],
    ['begins with a whole word', 'the batch that starts at #', 15, '… starts at #'],
    ['cuts a word that would take half of the end along', 'a longWordInside', 8, '…dInside'],
  ])('at the start %s', (_, raw, width, shown) => {
    expect(cutStartWords(safeText(raw), width, safe`…`)).toBe(shown);
  });
});
