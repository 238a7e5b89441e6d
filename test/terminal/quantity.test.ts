import { describe, expect, it } from 'vitest';
import { ageText, dollarsText } from '../../src/terminal/quantity.ts';

describe('an amount of money', () => {
  it.each([
    [0, '$0.00'],
    [2.214, '$2.21'],
    [999.999, '$1,000.00'],
    [1_614.41, '$1,614.41'],
    [1_234_567.8, '$1,234,567.80'],
  ])('of %s dollars is %s', (dollars, text) => {
    expect(dollarsText(dollars)).toBe(text);
  });
});

describe('a time span', () => {
  it.each([
    [8_000, '8 s'],
    [59_499, '59 s'],
    [360_000, '6m'],
    [4_320_000, '1h 12m'],
    [24 * 3_600_000, '1d'],
    [18 * 24 * 3_600_000 + 10 * 60_000, '18d'],
    [(4 * 24 + 5) * 3_600_000, '4d 5h'],
  ])('of %s ms is %s', (ms, text) => {
    expect(ageText(ms)).toBe(text);
  });
});
