import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { HISTORY_MINUTES } from '../../../src/monitor/metric/metric-history.ts';
import type { MetricAnswer, MetricQuery, Sources } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { answeredOtherwise } from '../answered-otherwise.ts';
import {
  type ScriptedAccount,
  scriptedAccount,
  scriptedFunction,
  scriptedMapping,
} from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';
import { watchedUntilEnd } from './watched-fleet.ts';

const START_MS = Date.parse('2026-11-24T03:00:00Z');
const JOBS_ARN = rawText('arn:aws:sqs:eu-west-1:123456789012:jobs');
const DEAD_ARN = rawText('arn:aws:sqs:eu-west-1:123456789012:jobs-dead');

/** One function that reads the queue `jobs`, with the dead-letter queue `jobs-dead`. */
function calledByJobs({ sources }: ScriptedAccount): Sources {
  const { functions } = sources;
  return {
    ...sources,
    functions: {
      ...functions,
      mappings: async (...question) => {
        const answer = await functions.mappings(...question);
        const items = [scriptedMapping('worker', { source: 'sqs', sourceArn: JOBS_ARN })];
        return answer.ok ? { ok: true, value: { ...answer.value, items } } : answer;
      },
      queue: async (...question) => {
        const answer = await functions.queue(...question);
        const redrive = { queueArn: DEAD_ARN, maximumReceives: 3 };
        return answer.ok ? { ok: true, value: { ...answer.value, redrive } } : answer;
      },
    },
  };
}

/** The longest spans that were requested for the queue, in minutes, longest first. */
function spansOf(queueName: string, { metricCalls }: ScriptedAccount): readonly number[] {
  return metricCalls
    .filter(({ queries }) =>
      queries.some(({ owner }) => owner.kind === 'queue' && owner.queueName === queueName),
    )
    .map(({ range }) => (range.endMs - range.startMs) / MINUTE_MS)
    .toSorted((one, other) => other - one);
}

/** The first `count` answers about each queue have that status and no points. */
function leftOpen(sources: Sources, status: MetricAnswer['status'], count: number): Sources {
  const answered = new Map<string, number>();
  const isLeftOpen = ({ owner }: MetricQuery) => {
    if (owner.kind !== 'queue') return false;
    const times = (answered.get(owner.queueName) ?? 0) + 1;
    answered.set(owner.queueName, times);
    return times <= count;
  };
  return answeredOtherwise(sources, (query, item) =>
    isLeftOpen(query) ? { ...item, status, points: [] } : item,
  );
}

describe('the history of queues', () => {
  it.each([
    ['if everything could be read', null],
    ['if the mappings could not be read at first', 'lambda:ListEventSourceMappings'],
    ['if their queue could not be read at first', 'sqs:GetQueueAttributes'],
  ])('is read once, as far back as it is kept: %s', async (_where, fails) => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
    if (fails !== null) account.fail(fails, 'unreachable');
    await watchedUntilEnd(calledByJobs(account), clock);
    account.heal();
    for (let minute = 0; minute < 12; minute++) {
      await clock.pass(MINUTE_MS);
      await clock.turns(50);
    }
    for (const queueName of ['jobs', 'jobs-dead']) {
      const [longest, next] = spansOf(queueName, account);
      expect([queueName, longest]).toEqual([queueName, HISTORY_MINUTES]);
      expect(next).toBeLessThan(HISTORY_MINUTES / 2);
    }
  });

  it.each([
    // A failed query is sent twice in one poll.
    ['failed', 2, 3],
    ['partial', 1, 2],
    ['denied', 1, 2],
  ] as const)('is read later if it was %s at first', async (status, count, asked) => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
    await watchedUntilEnd(leftOpen(calledByJobs(account), status, count), clock);
    for (let minute = 0; minute < 12; minute++) {
      await clock.pass(MINUTE_MS);
      await clock.turns(50);
    }
    for (const queueName of ['jobs', 'jobs-dead']) {
      const long = spansOf(queueName, account).filter((minutes) => minutes === HISTORY_MINUTES);
      expect([queueName, long.length]).toEqual([queueName, asked]);
    }
  });

  it('of a past window may be read minutes after its functions, whose minutes are not too old for that', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
    const sources = calledByJobs(account);
    const queue: typeof sources.functions.queue = async (...question) => {
      for (let passedMs = 0; passedMs < 5 * MINUTE_MS; passedMs += 5_000) await clock.sleep(5_000);
      return sources.functions.queue(...question);
    };
    const slow = { ...sources, functions: { ...sources.functions, queue } };
    const past = { untilMs: START_MS - 10 * MINUTE_MS };
    const { status } = await watchedUntilEnd(slow, clock, undefined, past);
    const readMs = account.metricCalls.map(({ atMs }) => atMs);
    expect(Math.max(...readMs) - Math.min(...readMs)).toBe(5 * MINUTE_MS);
    expect(status('worker')).toMatchObject({ severity: 'ok', isRead: true });
  });
});
