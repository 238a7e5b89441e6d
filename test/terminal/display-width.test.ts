import { describe, expect, it } from 'vitest';
import { cutEnd, cutMiddle, displayWidth, padEnd, padStart } from '../../src/terminal/display-width.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

describe('the display width', () => {
  it.each([
    ['nothing', '', 0],
    ['ASCII', 'checkout-api', 12],
    ['Latin letters with accents', 'Zürich', 6],
    ['CJK', '日本語', 6],
    ['half-width kana', 'ｶﾀｶﾅ', 4],
    ['full-width letters', 'ＡＢＣ', 6],
    ['Hangul', '한국어', 6],
    ['emoji', '🚀✅', 4],
    ['marks', 'x\u0311\u0312', 1],
    ['characters beyond the first plane', '𝒜𠜎', 3],
    ['symbols of controls', '\x1b\x07', 2],
    ['signs that lmon draws with', '●▲·─━╾▁█…→›', 11],
  ])('of %s', (_, raw, width) => {
    expect(displayWidth(safeText(raw))).toBe(width);
  });
});

describe('a cut at the end', () => {
  it.each([
    ['changes nothing that fits', 'checkout', 8, 'checkout'],
    ['ends in an ellipsis', 'checkout-api', 8, 'checkou…'],
    ['never splits a wide character', '日本語ログ', 6, '日本…'],
    ['keeps a mark with its letter', 'ax\u0311bc', 3, 'ax\u0311…'],
    ['never separates a letter from a mark that fills a cell', 'abका', 4, 'abका'],
    ['omits a letter whose mark does not fit', 'abकाx', 4, 'ab…'],
    ['has room only for the ellipsis', 'checkout', 1, '…'],
    ['has no room', 'checkout', 0, ''],
  ])('%s', (_, raw, width, shown) => {
    expect(cutEnd(safeText(raw), width)).toBe(shown);
  });

  it('omits an ellipsis that is too wide', () => {
    expect(cutEnd(safe`checkout`, 2, safe`...`)).toBe('ch');
    expect(cutEnd(safe`日本`, 2, safe`...`)).toBe('日');
  });
});

describe('a cut in the middle', () => {
  it.each([
    ['changes nothing that fits', 'prod-checkout', 13, 'prod-checkout'],
    ['keeps both ends', 'prod-checkout-api-7f3a', 11, 'prod-…-7f3a'],
    ['never splits a wide character', '日本語のログです', 8, '日本…す'],
    ['never begins its second part with a mark', 'abcdex\u0311', 4, 'ab…x\u0311'],
    ['becomes a cut at the end in two cells', 'checkout', 2, 'c…'],
  ])('%s', (_, raw, width, shown) => {
    expect(cutMiddle(safeText(raw), width)).toBe(shown);
  });
});

describe('padding', () => {
  it('counts cells, not characters', () => {
    expect(padEnd(safe`日本`, 6)).toBe('日本  ');
    expect(padStart(safe`日本`, 6)).toBe('  日本');
  });

  it('changes nothing that is already too wide', () => {
    expect(padEnd(safe`checkout`, 3)).toBe('checkout');
  });
});
