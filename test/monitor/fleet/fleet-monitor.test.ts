import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import { ownerKey } from '../../../src/monitor/metric-owner.ts';
import { numberOf } from '../../../src/monitor/reading.ts';
import type { MetricQuery } from '../../../src/monitor/sources.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { type AccountScript, busyPoint, scriptedAccount, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';
import { type WatchedFleet, watchedFleet } from './watched-fleet.ts';

const START_MS = Date.parse('2026-11-24T03:12:10Z');
/** Twenty seconds after the minute. */
const FIRST_POLL_MS = Date.parse('2026-11-24T03:12:20Z');

let fleet: WatchedFleet;
afterEach(() => fleet.monitor.stop());

async function watching(
  script: Partial<AccountScript> = {},
  prepare = (_: ReturnType<typeof scriptedAccount>) => {},
) {
  const clock = createSteppedClock(START_MS);
  const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')], ...script });
  prepare(account);
  fleet = await watchedFleet(account.sources, clock);
  return { account, clock, monitor: fleet.monitor, status: fleet.status };
}

const MEASURED = 'its longest call in 15 minutes took 99 % of the timeout';
const connectionOf = () => fleet.monitor.getSnapshot().connection;

describe('a fleet monitor', () => {
  it('polls at once, and then twenty seconds after each minute', async () => {
    const { account, clock } = await watching();
    await clock.pass(3 * MINUTE_MS);
    expect(account.metricCalls.map(({ atMs }) => atMs)).toEqual([
      START_MS,
      FIRST_POLL_MS,
      FIRST_POLL_MS + MINUTE_MS,
      FIRST_POLL_MS + 2 * MINUTE_MS,
    ]);
  });

  it('judges once a poll where nothing but its minutes is new', async () => {
    const { clock, monitor } = await watching();
    await clock.pass(MINUTE_MS);
    const before = monitor.getSnapshot().functions;
    const judged = new Set([before]);
    monitor.subscribe(() => judged.add(monitor.getSnapshot().functions));
    await clock.pass(3 * MINUTE_MS);
    judged.delete(before);
    expect(judged.size).toBe(3);
  });

  it('polls as soon as it is asked to', async () => {
    const { account, clock, monitor } = await watching();
    monitor.refresh();
    await clock.atRest();
    expect(account.metricCalls.map(({ atMs }) => atMs)).toEqual([START_MS, START_MS]);
  });

  it('asks nothing any more when it is stopped', async () => {
    const { account, clock, monitor } = await watching();
    monitor.stop();
    await clock.sleep(0);
    expect(account.metricCalls).toHaveLength(1);
  });

  it('tells what one log says while another is still being read', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({
      clock,
      functions: [scriptedFunction('quick'), scriptedFunction('stuck')],
      point: (query, ...when) => (query.metric === 'Errors' ? 60 : busyPoint(query, ...when)),
    });
    const page: typeof sources.logs.page = (group, ...more) =>
      group.endsWith('stuck') ? new Promise(() => {}) : sources.logs.page(group, ...more);
    fleet = await watchedFleet({ ...sources, logs: { ...sources.logs, page } }, clock, () => {}, {
      looksCloser: true,
    });
    const told = () => [...fleet.monitor.getSnapshot().failures.keys()];
    for (let turn = 0; turn < 200 && told().length === 0; turn++) await clock.sleep(0);
    expect(told()).toEqual(['quick']);
  });

  it('says of a log that it is read while it is, and of no other', async () => {
    const clock = createSteppedClock(START_MS);
    const names = Array.from({ length: 9 }, (_, index) => `near-${index}`);
    const { sources } = scriptedAccount({
      clock,
      functions: names.map((name) => scriptedFunction(name, { timeoutMs: 1_000 })),
      point: (query, ...when) =>
        query.metric === 'Duration' && query.statistic === 'Maximum' ? 990 : busyPoint(query, ...when),
    });
    const asked = new Set<string>();
    const page: typeof sources.logs.page = (group, ...more) => {
      asked.add(group);
      return group.endsWith('near-0') ? new Promise(() => {}) : sources.logs.page(group, ...more);
    };
    const seen: string[][] = [];
    const readNow = ({ causes }: FleetSnapshot) =>
      causes.flatMap((cause) =>
        lineText(sentenceOf(cause).says) === `${MEASURED}; reading its log` ? [cause.functionName] : [],
      );
    fleet = await watchedFleet(
      { ...sources, logs: { ...sources.logs, page } },
      clock,
      (snapshot) => seen.push(readNow(snapshot)),
      { looksCloser: true },
    );
    const { monitor } = fleet;
    for (let turn = 0; turn < 2_000 && monitor.getSnapshot().failures.size < 4; turn++) await clock.sleep(0);
    expect(seen).toContainEqual(names.slice(0, 5));
    expect(readNow(monitor.getSnapshot())).toEqual(['near-0']);
    const others = monitor.getSnapshot().causes.slice(1);
    expect(new Set(others.map((cause) => lineText(sentenceOf(cause).says)))).toEqual(new Set([MEASURED]));
    expect(asked.size).toBe(5);
  });

  it('says of a log that it is read though the first poll failed', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: [scriptedFunction('near', { timeoutMs: 1_000 })],
      point: (query, ...when) =>
        query.metric === 'Duration' && query.statistic === 'Maximum' ? 990 : busyPoint(query, ...when),
    });
    account.fail('lambda:ListFunctions', 'absent');
    const said = new Set<string>();
    fleet = await watchedFleet(
      account.sources,
      clock,
      ({ causes }) => {
        for (const cause of causes) said.add(lineText(sentenceOf(cause).says));
      },
      { looksCloser: true },
    );
    account.heal();
    await clock.pass(6 * MINUTE_MS);
    for (let turn = 0; turn < 50; turn++) await clock.sleep(0);
    expect([...said]).toContain(`${MEASURED}; reading its log`);
  });

  it('reads no log while nobody sees the closer look, and goes on once somebody does', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
    fleet = await watchedFleet(account.sources, clock, () => {}, { looksCloser: true });
    const { monitor } = fleet;
    const reads = () => account.calls('logs:FilterLogEvents');
    const untilReads = async (count: number) => {
      while (reads() < count) await clock.sleep(0);
    };
    monitor.attend(rawText('worker'));
    await untilReads(4);
    monitor.showCloserLook(false);
    // What is under way comes to its end.
    for (let turn = 0; turn < 50; turn++) await clock.sleep(0);
    const unseen = reads();
    await clock.pass(3 * MINUTE_MS);
    for (let turn = 0; turn < 50; turn++) await clock.sleep(0);
    expect(reads()).toBe(unseen);
    monitor.showCloserLook(true);
    await untilReads(unseen + 1);
  });

  it('judges what it knows as of an earlier minute, too', async () => {
    const { monitor } = await watching();
    const endMs = START_MS - (START_MS % MINUTE_MS) - 5 * MINUTE_MS;
    const [worker] = monitor.snapshotUntil(endMs).functions;
    expect(worker).toMatchObject({ minuteMs: endMs - MINUTE_MS, attempts: 600 });
  });

  it('tells its listeners of each poll', async () => {
    const { clock, monitor } = await watching();
    const pollsMs: (number | null)[] = [];
    monitor.subscribe(() => pollsMs.push(monitor.getSnapshot().nextPollMs));
    await clock.pass(MINUTE_MS);
    expect(pollsMs.at(-1)).toBe(FIRST_POLL_MS + MINUTE_MS);
  });

  it('shows no minute that may still change', async () => {
    const { clock, status } = await watching();
    // Minute end, a minute until it is published, and the longest call of 100 ms.
    expect(clock.now()).toBe(START_MS);
    expect(status('worker').minuteMs).toBe(Date.parse('2026-11-24T03:10:00Z'));
    expect(status('worker').minutes.at(-1)?.minuteMs).toBe(Date.parse('2026-11-24T03:10:00Z'));
  });

  it('takes over points that CloudWatch has changed since', async () => {
    const lateMinuteMs = Date.parse('2026-11-24T03:08:00Z');
    const { clock, status } = await watching({
      point: (query, minuteMs, nowMs) => {
        const value = busyPoint(query, minuteMs, nowMs);
        return query.metric === 'Errors' && minuteMs === lateMinuteMs && nowMs > FIRST_POLL_MS ? 7 : value;
      },
    });
    const errorsThen = () =>
      status('worker').minutes.find(({ minuteMs }) => minuteMs === lateMinuteMs)?.errors;
    expect(errorsThen()).toBe(0);
    await clock.pass(2 * MINUTE_MS);
    expect(errorsThen()).toBe(7);
  });

  it('reads a minute once more after calls as long as the longest timeout have ended', async () => {
    const timeoutMs = 15 * MINUTE_MS;
    const slow = (query: MetricQuery, minuteMs: number, nowMs: number) => {
      if (minuteMs + MINUTE_MS > nowMs) return null;
      const ended = nowMs >= minuteMs + MINUTE_MS + timeoutMs + 45_000;
      if (query.metric === 'Invocations') return ended ? 2 : 1;
      return query.metric === 'Duration' ? (ended ? timeoutMs : 1_000) : null;
    };
    const { clock, status } = await watching({
      functions: [scriptedFunction('slow', { timeoutMs })],
      point: slow,
    });
    await clock.pass(40 * MINUTE_MS);
    const recent = status('slow').minutes.slice(-15);
    expect(recent.map(({ invocations }) => invocations)).toEqual(recent.map(() => 2));
  });

  it('shows a minute without a data point as missing, and a measured zero as zero', async () => {
    const { status } = await watching({
      functions: [scriptedFunction('quiet'), scriptedFunction('worker')],
      point: (query, minuteMs, nowMs) =>
        ownerKey(query.owner) === 'quiet' ? null : busyPoint(query, minuteMs, nowMs),
    });
    expect(status('quiet')).toMatchObject({
      errorRate: 'missing',
      throttleRate: 'missing',
      requestsPerSecond: 'missing',
    });
    expect(status('worker')).toMatchObject({ errorRate: 0, throttleRate: 0, requestsPerSecond: 10 });
  });
});

