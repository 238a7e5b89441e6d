import { describe, expect, it } from 'vitest';
import { MET_NOW } from '../../../../src/capacity/assessment.ts';
import { inTimeText, shortUntilText } from '../../../../src/print/fleet/table/time-to-limit.ts';
import { untilText } from '../../../../src/triage/sentence/time-words.ts';

describe('the time to a limit', () => {
  const MINUTE_MS = 60_000;

  it.each([
    { eta: MET_NOW, column: 'now', after: 'now', range: 'now' },
    {
      eta: { earlyMs: 0, likelyMs: 0, lateMs: 3 * MINUTE_MS },
      column: '<1m',
      after: 'in <1m',
      range: 'within 3 min',
    },
    { eta: { earlyMs: 0, likelyMs: 0, lateMs: 1 }, column: '<1m', after: 'in <1m', range: 'within 1 min' },
    {
      eta: { earlyMs: 0, likelyMs: 53_000, lateMs: 3 * MINUTE_MS },
      column: '~1m',
      after: 'in ~53 s',
      range: 'in ~1 min (0 to 3)',
    },
    {
      eta: { earlyMs: 9 * MINUTE_MS, likelyMs: 12 * MINUTE_MS, lateMs: 15 * MINUTE_MS },
      column: '~12m',
      after: 'in ~12m',
      range: 'in ~12 min (9 to 15)',
    },
    {
      eta: { earlyMs: 7 * MINUTE_MS, likelyMs: 9.9 * MINUTE_MS, lateMs: 14 * MINUTE_MS },
      column: '~9m',
      after: 'in ~9m',
      range: 'in ~9 min (7 to 14)',
    },
  ])('is "now" in every place or in none: $range', ({ eta, column, after, range }) => {
    expect([shortUntilText(eta), inTimeText(eta.likelyMs, eta), untilText(eta, 'present')]).toEqual([
      column,
      after,
      range,
    ]);
  });
});
