import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ownerKey } from '../../../src/monitor/metric-owner.ts';
import type { MetricQuery } from '../../../src/monitor/sources.ts';
import { answeredOtherwise } from '../answered-otherwise.ts';
import { busyPoint, scriptedAccount, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';
import { FIRST_POLL_MS, START_MS, watchedUntilEnd, watching } from './watched-fleet.ts';

describe('a fleet monitor after an hour asleep', () => {
  it('reads the whole hour, not only the last quarter', async () => {
    const { clock, status } = await watching();
    await clock.pass(5 * MINUTE_MS);
    await clock.oversleep(60 * MINUTE_MS);
    const minutes = status('worker').minutes;
    expect(minutes).toHaveLength(181);
    expect(minutes.filter(({ invocations }) => invocations === null)).toEqual([]);
  });

  it.each(['unreachable', 'expired', 'throttled'] as const)(
    'reads the hour in which everything was %s once that is over',
    async (kind) => {
      const { account, clock, connection, status } = await watching();
      account.fail('*', kind);
      await clock.pass(60 * MINUTE_MS);
      account.heal();
      await clock.pass(2 * MINUTE_MS);
      expect(status('worker').minutes.filter(({ invocations }) => invocations === null)).toEqual([]);
      expect(connection()).toMatchObject({ state: 'live', error: null });
    },
  );
});

describe('a fleet monitor that gets no answers', () => {
  it.each(['unreachable', 'throttled', 'denied', 'expired', 'malformed'] as const)(
    'says that CloudWatch is %s, and keeps what it has',
    async (kind) => {
      const { account, clock, connection, monitor, status } = await watching();
      const newest = status('worker').minutes.at(-1);
      account.fail('cloudwatch:GetMetricData', kind);
      await clock.pass(MINUTE_MS);
      expect(connection()).toMatchObject({
        state: 'live',
        error: { kind, action: 'cloudwatch:GetMetricData' },
      });
      expect(status('worker').minutes).toContainEqual(newest);
      expect(monitor.getSnapshot().api.failures.at(-1)?.error.kind).toBe(kind);
    },
  );

  it.each([
    { limits: 'denied', shows: 'denied' },
    { limits: 'unreachable', shows: 'unread' },
  ] as const)(
    'knows of a list that is denied whether the limits are too: $limits',
    async ({ limits, shows }) => {
      const { monitor } = await watching({}, (account) => {
        account.fail('lambda:ListFunctions', 'denied');
        account.fail('lambda:GetAccountSettings', limits);
      });
      expect(monitor.getSnapshot()).toMatchObject({
        functions: [],
        account: { limits: { known: false, because: shows } },
      });
    },
  );

  it('is stale after two missed polls, and live again after the next successful one', async () => {
    const { account, clock, connection } = await watching();
    await clock.pass(FIRST_POLL_MS - START_MS);
    account.fail('cloudwatch:GetMetricData', 'unreachable');
    await clock.pass(MINUTE_MS + 1_000);
    expect(connection().state).toBe('live');
    await clock.pass(MINUTE_MS + 30_000);
    expect(connection().state).toBe('stale');
    account.heal();
    await clock.pass(10_000);
    expect(connection()).toMatchObject({ state: 'live', error: null });
  });

  it('is still starting until a poll has succeeded', async () => {
    const { clock, connection } = await watching({}, (account) => account.fail('*', 'unreachable'));
    await clock.pass(5 * MINUTE_MS);
    expect(connection()).toMatchObject({ state: 'starting', error: { kind: 'unreachable' } });
  });

  it('shows only the reason when the credentials have expired', async () => {
    const { connection, monitor } = await watching({}, (account) => account.fail('*', 'expired'));
    expect(connection()).toMatchObject({ state: 'starting', error: { kind: 'expired' } });
    expect(monitor.getSnapshot()).toMatchObject({ functions: [], identity: null });
  });

  it.each(['denied', 'unreachable', 'expired'] as const)(
    'takes the account id from a function’s ARN when its own identity is %s',
    async (kind) => {
      const { connection, monitor, status } = await watching({}, (account) =>
        account.fail('sts:GetCallerIdentity', kind),
      );
      expect(monitor.getSnapshot().identity).toEqual({
        accountId: '123456789012',
        arn: null,
        expiresMs: null,
      });
      expect(status('worker').requestsPerSecond).toBe(10);
      expect(connection().error).toBeNull();
    },
  );

  it.each(['unreachable', 'expired'] as const)(
    'changes no severity and no forecast while everything is %s: only the clock went on',
    async (kind) => {
      const growing = (minuteMs: number) => 700 + (20 * (minuteMs - START_MS)) / MINUTE_MS;
      const { account, clock, monitor, status } = await watching({
        point: (query, minuteMs, nowMs) => {
          const usual = busyPoint(query, minuteMs, nowMs);
          switch (query.metric) {
            case 'Duration':
              return usual && (query.statistic === 'Sum' ? growing(minuteMs) * 60_000 : usual);
            case 'ConcurrentExecutions':
              return usual && growing(minuteMs);
            case 'ClaimedAccountConcurrency':
            case 'UnreservedConcurrentExecutions':
              return minuteMs + MINUTE_MS > nowMs ? null : growing(minuteMs);
            default:
              return usual;
          }
        },
      });
      const before = status('worker');
      expect(before.severity).toBe('warn');
      account.fail('*', kind);
      await clock.pass(12 * MINUTE_MS);
      expect(status('worker').severity).toBe('warn');
      expect(
        Math.abs(status('worker').assessment.eta!.likelyMs - before.assessment.eta!.likelyMs),
      ).toBeLessThan(MINUTE_MS);
      expect(monitor.getSnapshot().judgedMs).toBeLessThan(clock.now() - 10 * MINUTE_MS);
    },
  );

  it('does not mistake minutes that could not be read for minutes without calls', async () => {
    const { account, clock, status } = await watching();
    const before = status('worker');
    account.fail('cloudwatch:GetMetricData', 'unreachable');
    await clock.pass(40 * MINUTE_MS);
    expect(status('worker')).toMatchObject({
      severity: 'ok',
      activity: 'active',
      minuteMs: before.minuteMs,
      requestsPerSecond: 10,
      reasons: [],
    });
  });

  it.each([
    ['denied', 'denied'],
    ['unreachable', 'missing'],
  ] as const)('calls no function idle if its metrics have always been %s', async (kind, reading) => {
    const { status } = await watching(
      { functions: [scriptedFunction('worker'), scriptedFunction('quiet')], active: ['worker'] },
      (account) => account.fail('cloudwatch:GetMetricData', kind),
    );
    expect(status('worker')).toMatchObject({
      severity: 'unknown',
      activity: 'active',
      errorRate: reading,
      minuteMs: null,
    });
    expect(status('quiet')).toMatchObject({ severity: 'ok', activity: 'idle' });
  });

  it('continues with the functions it knows while the Lambda API does not answer', async () => {
    const { account, clock, connection, status } = await watching();
    for (const action of [
      'ListFunctions',
      'GetAccountSettings',
      'ListEventSourceMappings',
      'GetFunctionConcurrency',
    ])
      account.fail(`lambda:${action}`, 'unreachable');
    await clock.pass(30 * MINUTE_MS);
    expect(status('worker').minuteMs).toBeGreaterThan(clock.now() - 5 * MINUTE_MS);
    expect(status('worker').requestsPerSecond).toBe(10);
    expect(connection().state).toBe('live');
  });

  it.each(['unreachable', 'throttled', 'malformed'] as const)(
    'keeps known limits when they are %s for a while',
    async (kind) => {
      const { account, clock, monitor, status } = await watching();
      account.fail('lambda:GetAccountSettings', kind);
      account.fail('lambda:GetFunctionConcurrency', kind);
      account.fail('lambda:ListEventSourceMappings', kind);
      await clock.pass(6 * MINUTE_MS);
      expect(monitor.getSnapshot().account.limits.known).toBe(true);
      expect(status('worker').assessment.limit.kind).toBe('account');
      expect(status('worker').iteratorAgeMs).toBe('notApplicable');
    },
  );

  it('does not take every function for active when ListMetrics fails once', async () => {
    const { account, clock } = await watching({
      functions: [scriptedFunction('worker'), scriptedFunction('quiet')],
      active: ['worker'],
      point: (query, minuteMs, nowMs) =>
        ownerKey(query.owner) === 'quiet' ? null : busyPoint(query, minuteMs, nowMs),
    });
    account.fail('cloudwatch:ListMetrics', 'unreachable');
    await clock.pass(9 * MINUTE_MS);
    const asked = account.metricCalls.flatMap(({ queries }) => queries);
    expect(account.calls('cloudwatch:ListMetrics')).toBeGreaterThan(1);
    expect(asked.filter(({ owner, metric }) => ownerKey(owner) === 'quiet' && metric === 'Errors')).toEqual(
      [],
    );
  });

  it('reads only the cheapest metric of functions that nobody lists, and all metrics of those with calls', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: [scriptedFunction('worker'), scriptedFunction('quiet')],
      point: (query, minuteMs, nowMs) =>
        ownerKey(query.owner) === 'quiet' ? null : busyPoint(query, minuteMs, nowMs),
    });
    account.fail('cloudwatch:ListMetrics', 'denied');
    const { status } = await watchedUntilEnd(account.sources, clock);
    const metricsOf = (name: string) =>
      new Set(
        account.metricCalls
          .flatMap(({ queries }) => queries)
          .filter(({ owner }) => ownerKey(owner) === name)
          .map(({ metric }) => metric),
      );
    expect([...metricsOf('quiet')]).toEqual(['Invocations']);
    expect(metricsOf('worker')).toContain('Errors');
    expect(status('worker').activity).toBe('active');
    expect(account.calls('lambda:GetFunctionConcurrency')).toBeLessThanOrEqual(2);
  });

  it('says that limits are denied as soon as the permission is revoked', async () => {
    const { account, clock, monitor } = await watching();
    account.fail('lambda:GetAccountSettings', 'denied');
    await clock.pass(6 * MINUTE_MS);
    expect(monitor.getSnapshot().account.limits).toEqual({ known: false, because: 'denied' });
  });
});