describe('a fleet monitor after an hour asleep', () => {
  it('reads the hour between, not only the last quarter of an hour', async () => {
    const { clock, status } = await watching();
    await clock.pass(5 * MINUTE_MS);
    await clock.oversleep(60 * MINUTE_MS);
    const minutes = status('worker').minutes;
    expect(minutes).toHaveLength(181);
    expect(minutes.filter(({ invocations }) => invocations === null)).toEqual([]);
  });

  it.each(['unreachable', 'expired', 'throttled'] as const)(
    'reads the hour in which everything was %s when that has passed',
    async (kind) => {
      const { account, clock, status } = await watching();
      account.fail('*', kind);
      await clock.pass(60 * MINUTE_MS);
      account.heal();
      await clock.pass(2 * MINUTE_MS);
      expect(status('worker').minutes.filter(({ invocations }) => invocations === null)).toEqual([]);
      expect(connectionOf()).toMatchObject({ state: 'live', error: null });
    },
  );
});

describe('a fleet monitor that gets no answers', () => {
  it.each(['unreachable', 'throttled', 'denied', 'expired', 'malformed'] as const)(
    'says that CloudWatch is %s, and keeps what it has',
    async (kind) => {
      const { account, clock, monitor, status } = await watching();
      const newest = status('worker').minutes.at(-1);
      account.fail('cloudwatch:GetMetricData', kind);
      await clock.pass(MINUTE_MS);
      expect(connectionOf()).toMatchObject({
        state: 'live',
        error: { kind, action: 'cloudwatch:GetMetricData' },
      });
      expect(status('worker').minutes).toContainEqual(newest);
      expect(monitor.getSnapshot().api.failures.at(-1)?.error.kind).toBe(kind);
    },
  );

  it('is stale when two polls were missed, and live again after the next that succeeds', async () => {
    const { account, clock } = await watching();
    await clock.pass(FIRST_POLL_MS - START_MS);
    account.fail('cloudwatch:GetMetricData', 'unreachable');
    await clock.pass(MINUTE_MS + 1_000);
    expect(connectionOf().state).toBe('live');
    await clock.pass(MINUTE_MS + 30_000);
    expect(connectionOf().state).toBe('stale');
    account.heal();
    await clock.pass(10_000);
    expect(connectionOf()).toMatchObject({ state: 'live', error: null });
  });

  it('is still starting while no poll has ever succeeded', async () => {
    const { clock } = await watching({}, (account) => account.fail('*', 'unreachable'));
    await clock.pass(5 * MINUTE_MS);
    expect(connectionOf()).toMatchObject({ state: 'starting', error: { kind: 'unreachable' } });
  });

  it('shows nothing but the reason when the credentials have expired', async () => {
    const { monitor } = await watching({}, (account) => account.fail('*', 'expired'));
    expect(connectionOf()).toMatchObject({ state: 'starting', error: { kind: 'expired' } });
    expect(monitor.getSnapshot()).toMatchObject({ functions: [], identity: null });
  });

  it.each(['denied', 'unreachable', 'expired'] as const)(
    'takes the account from a function’s ARN when its own identity is %s',
    async (kind) => {
      const { monitor, status } = await watching({}, (account) =>
        account.fail('sts:GetCallerIdentity', kind),
      );
      expect(monitor.getSnapshot().identity).toEqual({
        accountId: '123456789012',
        arn: null,
        expiresMs: null,
      });
      expect(status('worker').requestsPerSecond).toBe(10);
      expect(connectionOf().error).toBeNull();
    },
  );

  it('does not take minutes that nobody could read for minutes without calls', async () => {
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
  ] as const)('calls no function idle whose metrics were always %s', async (kind, reading) => {
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

  it('goes on with the functions it knows while the Lambda API does not answer', async () => {
    const { account, clock, status } = await watching();
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
    expect(connectionOf().state).toBe('live');
  });

  it.each(['unreachable', 'throttled', 'malformed'] as const)(
    'keeps the limits that it knew when they are %s for a while',
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

  it('does not take all functions for active when ListMetrics fails once', async () => {
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

  it('asks what costs least of functions that nobody lists, and all of those that are called', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: [scriptedFunction('worker'), scriptedFunction('quiet')],
      point: (query, minuteMs, nowMs) =>
        ownerKey(query.owner) === 'quiet' ? null : busyPoint(query, minuteMs, nowMs),
    });
    account.fail('cloudwatch:ListMetrics', 'denied');
    fleet = await watchedFleet(account.sources, clock);
    const metricsOf = (name: string) =>
      new Set(
        account.metricCalls
          .flatMap(({ queries }) => queries)
          .filter(({ owner }) => ownerKey(owner) === name)
          .map(({ metric }) => metric),
      );
    expect([...metricsOf('quiet')]).toEqual(['Invocations']);
    expect(metricsOf('worker')).toContain('Errors');
    expect(fleet.status('worker').activity).toBe('active');
    expect(account.calls('lambda:GetFunctionConcurrency')).toBeLessThanOrEqual(2);
  });

  it('says that limits are denied as soon as the permission is taken away', async () => {
    const { account, clock, monitor } = await watching();
    account.fail('lambda:GetAccountSettings', 'denied');
    await clock.pass(6 * MINUTE_MS);
    expect(monitor.getSnapshot().account.limits).toEqual({ known: false, because: 'denied' });
  });
});

describe('the limit of a function that is throttled', () => {
  const WAITS = 'turns away 25.0 % of attempts; reading which limit it met';
  const FAILED = 'turns away 25.0 % of attempts at a limit that could not be read';
  const KNOWN = 'turns away 25.0 % of attempts at the account pool of 1,000';
  const throttled = {
    point: (query, ...when) => (query.metric === 'Throttles' ? 200 : busyPoint(query, ...when)),
  } satisfies Partial<AccountScript>;
  const told = ({ causes }: FleetSnapshot) => causes.map((cause) => lineText(sentenceOf(cause).says)).join();
  const toldNow = () => told(fleet.monitor.getSnapshot());

  it('is said to be read until it was asked for, and then to be one that could not be read', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')], ...throttled });
    account.fail('lambda:GetFunctionConcurrency', 'unreachable');
    const sentences = new Set<string>();
    fleet = await watchedFleet(account.sources, clock, (snapshot) => sentences.add(told(snapshot)));
    sentences.delete('');
    expect([...sentences]).toEqual([WAITS, FAILED]);
  });

  it('is asked for again with the next poll where it could not be read', async () => {
    const { account, clock } = await watching(throttled, ({ fail }) =>
      fail('lambda:GetFunctionConcurrency', 'unreachable'),
    );
    expect(toldNow()).toBe(FAILED);
    account.heal();
    await clock.pass(MINUTE_MS);
    await settled();
    expect(toldNow()).toBe(KNOWN);
  });

  it('is asked for ever more seldom while it cannot be read', async () => {
    const { account, clock } = await watching(throttled, ({ fail }) =>
      fail('lambda:GetFunctionConcurrency', 'absent'),
    );
    const asked: number[] = [];
    for (let minute = 0; minute < 4; minute++) {
      await clock.pass(MINUTE_MS);
      await settled();
      asked.push(account.calls('lambda:GetFunctionConcurrency'));
    }
    expect(asked).toEqual([2, 2, 3, 3]);
  });

  /** What a poll asks for beside its metrics is there. */
  async function settled(): Promise<void> {
    for (let turn = 0; turn < 50; turn++) await fleet.clock.sleep(0);
  }
});

describe('the limits of a fleet', () => {
  it('are not there yet where the first poll knew of no function', async () => {
    const { account, clock, monitor } = await watching({}, ({ fail }) =>
      fail('lambda:ListFunctions', 'absent'),
    );
    expect(monitor.getSnapshot().hasLimits).toBe(false);
    account.heal();
    await clock.pass(6 * MINUTE_MS);
    expect(monitor.getSnapshot().hasLimits).toBe(true);
  });

  it.each([
    ['the account has', 'lambda:GetAccountSettings'],
    ['its event source mappings have', 'lambda:ListEventSourceMappings'],
  ])(
    'that %s are asked for again with the next poll where they could not be read',
    async (_whose, action) => {
      const { account, clock, monitor } = await watching({}, ({ fail }) => fail(action, 'unreachable'));
      const isKnown = () => {
        const { account: ofAccount, functions } = monitor.getSnapshot();
        return ofAccount.limits.known && functions[0]?.eventSources.known;
      };
      expect(isKnown()).toBe(false);
      account.heal();
      await clock.pass(MINUTE_MS);
      for (let turn = 0; turn < 50; turn++) await clock.sleep(0);
      expect(isKnown()).toBe(true);
    },
  );

  it('stay known where a question of before, which could not be answered, ends after the one that was', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')], point: throttling });
    account.fail('lambda:GetAccountSettings', 'absent');
    account.fail('lambda:GetFunctionConcurrency', 'absent');
    const { sources } = account;
    const held: (() => void)[] = [];
    let isSlow = false;
    const reservedConcurrency: typeof sources.functions.reservedConcurrency = async (...question) => {
      if (isSlow && held.length === 0) await new Promise<void>((resolve) => held.push(resolve));
      return sources.functions.reservedConcurrency(...question);
    };
    fleet = await watchedFleet(
      { ...sources, functions: { ...sources.functions, reservedConcurrency } },
      clock,
    );
    const isKnown = () => fleet.monitor.getSnapshot().account.limits.known;
    isSlow = true;
    await clock.pass(MINUTE_MS);
    await turns();
    expect([held.length, isKnown()]).toEqual([1, false]);
    account.heal();
    await clock.pass(6 * MINUTE_MS);
    await turns();
    expect(isKnown()).toBe(true);
    for (const answer of held) answer();
    await turns();
    await clock.pass(MINUTE_MS);
    expect(isKnown()).toBe(true);
  });

  it('are not there yet while the first poll still asks for them and others are over', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
    const accountLimits: typeof sources.functions.accountLimits = async () => ({
      ok: true,
      value: { concurrency: 1_000, unreservedConcurrency: 990 },
    });
    let answer = () => {};
    const reservedConcurrency: typeof sources.functions.reservedConcurrency = async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return { ok: true, value: 10 };
    };
    const watched = watchedFleet(
      { ...sources, functions: { ...sources.functions, accountLimits, reservedConcurrency } },
      clock,
      (snapshot) => states.push(snapshot.hasLimits),
    );
    const states: boolean[] = [];
    await clock.pass(3 * MINUTE_MS);
    expect(new Set(states)).toEqual(new Set([false]));
    answer();
    fleet = await watched;
    expect(fleet.monitor.getSnapshot().hasLimits).toBe(true);
  });

  const throttling: typeof busyPoint = (query, ...when) =>
    query.metric === 'Throttles' ? 200 : busyPoint(query, ...when);

  async function turns(): Promise<void> {
    for (let turn = 0; turn < 200; turn++) await fleet.clock.sleep(0);
  }
});

