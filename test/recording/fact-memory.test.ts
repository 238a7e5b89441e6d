import { describe, expect, it } from 'vitest';
import { ACCOUNT } from '../../src/monitor/metric-owner.ts';
import type { MetricQuery } from '../../src/monitor/sources.ts';
import { createFactMemory } from '../../src/recording/fact-memory.ts';

const QUERY: MetricQuery = { owner: ACCOUNT, metric: 'Invocations', statistic: 'Sum' };
const RANGE = { startMs: 0, endMs: 120_000, periodMs: 60_000 };
const POINTS = [
  { timestampMs: 0, value: 1 },
  { timestampMs: 60_000, value: 2 },
];

describe('what a new segment states anew', () => {
  it('are all points, and not only those of the last answer', () => {
    const memory = createFactMemory();
    memory.newsOf(QUERY, RANGE, { points: POINTS, status: 'complete' });
    memory.newsOf(QUERY, { ...RANGE, startMs: 60_000 }, { points: POINTS.slice(1), status: 'complete' });
    expect(memory.restated(5)).toEqual([
      expect.objectContaining({
        atMs: 5,
        startMs: 0,
        endMs: 120_000,
        series: [
          {
            metric: 'Invocations',
            statistic: 'Sum',
            isDenied: false,
            points: [
              [0, 1],
              [60_000, 2],
            ],
          },
        ],
      }),
    ]);
  });

  it('says of a series that is denied that it is', () => {
    const memory = createFactMemory();
    memory.newsOf(QUERY, RANGE, { points: [], status: 'denied' });
    expect(memory.restated(5)).toMatchObject([{ series: [{ isDenied: true }] }]);
  });

  it('is what the account said last, though an error came after it', () => {
    const memory = createFactMemory();
    const value = { concurrency: 1_000, unreservedConcurrency: 765 };
    const fact = { fact: 'known', atMs: 0, what: 'accountLimits', of: null, value } as const;
    expect([memory.learns(fact), memory.learns(fact)]).toEqual([true, false]);
    memory.forget('accountLimits', null);
    expect(memory.restated(5)).toEqual([{ ...fact, atMs: 5 }]);
    expect(memory.learns(fact)).toBe(true);
  });
});
