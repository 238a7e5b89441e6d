import { describe, expect, it } from 'vitest';
import { bySeverity, type Severity, worse } from '../../src/triage/severity.ts';

describe('severity', () => {
  it('is ordered worst first, with unknown before ok', () => {
    const mixed: readonly Severity[] = ['ok', 'crit', 'unknown', 'warn'];
    expect(mixed.toSorted(bySeverity)).toEqual(['crit', 'warn', 'unknown', 'ok']);
  });

  it.each([
    ['ok', 'unknown', 'unknown'],
    ['warn', 'unknown', 'warn'],
  ] as const)('is for %s and %s the worse, %s', (a, b, expected) => {
    expect(worse(a, b)).toBe(expected);
    expect(worse(b, a)).toBe(expected);
  });
});
