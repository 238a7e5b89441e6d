import { describe, expect, it } from 'vitest';
import { isRuntimeDeprecated } from '../../../src/lambda/function/runtime-support.ts';

const DAY_MS = 24 * 3_600_000;

describe('a runtime', () => {
  it('as python3.9 is deprecated from its day on, not a day earlier', () => {
    const fromMs = Date.parse('2025-12-15');
    expect(isRuntimeDeprecated('python3.9', fromMs - DAY_MS)).toBe(false);
    expect(isRuntimeDeprecated('python3.9', fromMs)).toBe(true);
    expect(isRuntimeDeprecated('python3.9', null)).toBe(false);
  });

  it('as nodejs18.x is deprecated at any time', () => {
    expect(isRuntimeDeprecated('nodejs18.x', null)).toBe(true);
  });

  it('as nodejs24.x is supported in November 2026', () => {
    expect(isRuntimeDeprecated('nodejs24.x', Date.UTC(2026, 10, 28))).toBe(false);
  });
});
