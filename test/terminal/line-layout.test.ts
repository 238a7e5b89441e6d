import { describe, expect, it } from 'vitest';
import { cell, firstThatFits, leftRight, lineText, span } from '../../src/terminal/line-layout.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

describe('the first wording that fits', () => {
  const ways = ['three words fit', 'two words', 'one'].map((text) => [span('fact', safeText(text))]);

  it.each([
    { width: 15, says: 'three words fit' },
    { width: 1, says: 'one' },
  ])('in $width cells is "$says"', ({ width, says }) => {
    expect(lineText(firstThatFits(ways, width))).toBe(says);
  });
});

describe('a cell', () => {
  it.each([
    ['a short name', 'geo', 6, 'left', 'geo   '],
    ['a number', '4.6', 6, 'right', '   4.6'],
    ['a long name', 'checkout-api', 6, 'left', 'check…'],
    ['a name of wide characters that leaves half a place', '日本語', 4, 'right', ' 日…'],
  ] as const)('holds %s', (_, raw, width, align, shown) => {
    expect(lineText(cell(safeText(raw), width, align))).toBe(shown);
  });

  it.each([
    ['a field with only its name left', 'placed  id=1  items=6', 20, 'placed  id=1 …      '],
    ['a field with less than four letters of its value', 'placed  id=82113', 15, 'placed …       '],
    ['a field with enough of its value', 'placed  id=821137', 16, 'placed  id=8211…'],
    ['a name too long for a gap', 'placed  paymentMethod=card', 23, 'placed  paymentMethod=…'],
    ['a word with more left', 'charge  rejected', 14, 'charge  rejec…'],
    ['a complete short word', 'took  ok  and more', 11, 'took  ok … '],
    ['a complete field with a short value', 'cart loaded  items=6  total=28.64', 21, 'cart loaded …        '],
  ] as const)('holds %s', (_, raw, width, shown) => {
    expect(lineText(cell(safeText(raw), width))).toBe(shown);
  });

  it('keeps the tones of a line', () => {
    const line = cell([span('crit', safe`11`, true), span('dim', safe` %`)], 6, 'right');
    expect(line).toEqual([span('fact', safe`  `), span('crit', safe`11`, true), span('dim', safe` %`)]);
  });
});

describe('a line with two ends', () => {
  const left = [span('fact', safe`checkout-api`, true), span('dim', safe` last hour`)];
  const right = [span('dim', safe`1 of 4`)];

  it.each([
    ['room for both', 32, 'checkout-api last hour    1 of 4'],
    ['room for the right end, and a cut left end', 20, 'checkout-api… 1 of 4'],
    ['no room for the left end', 6, '1 of 4'],
    ['not even room for the right end', 4, '1 o…'],
  ])('has %s', (_, width, shown) => {
    expect(lineText(leftRight(left, right, width))).toBe(shown);
  });

  it('gives all the room to the left if there is nothing on the right', () => {
    expect(lineText(leftRight(left, [], 22))).toBe('checkout-api last hour');
  });
});