describe('a series that always fails in CloudWatch', () => {
  async function watchingFailed(isFailed: (query: MetricQuery) => boolean) {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: [scriptedFunction('worker'), scriptedFunction('broken')],
    });
    const sources = answeredOtherwise(account.sources, (query, item) =>
      isFailed(query) ? { ...item, points: [], status: 'failed' } : item,
    );
    const fleet = await watchedUntilEnd(sources, clock);
    await clock.pass(6 * MINUTE_MS);
    return { metricCalls: account.metricCalls, ...fleet };
  }
  const ofBroken = ({ owner }: MetricQuery) => ownerKey(owner) === 'broken';

  it('neither stops the fleet from being live nor others from being read once a minute', async () => {
    const { connection, metricCalls, status } = await watchingFailed(
      (query) => ofBroken(query) && query.metric === 'Invocations',
    );
    expect(connection()).toMatchObject({ state: 'live', error: null });
    expect(status('worker')).toMatchObject({ severity: 'ok', requestsPerSecond: 10 });
    expect(status('broken')).toMatchObject({ severity: 'unknown', activity: 'active' });
    const askedOfWorker = metricCalls.filter(({ queries }) =>
      queries.some(({ owner }) => ownerKey(owner) === 'worker'),
    );
    expect(askedOfWorker.length).toBe(7);
  });

  it('is missing, while the function has its other numbers', async () => {
    const { status } = await watchingFailed((query) => ofBroken(query) && query.metric === 'Errors');
    expect(status('broken')).toMatchObject({ errorRate: 'missing', requestsPerSecond: 10 });
  });
});
