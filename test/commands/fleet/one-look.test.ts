import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT_STATUS } from '../../../src/commands/command/exit-status.ts';
import { lateStatus, toldOf } from '../../../src/commands/fleet/late-facts.ts';
import { lookOnce, type OneLook } from '../../../src/commands/fleet/one-look.ts';
import { unreadNotices } from '../../../src/commands/fleet/unread-notices.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { type Clock, createClock, REAL_TIME } from '../../../src/monitor/clock.ts';
import { ACCOUNT_KEY, ownerKey } from '../../../src/monitor/metric-owner.ts';
import type { FunctionSource } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import {
  busyPoint,
  scriptedAccount,
  scriptedError,
  scriptedFunction,
} from '../../monitor/scripted-account.ts';
import { createSteppedClock } from '../../monitor/stepped-clock.ts';

const START_MS = Date.parse('2026-11-24T03:12:20Z');

/** A session besides its sources. */
const besides = (clock: Clock) => ({
  clock,
  wall: null,
  region: 'eu-west-1',
  budget: createCallBudget(clock, { random: () => 0.5 }),
  ledger: new ApiLedger(clock.now()),
  close: () => {},
});

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
      ...besides(clock),
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

describe('limits and the week', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: START_MS });
  });
  afterEach(() => vi.useRealTimers());

  /** Some of its reserved concurrency is held by functions that are not called, so every function is asked for. */
  const RESERVED = { concurrency: 1_000, unreservedConcurrency: 500 };
  const never = () => new Promise<never>(() => {});

  interface Script {
    readonly functions: number;
    readonly reservedConcurrency: FunctionSource['reservedConcurrency'];
    readonly isWeekLate?: boolean;
    readonly isWanted?: (functionName: string) => boolean;
    /** The only one that is called; by default all are. */
    readonly calledOnly?: string;
    /** The only one that is told of; by default all are. */
    readonly of?: string;
  }

  /** What a look says that has ended within this time. */
  async function looked(
    { functions, reservedConcurrency, isWeekLate = false, isWanted, calledOnly, of }: Script,
    withinMs: number,
  ) {
    const clock = createClock(REAL_TIME);
    const { sources } = scriptedAccount({
      clock,
      functions: Array.from({ length: functions }, (_, index) => scriptedFunction(`checkout-${index}`)),
      ...(calledOnly !== undefined && { active: [calledOnly] }),
      point: (query, minuteMs, nowMs) => {
        const { owner } = query;
        if (calledOnly !== undefined && owner.kind === 'function' && owner.functionName !== calledOnly)
          return null;
        return query.metric === 'Errors' ? 60 : busyPoint(query, minuteMs, nowMs);
      },
    });
    const accountLimits = async () => ({ ok: true as const, value: RESERVED });
    const page: typeof sources.metrics.page = (queries, range, ...more) =>
      isWeekLate && range.periodMs === HOUR_MS ? never() : sources.metrics.page(queries, range, ...more);
    let look: OneLook | null = null;
    const { signal } = new AbortController();
    void lookOnce(
      {
        sources: {
          ...sources,
          functions: { ...sources.functions, accountLimits, reservedConcurrency },
          metrics: { ...sources.metrics, page },
        },
        ...besides(clock),
      },
      { thresholds: DEFAULT_THRESHOLDS, untilMs: null, ...(isWanted && { isWanted }) },
      signal,
    ).then((over) => {
      look = over;
    });
    await vi.advanceTimersByTimeAsync(withinMs);
    const ended = look as OneLook | null;
    if (ended === null) throw new Error(`it is not over after ${withinMs} ms`);
    return {
      known: ended.snapshot.functions.filter(({ limits }) => limits.reserved.known).length,
      says: unreadNotices(ended).filter((notice) => notice.startsWith('not read')),
      status: lateStatus(ended.late, of === undefined ? ended.snapshot : toldOf(of, ended.snapshot)),
    };
  }

  const LIMITS =
    'not read: the limits of some functions, so their use and the time that is left are not known';
  const WEEK = 'not read: whether functions have failed all week, so not all failures are judged';
  const none: FunctionSource['reservedConcurrency'] = async () => ({ ok: true, value: null });
  /** The first three answer. */
  const stopping = (): FunctionSource['reservedConcurrency'] => {
    let answers = 3;
    return () => (answers-- > 0 ? none(rawText(''), new AbortController().signal) : never());
  };

  it('are waited for as long as they come, however many there are', async () => {
    const { known, says, status } = await looked(
      { functions: 700, reservedConcurrency: none },
      4 * MINUTE_MS,
    );
    expect([known, says, status]).toEqual([700, [], null]);
  });

  it.each([
    { what: 'limits that do not come', script: { reservedConcurrency: never }, known: 0, says: [LIMITS] },
    {
      what: 'limits that come no longer',
      script: { reservedConcurrency: stopping() },
      known: 3,
      says: [LIMITS],
    },
    {
      what: 'a week that does not come',
      script: { reservedConcurrency: none, isWeekLate: true },
      known: 8,
      says: [WEEK],
    },
    {
      what: 'both',
      script: { reservedConcurrency: never, isWeekLate: true },
      known: 0,
      says: [LIMITS, WEEK],
    },
  ])('give up $what, and say so, also by the status', async ({ script, known, says }) => {
    const ended = await looked({ functions: 8, ...script }, 4 * MINUTE_MS);
    expect(ended).toEqual({ known, says: expect.arrayContaining(says), status: EXIT_STATUS.unreachable });
    expect(ended.says.filter((notice) => notice === LIMITS || notice === WEEK)).toEqual(says);
  });

  it('are waited for only of the functions that are checked, where no full pool concerns them', async () => {
    const { known, says } = await looked(
      {
        functions: 8,
        reservedConcurrency: async (name) => (name === 'checkout-5' ? { ok: true, value: 200 } : never()),
        isWanted: (name) => name === 'checkout-5',
      },
      20_000,
    );
    expect([known, says]).toEqual([1, []]);
  });

  it.each<{ what: string; script: Partial<Script>; asked: readonly string[] }>([
    { what: 'nobody, where they are idle', script: { calledOnly: 'checkout-2' }, asked: [] },
    {
      what: 'only them, where they could not be read',
      script: {
        reservedConcurrency: async () => ({
          ok: false,
          error: scriptedError('lambda:GetFunctionConcurrency', 'throttled'),
        }),
      },
      asked: ['checkout-5'],
    },
  ])('of functions that are checked ask for $what', async ({ script, asked }) => {
    const named = new Set<string>();
    const answer = script.reservedConcurrency ?? none;
    await looked(
      {
        functions: 8,
        ...script,
        reservedConcurrency: (name, ...more) => {
          named.add(name);
          return answer(name, ...more);
        },
        isWanted: (name) => name === 'checkout-5',
      },
      4 * MINUTE_MS,
    );
    expect([...named]).toEqual(asked);
  });

  it('of others that failed do not count where one function is told of', async () => {
    const error = scriptedError('lambda:GetFunctionConcurrency', 'throttled');
    const { known, status } = await looked(
      {
        functions: 3,
        reservedConcurrency: async (name) =>
          name === 'checkout-2' ? { ok: false, error } : { ok: true, value: null },
        of: 'checkout-1',
      },
      MINUTE_MS,
    );
    expect([known, status]).toEqual([2, null]);
  });

  it('that failed are said and have the status of their error, though none is late', async () => {
    const error = scriptedError('lambda:GetFunctionConcurrency', 'throttled');
    const { known, says, status } = await looked(
      { functions: 3, reservedConcurrency: async () => ({ ok: false, error }) },
      MINUTE_MS,
    );
    expect([known, says, status]).toEqual([0, [LIMITS], EXIT_STATUS.throttled]);
  });

  it('that AWS throttled have the status of that', async () => {
    let isFirst = true;
    const reservedConcurrency: FunctionSource['reservedConcurrency'] = async () => {
      if (!isFirst) return never();
      isFirst = false;
      return { ok: false, error: scriptedError('lambda:GetFunctionConcurrency', 'throttled') };
    };
    const { says, status } = await looked({ functions: 8, reservedConcurrency }, 4 * MINUTE_MS);
    expect([says[0], status]).toEqual([LIMITS, EXIT_STATUS.throttled]);
  });
});

