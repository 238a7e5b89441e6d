import { describe, expect, it, onTestFinished } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { watchFleet } from '../../../src/monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import { ownerKey } from '../../../src/monitor/metric-owner.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import {
  type AccountScript,
  busyPoint,
  scriptedAccount,
  scriptedError,
  scriptedFunction,
} from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';
import { START_MS, watchedUntilEnd, watching } from './watched-fleet.ts';

/** Enough turns for everything that a poll requests besides its metrics. */
const BESIDE_METRICS = 50;

/** More of the account is claimed than is busy. */
const keepingSomeReady: typeof busyPoint = (query, ...when) =>
  busyPoint(query, ...when) ?? (query.metric === 'ClaimedAccountConcurrency' ? 12 : 2);

describe('the limit that a throttled function met', () => {
  const WAITS = 'turns away 25.0 % of attempts; reading which limit it met';
  const FAILED = 'turns away 25.0 % of attempts at a limit that could not be read';
  const KNOWN = 'turns away 25.0 % of attempts at the account pool of 1,000';
  const throttled = {
    point: (query, ...when) => (query.metric === 'Throttles' ? 200 : busyPoint(query, ...when)),
  } satisfies Partial<AccountScript>;
  const sentencesOf = ({ causes }: FleetSnapshot) =>
    causes.map((cause) => lineText(sentenceOf(cause, TOLD_IN_UTC.present).says)).join();

  it('is being read at first, and then could not be read', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')], ...throttled });
    account.fail('lambda:GetFunctionConcurrency', 'unreachable');
    const sentences = new Set<string>();
    await watchedUntilEnd(account.sources, clock, (snapshot) => sentences.add(sentencesOf(snapshot)));
    sentences.delete('');
    expect([...sentences]).toEqual([WAITS, FAILED]);
  });

  it('is asked for again with the next poll if it could not be read', async () => {
    const { account, clock, monitor } = await watching(throttled, ({ fail }) =>
      fail('lambda:GetFunctionConcurrency', 'unreachable'),
    );
    expect(sentencesOf(monitor.getSnapshot())).toBe(FAILED);
    account.heal();
    await clock.pass(MINUTE_MS);
    await clock.turns(BESIDE_METRICS);
    expect(sentencesOf(monitor.getSnapshot())).toBe(KNOWN);
  });

  it('is asked for less and less often while it cannot be read', async () => {
    const { account, clock } = await watching(throttled, ({ fail }) =>
      fail('lambda:GetFunctionConcurrency', 'absent'),
    );
    const asked: number[] = [];
    for (let minute = 0; minute < 4; minute++) {
      await clock.pass(MINUTE_MS);
      await clock.turns(BESIDE_METRICS);
      asked.push(account.calls('lambda:GetFunctionConcurrency'));
    }
    expect(asked).toEqual([2, 2, 3, 3]);
  });
});

describe('the limits of a fleet', () => {
  it('are not known if the first poll found no function', async () => {
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
  ])('that %s are asked for again with the next poll if they could not be read', async (_whose, action) => {
    const { account, clock, monitor } = await watching({}, ({ fail }) => fail(action, 'unreachable'));
    const isKnown = () => {
      const { account: ofAccount, functions } = monitor.getSnapshot();
      return ofAccount.limits.known && functions[0]?.eventSources.known;
    };
    expect(isKnown()).toBe(false);
    account.heal();
    await clock.pass(MINUTE_MS);
    await clock.turns(BESIDE_METRICS);
    expect(isKnown()).toBe(true);
  });

  it.each([
    ['the account', 'lambda:GetAccountSettings'],
    ['a function', 'lambda:GetFunctionConcurrency'],
  ])('of %s are asked for again in a past window, which is not polled again', async (_whose, action) => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')], point: throttling });
    account.fail(action, 'unreachable');
    const untilMs = START_MS - 10 * MINUTE_MS;
    const { monitor } = await watchedUntilEnd(account.sources, clock, () => {}, { untilMs });
    const isKnown = () => {
      const { account: ofAccount, functions } = monitor.getSnapshot();
      return ofAccount.limits.known && functions[0]?.limits.reserved.known === true;
    };
    const metricCalls = () => account.calls('cloudwatch:GetMetricData');
    const before = metricCalls();
    expect(isKnown()).toBe(false);
    account.heal();
    // It ends at the next long wait, of which there is none.
    void clock.oversleep(MINUTE_MS);
    await clock.turns(BESIDE_METRICS);
    expect([isKnown(), metricCalls()]).toEqual([true, before]);
  });

  it('are not the only facts that are asked for again in a past window: so is the week of what fails', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({
      clock,
      functions: [scriptedFunction('worker')],
      point: (query, ...when) => (query.metric === 'Errors' ? 60 : busyPoint(query, ...when)),
    });
    let isDown = true;
    const page: typeof sources.metrics.page = async (queries, range, ...others) =>
      isDown && range.periodMs === HOUR_MS
        ? { ok: false, error: scriptedError('cloudwatch:GetMetricData', 'unreachable') }
        : sources.metrics.page(queries, range, ...others);
    const untilMs = START_MS - 10 * MINUTE_MS;
    const { status } = await watchedUntilEnd(
      { ...sources, metrics: { ...sources.metrics, page } },
      clock,
      () => {},
      { untilMs },
    );
    expect(status('worker').chronic).toBeNull();
    isDown = false;
    void clock.oversleep(MINUTE_MS);
    await clock.turns(BESIDE_METRICS);
    expect(status('worker').chronic).not.toBeNull();
  });

  it('include what is provisioned, which is asked for again within minutes if it could not be read', async () => {
    const action = 'lambda:ListProvisionedConcurrencyConfigs';
    const { account, clock } = await watching({ point: keepingSomeReady }, ({ fail }) =>
      fail(action, 'unreachable'),
    );
    const before = account.calls(action);
    expect(before).toBeGreaterThan(0);
    account.heal();
    await clock.pass(6 * MINUTE_MS);
    await clock.turns(BESIDE_METRICS);
    expect(account.calls(action)).toBe(before + 1);
    await clock.pass(20 * MINUTE_MS);
    expect(account.calls(action)).toBe(before + 1);
  });

  it('stay known when an earlier question, which failed, ends after a later one, which did not', async () => {
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
    const fleet = await watchedUntilEnd(
      { ...sources, functions: { ...sources.functions, reservedConcurrency } },
      clock,
    );
    const isKnown = () => fleet.monitor.getSnapshot().account.limits.known;
    isSlow = true;
    await clock.pass(MINUTE_MS);
    await clock.turns(200);
    expect([held.length, isKnown()]).toEqual([1, false]);
    account.heal();
    await clock.pass(6 * MINUTE_MS);
    await clock.turns(200);
    expect(isKnown()).toBe(true);
    for (const answer of held) answer();
    await clock.turns(200);
    await clock.pass(MINUTE_MS);
    expect(isKnown()).toBe(true);
  });

  it('are not known while the first poll still asks for some of them', async () => {
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
    const watched = watchedUntilEnd(
      { ...sources, functions: { ...sources.functions, accountLimits, reservedConcurrency } },
      clock,
      (snapshot) => states.push(snapshot.hasLimits),
    );
    const states: boolean[] = [];
    await clock.pass(3 * MINUTE_MS);
    expect(new Set(states)).toEqual(new Set([false]));
    answer();
    const fleet = await watched;
    expect(fleet.monitor.getSnapshot().hasLimits).toBe(true);
  });

  it('are asked for once, even if that takes longer than until functions are listed again', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
    const accountLimits: typeof sources.functions.accountLimits = async () => ({
      ok: true,
      value: { concurrency: 1_000, unreservedConcurrency: 990 },
    });
    const answers: (() => void)[] = [];
    const reservedConcurrency: typeof sources.functions.reservedConcurrency = async () => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return { ok: true, value: 10 };
    };
    const watched = watchedUntilEnd(
      { ...sources, functions: { ...sources.functions, accountLimits, reservedConcurrency } },
      clock,
    );
    await clock.pass(12 * MINUTE_MS);
    expect(answers).toHaveLength(1);
    answers[0]!();
    await watched;
  });

  const throttling: typeof busyPoint = (query, ...when) =>
    query.metric === 'Throttles' ? 200 : busyPoint(query, ...when);
});