describe('limits that come while metrics are read', () => {
  it('are kept', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
    const slow = { isSlow: false, answers: () => {} };
    fleet = await watchedFleet(
      {
        ...sources,
        functions: {
          ...sources.functions,
          accountLimits: async () => ({
            ok: true,
            value: { concurrency: 1_000, unreservedConcurrency: 990 },
          }),
          async reservedConcurrency(name, signal) {
            if (!slow.isSlow) return sources.functions.reservedConcurrency(name, signal);
            await new Promise<void>((resolve) => {
              slow.answers = resolve;
            });
            return { ok: true, value: 10 };
          },
        },
        metrics: {
          ...sources.metrics,
          async page(...question) {
            slow.answers();
            await clock.sleep(0);
            return sources.metrics.page(...question);
          },
        },
      },
      clock,
    );
    slow.isSlow = true;
    await clock.pass(8 * MINUTE_MS);
    expect(fleet.status('worker').assessment.limit).toMatchObject({ kind: 'reserved', value: 10 });
  });
});

describe('an idle function that somebody looks at', () => {
  it('is shown with what it reserves, which nobody asks of idle ones otherwise', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({
      clock,
      functions: [scriptedFunction('worker'), scriptedFunction('sleeper')],
      active: ['worker'],
      point: (query, ...when) => (ownerKey(query.owner) === 'sleeper' ? null : busyPoint(query, ...when)),
    });
    const asked: string[] = [];
    const reservedConcurrency: typeof sources.functions.reservedConcurrency = async (name) => {
      asked.push(name);
      return { ok: true, value: name === 'sleeper' ? 7 : null };
    };
    fleet = await watchedFleet(
      { ...sources, functions: { ...sources.functions, reservedConcurrency } },
      clock,
      undefined,
      { looksCloser: true },
    );
    expect(asked).not.toContain('sleeper');
    fleet.monitor.attend(rawText('sleeper'));
    while (!asked.includes('sleeper')) await clock.sleep(0);
    await clock.pass(MINUTE_MS);
    expect(fleet.status('sleeper').assessment.limit).toMatchObject({ kind: 'reserved', value: 7 });
    await clock.pass(3 * MINUTE_MS);
    expect(asked.filter((name) => name === 'sleeper')).toHaveLength(1);
  });
});

