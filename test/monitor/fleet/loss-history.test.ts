import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { HISTORY_MINUTES } from '../../../src/monitor/metric/metric-history.ts';
import type { MetricAnswer, MetricQuery, Sources } from '../../../src/monitor/sources.ts';
import { answeredOtherwise } from '../answered-otherwise.ts';
import { scriptedAccount, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';
import { watchedUntilEnd } from './watched-fleet.ts';

const START_MS = Date.parse('2026-11-24T03:00:00Z');

/** Asynchronous functions; the first `count` answers about their dropped events have that status. */
function calledAsynchronously(sources: Sources, status: MetricAnswer['status'], count: number): Sources {
  let asked = 0;
  const answered = ({ metric }: MetricQuery, item: MetricAnswer): MetricAnswer => {
    if (metric === 'AsyncEventAge')
      return {
        ...item,
        status: 'complete',
        points: [{ timestampMs: START_MS - 10 * MINUTE_MS, value: 900 }],
      };
    if (metric !== 'AsyncEventsDropped') return item;
    asked += 1;
    return asked <= count ? { ...item, status, points: [] } : item;
  };
  return answeredOtherwise(sources, answered);
}

describe('the fate of asynchronous events', () => {
  it.each([
    ['complete', 0, 1],
    // A failed query is sent twice in one poll.
    ['failed', 2, 3],
    ['denied', 1, 2],
  ] as const)(
    'is read as far back as it is kept, and again if it was %s at first',
    async (status, count, asked) => {
      const clock = createSteppedClock(START_MS);
      const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
      const sources = calledAsynchronously(account.sources, status, count);
      await watchedUntilEnd(sources, clock);
      for (let minute = 0; minute < 12; minute++) {
        await clock.pass(MINUTE_MS);
        await clock.turns(50);
      }
      const long = account.metricCalls.filter(
        ({ queries, range }) =>
          queries.some(({ metric }) => metric === 'AsyncEventsDropped') &&
          range.endMs - range.startMs === HISTORY_MINUTES * MINUTE_MS,
      );
      expect(long).toHaveLength(asked);
    },
  );
});
