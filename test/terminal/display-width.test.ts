import { describe, expect, it } from 'vitest';
import { cutEnd, cutMiddle, displayWidth, padEnd, padStart } from '../../src/terminal/display-width.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

describe('the display width', () => {
  it.each([
    ['marks', 'x\u0311\u0312', 1],
    ['characters beyond the first plane', '𝒜𠜎', 3],
    ['signs that lmon draws with', '●▲·─━╾▁█…→›', 11],
  ])('of %s', (_, raw, width) => {
    expect(displayWidth(safeText(raw))).toBe(width);
  });
});

describe('a cut at the end', () => {
  it.each([
    ['never splits a wide character', '日本語ログ', 6, '日本…'],
    ['keeps a mark with its letter', 'ax\u0311bc', 3, 'ax\u0311…'],
    ['never separates a letter from a mark that fills a cell', 'abका', 4, 'abका'],
    ['omits a letter whose mark does not fit', 'abकाx', 4, 'ab…'],
    ['has room only for the ellipsis', 'checkout', 1, '…'],
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
});