describe('a series that CloudWatch always fails', () => {
  const failing = (series: (query: MetricQuery) => boolean) => async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: [scriptedFunction('worker'), scriptedFunction('broken')],
    });
    const { metrics } = account.sources;
    const page: typeof metrics.page = async (queries, ...more) => {
      const answer = await metrics.page(queries, ...more);
      if (!answer.ok) return answer;
      const items = answer.value.items.map((item) =>
        series(queries[item.index]!) ? { ...item, points: [], status: 'failed' as const } : item,
      );
      return { ok: true, value: { ...answer.value, items } };
    };
    fleet = await watchedFleet({ ...account.sources, metrics: { ...metrics, page } }, clock);
    await clock.pass(6 * MINUTE_MS);
    return account;
  };
  const ofBroken = ({ owner }: MetricQuery) => ownerKey(owner) === 'broken';

  it('keeps neither the fleet from being live nor the others from being read once a minute', async () => {
    const { metricCalls } = await failing((query) => ofBroken(query) && query.metric === 'Invocations')();
    expect(connectionOf()).toMatchObject({ state: 'live', error: null });
    expect(fleet.status('worker')).toMatchObject({ severity: 'ok', requestsPerSecond: 10 });
    expect(fleet.status('broken')).toMatchObject({ severity: 'unknown', activity: 'active' });
    const askedOfWorker = metricCalls.filter(({ queries }) =>
      queries.some(({ owner }) => ownerKey(owner) === 'worker'),
    );
    expect(askedOfWorker.length).toBe(7);
  });

  it('is missing, while the function has its other numbers', async () => {
    await failing((query) => ofBroken(query) && query.metric === 'Errors')();
    expect(fleet.status('broken')).toMatchObject({ errorRate: 'missing', requestsPerSecond: 10 });
  });
});