describe('metrics of functions that are checked', () => {
  it.each<{ what: string; inUse: number; asked: readonly string[] }>([
    { what: 'are asked for without those of others', inUse: 100, asked: ['checkout-1'] },
    {
      what: 'are asked for with those of others where the pool they share is short',
      inUse: 990,
      asked: ['checkout-0', 'checkout-1', 'checkout-2'],
    },
  ])('$what', async ({ inUse, asked }) => {
    const clock = createSteppedClock(START_MS);
    const { sources, metricCalls } = scriptedAccount({
      clock,
      functions: ['checkout-0', 'checkout-1', 'checkout-2'].map((name) => scriptedFunction(name)),
      // ListMetrics names a function minutes after its first call.
      active: ['checkout-0', 'checkout-1'],
      point: (query, minuteMs, nowMs) =>
        query.owner.kind === 'account' ? inUse : busyPoint(query, minuteMs, nowMs),
    });
    const { snapshot } = await lookOnce(
      { sources, ...besides(clock) },
      { thresholds: DEFAULT_THRESHOLDS, untilMs: null, isWanted: (name) => name === 'checkout-1' },
      new AbortController().signal,
    );
    const owners = metricCalls.flatMap(({ queries }) => queries.map(({ owner }) => ownerKey(owner)));
    expect([...new Set(owners)].toSorted()).toEqual([ACCOUNT_KEY, ...asked]);
    expect(snapshot.connection.error).toBeNull();
  });

  it('are asked for with those of others where the pool turned them away together, though it has room again', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({
      clock,
      functions: ['checkout-0', 'checkout-1', 'checkout-2'].map((name) => scriptedFunction(name)),
      point(query, minuteMs, nowMs) {
        if (query.owner.kind === 'account') return 100;
        const isThen = minuteMs >= START_MS - 6 * MINUTE_MS && minuteMs < START_MS - 4 * MINUTE_MS;
        return query.metric === 'Throttles' && isThen ? 200 : busyPoint(query, minuteMs, nowMs);
      },
    });
    const { snapshot } = await lookOnce(
      { sources, ...besides(clock) },
      { thresholds: DEFAULT_THRESHOLDS, untilMs: null, isWanted: (name) => name === 'checkout-1' },
      new AbortController().signal,
    );
    expect(snapshot.causes).toEqual([
      expect.objectContaining({ kind: 'poolFull', others: 3, newestIsClean: true }),
    ]);
  });
});
