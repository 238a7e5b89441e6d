import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import type { LogPageQuestion } from '../../../src/monitor/log-page.ts';
import { ownerKey } from '../../../src/monitor/metric-owner.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { logEvent } from '../log/scripted-log.ts';
import { busyPoint, scriptedAccount, scriptedError, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';
import { START_MS, type WatchedFleet, watchedUntilEnd } from './watched-fleet.ts';

const UNTIL_MS = START_MS - 30 * MINUTE_MS;
const MEASURED = 'its longest call in 15 min took 99 % of the timeout';

describe('a fleet that reads logs of functions that hurt', () => {
  it('shows what one log says while another is still being read', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({
      clock,
      functions: [scriptedFunction('quick'), scriptedFunction('stuck')],
      point: (query, ...when) => (query.metric === 'Errors' ? 60 : busyPoint(query, ...when)),
    });
    const page: typeof sources.logs.page = (question, signal) =>
      question.group.endsWith('stuck') ? new Promise(() => {}) : sources.logs.page(question, signal);
    const fleet = await watchedUntilEnd({ ...sources, logs: { ...sources.logs, page } }, clock, () => {}, {
      looksCloser: true,
    });
    await fleet.until(({ failures }) => failures.size > 0);
    expect([...fleet.monitor.getSnapshot().failures.keys()]).toEqual(['quick']);
  });

  it.each([
    ['the whole log', () => true],
    ['its older minutes', ({ range }) => range.endMs < UNTIL_MS],
  ] satisfies [string, (question: LogPageQuestion) => boolean][])(
    'reads again what could not be read of a past window, which is not polled again: %s',
    async (_, isLost) => {
      const clock = createSteppedClock(START_MS);
      const account = scriptedAccount({
        clock,
        functions: [scriptedFunction('worker')],
        point: (query, minuteMs, nowMs) =>
          query.metric === 'Errors' && minuteMs > UNTIL_MS - HOUR_MS ? 60 : busyPoint(query, minuteMs, nowMs),
      });
      const { logs } = account.sources;
      let isDown = true;
      const page: typeof logs.page = async (question, signal) =>
        isDown && isLost(question)
          ? { ok: false, error: scriptedError('logs:FilterLogEvents', 'unreachable') }
          : logs.page(question, signal);
      const { monitor } = await watchedUntilEnd(
        { ...account.sources, logs: { ...logs, page } },
        clock,
        () => {},
        { looksCloser: true, untilMs: UNTIL_MS },
      );
      await monitor.firstLook;
      const evidence = () => monitor.getSnapshot().failures.get('worker');
      expect(evidence()?.error).not.toBeNull();
      isDown = false;
      void clock.oversleep(MINUTE_MS);
      await clock.turns(50);
      expect(evidence()?.error).toBeNull();
      const calls = account.calls('logs:FilterLogEvents');
      void clock.oversleep(MINUTE_MS);
      await clock.turns(50);
      expect(account.calls('logs:FilterLogEvents')).toBe(calls);
    },
  );

  it('says that a log is being read only while it is', async () => {
    const clock = createSteppedClock(START_MS);
    const names = Array.from({ length: 9 }, (_, index) => `near-${index}`);
    const { sources } = scriptedAccount({
      clock,
      functions: names.map((name) => scriptedFunction(name, { timeoutMs: 1_000 })),
      point: (query, ...when) =>
        query.metric === 'Duration' && query.statistic === 'Maximum' ? 990 : busyPoint(query, ...when),
    });
    const asked = new Set<string>();
    const page: typeof sources.logs.page = (question, signal) => {
      const { group } = question;
      asked.add(group);
      return group.endsWith('near-0') ? new Promise(() => {}) : sources.logs.page(question, signal);
    };
    const seen: string[][] = [];
    const readNow = ({ causes }: FleetSnapshot) =>
      causes.flatMap((cause) =>
        lineText(sentenceOf(cause, TOLD_IN_UTC.present).says) === `${MEASURED}; reading its log`
          ? [cause.functionName]
          : [],
      );
    const fleet = await watchedUntilEnd(
      { ...sources, logs: { ...sources.logs, page } },
      clock,
      (snapshot) => seen.push(readNow(snapshot)),
      { looksCloser: true },
    );
    const { monitor } = fleet;
    await fleet.until(({ failures }) => failures.size === 4);
    expect(seen).toContainEqual(names.slice(0, 5));
    expect(readNow(monitor.getSnapshot())).toEqual(['near-0']);
    const others = monitor.getSnapshot().causes.slice(1);
    expect(new Set(others.map((cause) => lineText(sentenceOf(cause, TOLD_IN_UTC.present).says)))).toEqual(
      new Set([MEASURED, `${MEASURED}; its log of that time is gone or empty`]),
    );
    expect(asked.size).toBe(5);
  });

  it('says that a log is being read until all of its first reading is done, whatever its newest minute says', async () => {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({
      clock,
      functions: [scriptedFunction('near', { timeoutMs: 1_000 })],
      point: (query, ...when) =>
        query.metric === 'Duration' && query.statistic === 'Maximum' ? 990 : busyPoint(query, ...when),
    });
    const newest = START_MS - 10_000;
    const says = `${new Date(newest).toISOString()} 6753e908-f80f-4a05-90c9-000000000001 Task timed out after 1.00 seconds`;
    const timedOut = logEvent('1', newest, newest, says);
    let pages = 0;
    const page: typeof sources.logs.page = async () =>
      pages++ === 0 ? { ok: true, value: { items: [timedOut], nextToken: null } } : new Promise(() => {});
    const fleet = await watchedUntilEnd({ ...sources, logs: { ...sources.logs, page } }, clock, () => {}, {
      looksCloser: true,
    });
    const { monitor } = fleet;
    await fleet.until(({ failures }) => failures.size > 0);
    expect([...monitor.getSnapshot().failures.keys()]).toEqual(['near']);
    const said = monitor
      .getSnapshot()
      .causes.map((cause) => lineText(sentenceOf(cause, TOLD_IN_UTC.present).says));
    expect(said).toEqual([`${MEASURED}; reading its log`]);
  });

  it('says that a log is being read although the first poll failed', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: [scriptedFunction('near', { timeoutMs: 1_000 })],
      point: (query, ...when) =>
        query.metric === 'Duration' && query.statistic === 'Maximum' ? 990 : busyPoint(query, ...when),
    });
    account.fail('lambda:ListFunctions', 'absent');
    const said = new Set<string>();
    await watchedUntilEnd(
      account.sources,
      clock,
      ({ causes }) => {
        for (const cause of causes) said.add(lineText(sentenceOf(cause, TOLD_IN_UTC.present).says));
      },
      { looksCloser: true },
    );
    account.heal();
    await clock.pass(6 * MINUTE_MS);
    await clock.turns(50);
    expect([...said]).toContain(`${MEASURED}; reading its log`);
  });

  it('reads no log while nobody sees the result, and starts once somebody does', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
    const fleet = await watchedUntilEnd(account.sources, clock, () => {}, { looksCloser: true });
    const { monitor } = fleet;
    const reads = () => account.calls('logs:FilterLogEvents');
    const untilReads = async (count: number) => {
      await expect.poll(reads, { interval: 1 }).toBeGreaterThanOrEqual(count);
    };
    monitor.attend(rawText('worker'));
    await untilReads(4);
    monitor.showCloserLook(false);
    // Let pending work finish.
    await clock.turns(50);
    const unseen = reads();
    await clock.pass(3 * MINUTE_MS);
    await clock.turns(50);
    expect(reads()).toBe(unseen);
    monitor.showCloserLook(true);
    await untilReads(unseen + 1);
  });
});