describe('an idle function', () => {
  const wakesMs = START_MS + 10 * MINUTE_MS;
  const script: Partial<AccountScript> = {
    functions: [scriptedFunction('worker'), scriptedFunction('sleeper')],
    active: ['worker'],
    point: (query, minuteMs, nowMs) => {
      if (ownerKey(query.owner) === 'sleeper' && minuteMs < wakesMs) return null;
      if (ownerKey(query.owner) === 'sleeper' && query.metric === 'Errors') return 300;
      return busyPoint(query, minuteMs, nowMs);
    },
  };

  it('is asked for one metric, every five minutes', async () => {
    const { account, clock } = await watching(script);
    await clock.pass(9 * MINUTE_MS);
    const asked = account.metricCalls.flatMap(({ queries }) =>
      queries.filter(({ owner }) => ownerKey(owner) === 'sleeper').map(({ metric }) => metric),
    );
    expect(asked).toEqual(['Invocations', 'Invocations']);
  });

  it('that is called is active, with all its metrics, before ListMetrics names it', async () => {
    const { clock, status } = await watching(script);
    expect(status('sleeper').activity).toBe('idle');
    await clock.pass(17 * MINUTE_MS);
    expect(status('sleeper')).toMatchObject({ activity: 'active', errorRate: 0.5, severity: 'crit' });
    expect(numberOf(status('sleeper').durationP95Ms)).toBe(100);
  });

  it('whose limit is known as soon as it is called', async () => {
    const { clock, status } = await watching(script);
    await clock.pass(17 * MINUTE_MS);
    expect(status('sleeper').assessment.limit).toMatchObject({ kind: 'account', value: 1_000 });
  });

  it('is idle again when it was called no more', async () => {
    const { account, clock, status } = await watching({
      ...script,
      point: (query, minuteMs, nowMs) =>
        ownerKey(query.owner) === 'sleeper' && minuteMs > START_MS + 5 * MINUTE_MS
          ? null
          : busyPoint(query, minuteMs, nowMs),
    });
    expect(status('sleeper').activity).toBe('active');
    await clock.pass(60 * MINUTE_MS);
    expect(status('sleeper').activity).toBe('idle');
    const { queries } = account.metricCalls.at(-1)!;
    expect(queries.filter(({ owner }) => ownerKey(owner) === 'sleeper')).toEqual([]);
  });

  it('that CloudWatch names late, among more idle ones than lmon asks, is shown from its first call', async () => {
    const quiet = Array.from({ length: 501 }, (_, index) => scriptedFunction(`quiet-${index}`));
    const { account, clock, status } = await watching({
      functions: [...(script.functions ?? []), ...quiet],
      active: ['worker', 'sleeper'],
      point: script.point!,
    });
    account.active = ['worker'];
    await clock.pass(50 * MINUTE_MS);
    account.active = ['worker', 'sleeper'];
    await clock.pass(6 * MINUTE_MS);
    const called = status('sleeper').minutes.filter(({ minuteMs }) => minuteMs >= wakesMs);
    expect(called.length).toBeGreaterThan(40);
    expect(called.filter(({ durationSumMs }) => durationSumMs === null)).toEqual([]);
  });
});