describe('limits that arrive while metrics are being read', () => {
  it('are kept', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
    const slow = { isSlow: false, answers: () => {} };
    const fleet = await watchedUntilEnd(
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

describe('an idle function that is selected', () => {
  it('is shown with its reservation, which is not read for other idle functions', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({
      clock,
      functions: [scriptedFunction('worker'), scriptedFunction('sleeper')],
      active: ['worker'],
      point: (query, ...when) => (ownerKey(query.owner) === 'sleeper' ? null : busyPoint(query, ...when)),
    });
    const asked: string[] = [];
    let isAskedFor = () => {};
    const sleeperAskedFor = new Promise<void>((resolve) => {
      isAskedFor = resolve;
    });
    const reservedConcurrency: typeof sources.functions.reservedConcurrency = async (name) => {
      asked.push(name);
      if (name === 'sleeper') isAskedFor();
      return { ok: true, value: name === 'sleeper' ? 7 : null };
    };
    const fleet = await watchedUntilEnd(
      { ...sources, functions: { ...sources.functions, reservedConcurrency } },
      clock,
      undefined,
      { looksCloser: true },
    );
    expect(asked).not.toContain('sleeper');
    fleet.monitor.attend(rawText('sleeper'));
    await sleeperAskedFor;
    await clock.pass(MINUTE_MS);
    expect(fleet.status('sleeper').assessment.limit).toMatchObject({ kind: 'reserved', value: 7 });
    await clock.pass(3 * MINUTE_MS);
    expect(asked.filter((name) => name === 'sleeper')).toHaveLength(1);
  });
});

describe('a report on one function', () => {
  it('compares its log where only its own limit tells that it hurts, which is known before those of others', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({
      clock,
      functions: [scriptedFunction('worker'), scriptedFunction('other')],
    });
    let answer = () => {};
    const others = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const readFromMs: number[] = [];
    const monitor = watchFleet({
      sources: {
        ...sources,
        functions: {
          ...sources.functions,
          async reservedConcurrency(name) {
            if (name === 'other') await others;
            // Ten calls a second are what a reservation of one may serve.
            return { ok: true, value: name === 'worker' ? 1 : null };
          },
        },
        logs: {
          ...sources.logs,
          page(question, signal) {
            readFromMs.push(question.range.startMs);
            return sources.logs.page(question, signal);
          },
        },
      },
      clock,
      budget: createCallBudget(clock, { random: () => 0.5 }),
      ledger: new ApiLedger(START_MS),
      thresholds: DEFAULT_THRESHOLDS,
      looksCloser: true,
    });
    onTestFinished(monitor.stop);
    monitor.attend(rawText('worker'), { report: true });
    await monitor.firstRows;
    await clock.turns(200);
    answer();
    await monitor.firstLook;
    // Its comparison is with an hour earlier.
    expect(Math.min(...readFromMs)).toBeLessThan(START_MS - 60 * MINUTE_MS);
  });
});
