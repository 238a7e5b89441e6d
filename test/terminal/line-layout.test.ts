import { describe, expect, it } from 'vitest';
import { glyphSet } from '../../src/terminal/glyphs.ts';
import {
  cell,
  firstThatFits,
  heading,
  leftRight,
  lineText,
  lineWidth,
  span,
  wrappedLine,
} from '../../src/terminal/line-layout.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

const block = glyphSet('block');
const ascii = glyphSet('ascii');

describe('the first wording that fits', () => {
  const ways = ['three words fit', 'two words', 'one'].map((text) => [span('fact', safeText(text))]);

  it.each([
    { width: 20, says: 'three words fit' },
    { width: 15, says: 'three words fit' },
    { width: 14, says: 'two words' },
    { width: 3, says: 'one' },
    { width: 1, says: 'one' },
  ])('in $width cells is "$says"', ({ width, says }) => {
    expect(lineText(firstThatFits(ways, width))).toBe(says);
  });

  it('is empty without wordings', () => {
    expect(firstThatFits([], 10)).toEqual([]);
  });
});

describe('a cell', () => {
  it.each([
    ['a short name', 'geo', 6, 'left', 'geo   '],
    ['a number', '4.6', 6, 'right', '   4.6'],
    ['a long name', 'checkout-api', 6, 'left', 'check…'],
    ['a name of wide characters', '日本語', 5, 'right', '日本…'],
    ['a name of wide characters that leaves half a place', '日本語', 4, 'right', ' 日…'],
  ] as const)('holds %s', (_, raw, width, align, shown) => {
    expect(lineText(cell(safeText(raw), width, align))).toBe(shown);
  });

  it.each([
    ['a field with little left', 'cart loaded  orderId=1  items=6', 26, 'cart loaded  orderId=1 …  '],
    ['a field with only its name left', 'placed  id=1  items=6', 20, 'placed  id=1 …      '],
    ['a field with less than four letters of its value', 'placed  id=82113', 15, 'placed …       '],
    ['a field with enough of its value', 'placed  id=821137', 16, 'placed  id=8211…'],
    ['a name too long for a gap', 'placed  paymentMethod=card', 23, 'placed  paymentMethod=…'],
    ['a note with more left', 'charge  said by 99 %  newest first', 30, 'charge  said by 99 %  newest …'],
    ['a word with more left', 'charge  rejected', 14, 'charge  rejec…'],
    ['a complete short word', 'took  ok  and more', 11, 'took  ok … '],
    ['fields with a complete last one', 'placed  id=82113  items=6', 19, 'placed  id=82113 … '],
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

describe('a heading', () => {
  it.each([
    ['its title, a hairline and its note', 24, 'EVENTS ──── newest first'],
    ['no note if both would not fit', 19, 'EVENTS ────────────'],
    ['only its title', 6, 'EVENTS'],
    ['a cut title', 4, 'EVE…'],
  ])('shows %s', (_, width, shown) => {
    expect(lineText(heading(safe`EVENTS`, safe`newest first`, width, block))).toBe(shown);
  });

  it('draws the hairline to the edge without a note', () => {
    expect(lineText(heading(safe`WHY`, null, 8, ascii))).toBe('WHY ----');
  });

  it('is bold and dim, its hairline faint', () => {
    const [title, , rule] = heading(safe`WHY`, null, 8, block);
    expect(title).toEqual({ tone: 'dim', text: 'WHY', bold: true });
    expect(rule).toMatchObject({ tone: 'faint' });
  });

  it('ends at the edge whatever its title', () => {
    expect(lineWidth(heading(safeText('日本語'), safe`n`, 20, block))).toBe(20);
  });
});

describe('a wrapped line', () => {
  it.each([
    ['under 1 % of all', 8, ['under', '1 % of', 'all']],
    ['it took 10.0 s at most', 12, ['it took', '10.0 s at', 'most']],
    ['in 9 minutes', 4, ['in 9', 'minu', 'tes']],
    ['12 345', 3, ['12', '345']],
    ['full in 12 (9 to 16)', 15, ['full in 12', '(9 to 16)']],
    ['full in 12 (9 to 16)', 17, ['full in 12', '(9 to 16)']],
    ['seen 3h 07m ago', 9, ['seen', '3h 07m', 'ago']],
  ])('of %j keeps numbers and their units together', (text, width, rows) => {
    expect(wrappedLine([span('fact', safeText(text))], width).map(lineText)).toEqual(rows);
  });

  it.each([
    ['nothing', '', 10, ['']],
    ['what fits', 'ten  cells', 10, ['ten  cells']],
    ['words', 'one two three four', 9, ['one two', 'three', 'four']],
    ['a word longer than a row', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['a word that fits into a row of its own', 'of ValueError', 10, ['of', 'ValueError']],
    ['a long name', 'a media.UnsupportedImage', 14, ['a media.', 'Unsupported', 'Image']],
    ['a name of several words', 'UnsupportedImageException', 20, ['UnsupportedImage', 'Exception']],
    ['a path', '/var/task/node_modules/pg', 12, ['/var/task/', 'node_modules', '/pg']],
    ['wide characters', '日本語日本', 5, ['日本', '語日', '本']],
    ['a row narrower than a character', '日', 1, ['']],
    ['a space with a mark on it', 'one \u0301two', 5, ['one \u0301t', 'wo']],
    ['a mark with nothing to combine with', '\u0301one two', 4, ['\u00a0\u0301one', 'two']],
    ['a no-break space with a mark after a cut', 'abcd\n\u0301', 4, ['abcd', '␊\u0301']],
  ])('of %s', (_, text, width, rows) => {
    const wrapped = wrappedLine([span('fact', safeText(text))], width);
    expect(wrapped.map(lineText)).toEqual(rows);
    for (const row of wrapped) expect(lineWidth(row)).toBeLessThanOrEqual(width);
  });

  it('keeps a word whole even if its letters or neighbours differ in style', () => {
    const line = [
      span('fact', safe`slower since `),
      span('fact', safe`02:55`, true),
      span('dim', safe`Z; likely`),
    ];
    expect(wrappedLine(line, 18).map(lineText)).toEqual(['slower since', '02:55Z; likely']);
  });

  it('keeps a word that just fits', () => {
    expect(wrappedLine([span('fact', safe`seven letters and`)], 13).map(lineText)).toEqual([
      'seven letters',
      'and',
    ]);
  });
});
