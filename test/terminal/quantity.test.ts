import { describe, expect, it } from 'vitest';
import { dollarsText } from '../../src/terminal/quantity.ts';

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