describe('a fleet of which nobody lists who is active', () => {
  const wakesMs = START_MS + 30 * MINUTE_MS;
  const called = (name: string, minuteMs: number) =>
    /0$/.test(name) || (name === 'function-1' && minuteMs >= wakesMs);

  async function watchingUnlisted(count: number) {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: Array.from({ length: count }, (_, index) => scriptedFunction(`function-${index}`)),
      point: (query, minuteMs, nowMs) =>
        query.owner.kind === 'function' && !called(query.owner.functionName, minuteMs)
          ? null
          : busyPoint(query, minuteMs, nowMs),
    });
    account.fail('cloudwatch:ListMetrics', 'denied');
    fleet = await watchedFleet(account.sources, clock);
    return fleet;
  }

  const activeCount = ({ monitor }: WatchedFleet) =>
    monitor.getSnapshot().functions.filter(({ activity }) => activity === 'active').length;

  it('costs no more than half a dollar an hour where 100 of 1,000 are called', async () => {
    const { clock, monitor } = await watchingUnlisted(1_000);
    await clock.pass(60 * MINUTE_MS);
    expect(monitor.getSnapshot().api.dollarsPerHour).toBeLessThanOrEqual(0.5);
  });

  it.each([1_000, 3_000])(
    'keeps those idle of %i that are not called, however seldom they are asked',
    async (count) => {
      const unlisted = await watchingUnlisted(count);
      await unlisted.clock.pass(7 * MINUTE_MS);
      for (let minute = 0; minute < 8; minute++) {
        await unlisted.clock.pass(MINUTE_MS);
        expect(activeCount(unlisted)).toBe(count / 10);
      }
    },
  );

  it('sees within minutes that another is called', async () => {
    const { clock, status } = await watchingUnlisted(1_000);
    await clock.pass(29 * MINUTE_MS);
    expect(status('function-1').activity).toBe('idle');
    await clock.pass(9 * MINUTE_MS);
    expect(status('function-1').activity).toBe('active');
  });
});

