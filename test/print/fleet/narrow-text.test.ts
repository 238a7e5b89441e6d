import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { narrowLagText } from '../../../src/print/fleet/narrow-text.ts';

describe('how far behind, in four cells', () => {
  it.each([
    [8_000, '8 s'],
    [20 * MINUTE_MS, '20m'],
    [71 * MINUTE_MS, '71m'],
    [99.6 * MINUTE_MS, '2h'],
    [26 * 60 * MINUTE_MS, '26h'],
    [72 * 60 * MINUTE_MS, '3d'],
  ])('%d ms is %s', (ms, text) => {
    expect(narrowLagText(ms)).toBe(text);
  });
});
