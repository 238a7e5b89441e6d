import { describe, expect, it } from 'vitest';
import {
  aboutLevelText,
  ageInWords,
  ageText,
  dollarsText,
  durationInWords,
  durationText,
  groupedText,
  levelText,
  percentText,
  rateText,
  shareText,
  spanInWords,
  spanText,
} from '../../src/terminal/quantity.ts';

describe('an amount of money', () => {
  it.each([
    [999.999, '$1,000.00'],
    [1_234_567.8, '$1,234,567.80'],
  ])('of %s dollars is %s', (dollars, text) => {
    expect(dollarsText(dollars)).toBe(text);
  });
});

describe('a whole number', () => {
  it.each([
    [-1_234, '-1,234'],
    [0, '0'],
    [999.5, '1,000'],
    [999_999.5, '1,000,000'],
  ])('of %s is %s', (value, text) => {
    expect(groupedText(value)).toBe(text);
  });
});

describe('what something was counted in', () => {
  it.each([
    [59_700, '1m', '1 min'],
    [82_000, '1m 22s', '1 min 22 s'],
    [599_700, '10m', '10 min'],
    [4_320_000, '1h 12m', '1 h 12 min'],
  ])('of %s ms is %s, or %s in a sentence', (ms, text, inWords) => {
    expect(spanText(ms)).toBe(text);
    expect(spanInWords(ms)).toBe(inWords);
  });
});

describe('a time span', () => {
  it.each([
    [8_000, '8 s'],
    [59_499, '59 s'],
    [360_000, '6m'],
    [4_320_000, '1h 12m'],
    [(4 * 24 + 5) * 3_600_000, '4d 5h'],
  ])('of %s ms is %s', (ms, text) => {
    expect(ageText(ms)).toBe(text);
  });
});

describe('a time span in a sentence', () => {
  it.each([
    [8_000, '8 s'],
    [3_600_000, '1 h'],
    [24 * 3_600_000, '1 day'],
    [(4 * 24 + 5) * 3_600_000, '4 days 5 h'],
  ])('of %s ms is %s', (ms, text) => {
    expect(ageInWords(ms)).toBe(text);
  });

  it.each([
    [999.4, '999 ms'],
    [4_600, '4.6 s'],
    [900_000, '15 min'],
  ])('that took %s ms is %s', (ms, text) => {
    expect(durationInWords(ms)).toBe(text);
  });
});

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [999.4, '999 ms'],
    [999.5, '1.0 s'],
    [4_600, '4.6 s'],
    [99_949, '99.9 s'],
    [99_950, '1m 40s'],
    [119_500, '2m'],
    [125_000, '2m 05s'],
    [900_000, '15m'],
    [3_599_499, '59m 59s'],
    [3_599_500, '1h 00m'],
    [4_320_000, '1h 12m'],
    [12 * 3_600_000, '12h 00m'],
  ])('of %s ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
    // The width of the columns.
    expect(text.length).toBeLessThanOrEqual(7);
  });
});

describe('almost zero', () => {
  it.each([
    ['1 error in 18,602 calls', percentText(1 / 18_602), '<0.1'],
    ['no error', percentText(0), '0'],
    ['one call in a minute', rateText(1 / 60), '<0.1'],
    ['no call', rateText(0), '0'],
    ['a hundredth of an environment', levelText(0.01), '<0.1'],
    ['an estimated hundredth of an environment', aboutLevelText(0.01), '<0.1'],
    ['3 requests of 10,000', shareText(3 / 10_000), '<1 %'],
  ])('is never shown as zero: %s', (_, text, expected) => {
    expect(text).toBe(expected);
  });
});