describe('a fleet of 1,000 functions, 100 of them active', () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `function-${index}`);

  it('takes at most ten CloudWatch calls a minute and half a dollar an hour', async () => {
    const { account, clock, monitor } = await watching({
      functions: names.map((name) => scriptedFunction(name)),
      active: names.slice(0, 100),
    });
    const metricCalls = () =>
      account.calls('cloudwatch:GetMetricData') + account.calls('cloudwatch:ListMetrics');
    const calls = [metricCalls()];
    for (let minute = 1; minute <= 60; minute++) {
      await clock.pass(MINUTE_MS);
      calls.push(metricCalls() - calls.reduce((sum, count) => sum + count, 0));
    }
    expect(Math.max(...calls)).toBeLessThanOrEqual(10);
    expect(monitor.getSnapshot().api.dollarsPerHour).toBeGreaterThan(0.25);
    expect(monitor.getSnapshot().api.dollarsPerHour).toBeLessThanOrEqual(0.5);
  });

  it('shows its rows within three seconds, before it has asked each of them for its limit', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: names.map((name) => scriptedFunction(name)),
      active: names.slice(0, 100),
    });
    const shown: { atMs: number; rows: number; limits: number }[] = [];
    fleet = await watchedFleet(account.sources, clock, ({ functions }) => {
      const limits = functions.filter(({ assessment }) => assessment.limit.kind === 'account').length;
      const rows = functions.filter(({ requestsPerSecond }) => requestsPerSecond === 10).length;
      shown.push({ atMs: clock.now() - START_MS, rows, limits });
    });
    const first = shown.find(({ rows }) => rows > 0);
    expect(first).toMatchObject({ rows: 100, limits: 0 });
    expect(first?.atMs).toBeLessThanOrEqual(3_000);
    expect(shown.at(-1)).toMatchObject({ rows: 100, limits: 100 });
  });

  it('says with its first rows what an hour will cost', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: names.map((name) => scriptedFunction(name)),
      active: names.slice(0, 100),
    });
    const said: number[] = [];
    fleet = await watchedFleet(account.sources, clock, ({ functions, api }) => {
      if (functions.length > 0) said.push(api.dollarsPerHour);
    });
    await clock.pass(60 * MINUTE_MS);
    expect(said[0]! / said.at(-1)!).toBeGreaterThan(0.8);
    expect(said[0]! / said.at(-1)!).toBeLessThan(1.25);
  });
});
