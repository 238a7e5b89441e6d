import { afterEach, expect, it, vi } from 'vitest';
import { lookOnce } from '../../../src/commands/fleet/one-look.ts';
import { unreadNotices } from '../../../src/commands/fleet/unread-notices.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { ownerKey } from '../../../src/monitor/metric-owner.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { busyPoint, scriptedAccount, scriptedFunction } from '../../monitor/scripted-account.ts';
import { createSteppedClock } from '../../monitor/stepped-clock.ts';

const START_MS = Date.parse('2026-11-24T03:12:20Z');

it('reads the logs of functions that hurt, not of those that have failed more than that all week', async () => {
  const clock = createSteppedClock(START_MS);
  const usual = ['usual-1', 'usual-2', 'usual-3', 'usual-4', 'usual-5'];
  const { sources } = scriptedAccount({
    clock,
    functions: [...usual, 'hurting'].map((name) => scriptedFunction(name)),
    point(query, minuteMs, nowMs) {
      if (query.metric !== 'Errors') return busyPoint(query, minuteMs, nowMs);
      if (ownerKey(query.owner) !== 'hurting') return 300;
      return minuteMs > START_MS - 20 * MINUTE_MS ? 60 : 0;
    },
  });
  const read = new Set<string>();
  const asked: { readonly periodMs: number }[] = [];
  const { unread, snapshot } = await lookOnce(
    {
      sources: {
        ...sources,
        logs: {
          ...sources.logs,
          async page(question, signal) {
            read.add(question.group);
            return sources.logs.page(question, signal);
          },
        },
        metrics: {
          ...sources.metrics,
          async page(queries, range, ...more) {
            asked.push(range);
            // Delays the week's metrics: reads that depend on metrics of three hours would show by then.
            if (range.periodMs === HOUR_MS) for (let turn = 0; turn < 100; turn++) await clock.sleep(0);
            return sources.metrics.page(queries, range, ...more);
          },
        },
      },
      clock,
      wall: null,
      region: 'eu-west-1',
      budget: createCallBudget(clock, { random: () => 0.5 }),
      ledger: new ApiLedger(clock.now()),
      close: () => {},
    },
    { thresholds: DEFAULT_THRESHOLDS, untilMs: null },
    new AbortController().signal,
  );
  expect(asked.some(({ periodMs }) => periodMs === HOUR_MS)).toBe(true);
  expect(snapshot.functions.filter(({ severity }) => severity !== 'ok').map(({ name }) => name)).toEqual([
    'hurting',
  ]);
  expect([...read]).toEqual(['/aws/lambda/hurting']);
  expect(unread).toEqual([]);
});

afterEach(() => vi.useRealTimers());

it('does not wait for ever for limits that do not come, and says that they were not read', async () => {
  vi.useFakeTimers();
  const clock = createSteppedClock(START_MS);
  const { sources } = scriptedAccount({
    clock,
    functions: [scriptedFunction('checkout')],
    point: (query, minuteMs, nowMs) => (query.metric === 'Errors' ? 60 : busyPoint(query, minuteMs, nowMs)),
  });
  const look = lookOnce(
    {
      sources: {
        ...sources,
        functions: {
          ...sources.functions,
          accountLimits: async () => ({
            ok: true,
            value: { concurrency: 1_000, unreservedConcurrency: 900 },
          }),
          reservedConcurrency: () => new Promise(() => {}),
        },
      },
      clock,
      wall: null,
      region: 'eu-west-1',
      budget: createCallBudget(clock, { random: () => 0.5 }),
      ledger: new ApiLedger(clock.now()),
      close: () => {},
    },
    { thresholds: DEFAULT_THRESHOLDS, untilMs: null },
    new AbortController().signal,
  );
  await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
  const { snapshot, unread } = await look;
  expect(snapshot.functions.map(({ name }) => name)).toEqual(['checkout']);
  expect(unreadNotices({ snapshot, unread })[0]).toBe(
    'not read in time: the limits of functions, so their use and the time that is left are not known',
  );
});