describe('the limit of an idle function on screen', () => {
  /** A busy function and an idle one, with what hangs. */
  async function watchedWith(hanging: {
    readonly log?: boolean;
    readonly limitOf?: string;
  }): Promise<WatchedFleet & { readonly asked: readonly string[] }> {
    const clock = createSteppedClock(START_MS);
    const { sources } = scriptedAccount({
      clock,
      functions: [scriptedFunction('busy'), scriptedFunction('sleeper')],
      active: ['busy'],
      point: (query, ...when) => {
        if (ownerKey(query.owner) === 'sleeper') return null;
        return query.metric === 'Errors' ? 60 : busyPoint(query, ...when);
      },
    });
    const page: typeof sources.logs.page = (question, signal) =>
      hanging.log === true ? new Promise(() => {}) : sources.logs.page(question, signal);
    const asked: string[] = [];
    const reservedConcurrency: typeof sources.functions.reservedConcurrency = async (name, signal) => {
      asked.push(name);
      if (name === hanging.limitOf) await new Promise(() => {});
      return sources.functions.reservedConcurrency(name, signal);
    };
    const functions = { ...sources.functions, reservedConcurrency };
    const logs = { ...sources.logs, page };
    const settings = { looksCloser: true };
    const fleet = await watchedUntilEnd({ ...sources, functions, logs }, clock, () => {}, settings);
    return { ...fleet, asked };
  }
  const hasLimit = ({ functions }: FleetSnapshot) =>
    functions.some(({ name, assessment }) => name === 'sleeper' && assessment.limit.kind === 'account');

  it.each([
    ['the log of another is still being read', { log: true }],
    ['the limit of another is still being read', { limitOf: 'busy' }],
  ])('is known at once, though %s', async (_what, hanging) => {
    const fleet = await watchedWith(hanging);
    expect(hasLimit(fleet.monitor.getSnapshot())).toBe(false);
    fleet.monitor.attend(rawText('sleeper'));
    await fleet.until(hasLimit);
  });

  it('is asked for once, however often it comes on screen', async () => {
    const fleet = await watchedWith({});
    for (const name of [rawText('sleeper'), null, rawText('sleeper')]) fleet.monitor.attend(name);
    await fleet.until(hasLimit);
    fleet.monitor.attend(rawText('sleeper'));
    await fleet.clock.turns(50);
    expect(fleet.asked.filter((name) => name === 'sleeper')).toEqual(['sleeper']);
  });
});
