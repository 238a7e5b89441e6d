import { describe, expect, it } from 'vitest';
import { times } from '../troubled.ts';
import { broken, FINE, HOUR } from './broken-rule.ts';

describe('a healthy function', () => {
  it.each([
    { case: 'an hour of calls', minutes: [...HOUR] },
    { case: 'three minutes of history', minutes: [FINE, FINE, FINE] },
    { case: 'its first minutes after a deploy', minutes: [...times(57, null), FINE, FINE, FINE] },
  ])('breaks no rule with $case', ({ minutes }) => {
    expect(broken({ minutes })).toEqual([]);
  });
});

describe('broken rules', () => {
  it('are sorted worst first', () => {
    const minutes = [...HOUR, ...times(5, { errors: 3, throttles: 50, durationMaxMs: 9_900 })];
    expect(broken({ minutes }).map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'crit throttles',
      'crit timeout',
      'warn errors',
    ]);
  });
});
