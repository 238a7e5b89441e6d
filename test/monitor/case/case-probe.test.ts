import { describe, expect, it } from 'vitest';
import type { TimeRange } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { CaseProbe } from '../../../src/monitor/case/case-probe.ts';
import type { FunctionStatus } from '../../../src/monitor/function/status/function-status.ts';
import { NOT_RECORDED } from '../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { minuteMsAt, reasonOf, troubled } from '../../triage/troubled.ts';
import { scriptedAccount, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const TO_MS = minuteMsAt(60);

type LogQuestion = Pick<TimeRange, 'startMs' | 'endMs'> & { readonly pattern: string | null };

/** Rounded to a tenth: spans that are read one after the other share no millisecond. */
const minutesFrom = (timeMs: number) => Math.round((timeMs - minuteMsAt(0)) / 6_000) / 10;

/** A function that hurts since `onsetMinute`. Trouble that shows in no metric is not compared. */
function statusSince(onsetMinute: number): FunctionStatus {
  const reasons = [reasonOf('errors', { sinceMs: minuteMsAt(onsetMinute) })];
  return troubled('worker', { reasons }) as unknown as FunctionStatus;
}

/** @param logCallsPerSecond what AWS allows the account; lmon uses a third of it */
function probed(logCallsPerSecond = 25, onLogPage: (question: LogQuestion) => void = () => {}) {
  const clock = createSteppedClock(TO_MS);
  const configuration = scriptedFunction('worker');
  const account = scriptedAccount({ clock, functions: [configuration] });
  const quotaPerSecond = { 'logs:FilterLogEvents': logCallsPerSecond };
  const budget = createCallBudget(clock, { random: () => 0.5, quotaPerSecond });
  const asking = { clock, budget, ledger: new ApiLedger(TO_MS), signal: new AbortController().signal };
  const { logs } = account.sources;
  const page: LogSource['page'] = (question, signal) => {
    onLogPage({ ...question.range, pattern: question.pattern });
    return logs.page(question, signal);
  };
  const sources = { ...account.sources, logs: { ...logs, page } };
  return { account, clock, probe: new CaseProbe(configuration, sources, asking) };
}

describe('what is read for a report', () => {
  it.each([['lambda:ListVersionsByFunction'], ['logs:FilterLogEvents'], ['cloudwatch:GetMetricData']])(
    'is asked for again at once if %s could not be reached',
    async (action) => {
      const { account, probe } = probed();
      account.fail(action, 'unreachable');
      await probe.read(statusSince(40), TO_MS);
      expect(probe.reading()).not.toBeNull();
      account.heal();
      await probe.read(statusSince(40), TO_MS);
      const reading = probe.reading();
      expect(reading?.versions.known).toBe(true);
      expect(reading?.starts).not.toBeNull();
      expect(reading?.events).not.toBeNull();
    },
  );

  it('is asked for again at once if only the lines to compare could not be reached', async () => {
    let compared = 0;
    const { account, probe } = probed(25, ({ pattern }) => {
      if (pattern !== null) return account.heal();
      compared += 1;
      account.fail('logs:FilterLogEvents', 'unreachable');
    });
    await probe.read(statusSince(40), TO_MS);
    const before = compared;
    await probe.read(statusSince(40), TO_MS);
    expect(compared).toBeGreaterThan(before);
  });

  it.each<readonly ['comparison' | 'starts', (pattern: string | null) => boolean]>([
    ['comparison', (pattern) => pattern === null],
    ['starts', (pattern) => pattern !== null],
  ])(
    'names the error of its log where that of the %s had no answer, until it has one',
    async (part, isOfPart) => {
      const { account, probe } = probed(25, ({ pattern }) => {
        if (isOfPart(pattern)) account.fail('logs:FilterLogEvents', 'unreachable');
        else account.heal();
      });
      await probe.read(statusSince(40), TO_MS);
      expect(probe.reading()?.[part]).toBeNull();
      expect(probe.reading()?.logErrors.map(({ kind }) => kind)).toContain('unreachable');
    },
  );

  it.each(['healed', 'denied'] as const)('is not asked for again within five minutes: %s', async (state) => {
    const { account, probe } = probed();
    if (state === 'denied') account.fail('lambda:ListVersionsByFunction', 'denied');
    await probe.read(statusSince(40), TO_MS);
    const before = account.calls('lambda:ListVersionsByFunction');
    await probe.read(statusSince(40), TO_MS + 60_000);
    expect(account.calls('lambda:ListVersionsByFunction')).toBe(before);
  });

  it('is asked for again with the next look where a recording holds it only later', async () => {
    const { account, probe } = probed();
    account.fail('lambda:ListVersionsByFunction', 'absent', NOT_RECORDED);
    await probe.read(statusSince(40), TO_MS);
    expect(probe.reading()?.versions.known).toBe(false);
    account.heal();
    await probe.read(statusSince(40), TO_MS + 60_000);
    expect(probe.reading()?.versions.known).toBe(true);
  });

  it('is dropped when the onset moves and the new span cannot be read', async () => {
    const { account, probe } = probed();
    await probe.read(statusSince(40), TO_MS);
    account.fail('*', 'unreachable');
    await probe.read(statusSince(40), TO_MS + 600_000);
    expect(probe.reading()?.starts).not.toBeNull();
    await probe.read(statusSince(50), TO_MS + 600_000);
    expect(probe.reading()).toMatchObject({ starts: null, events: null });
  });

  it('covers cold starts near the onset first, in short spans of their own', async () => {
    const asked: (readonly [fromMinute: number, toMinute: number])[] = [];
    const { probe } = probed(25, ({ startMs, endMs, pattern }) => {
      if (pattern?.includes('INIT_START') || pattern?.includes('initStart'))
        asked.push([minutesFrom(startMs), minutesFrom(endMs)]);
    });
    await probe.read(statusSince(40), TO_MS);
    expect(asked).toEqual([
      [39.5, 42],
      [37, 39.5],
      [5, 37],
    ]);
  });

  it.each([
    { perSecond: 25, isComplete: true, stoppedBy: null },
    { perSecond: 0.5, isComplete: false, stoppedBy: 'time' },
  ])('is complete in time if AWS allows $perSecond calls a second, or else partial', async (given) => {
    const { account, clock, probe } = probed(given.perSecond);
    await probe.read(statusSince(40), TO_MS);
    expect(probe.reading()?.starts).toMatchObject({ stoppedBy: given.stoppedBy });
    // Its log is empty, so the comparison also reads an older span.
    expect(account.calls('logs:FilterLogEvents')).toBe(given.isComplete ? 6 : 4);
    expect(clock.now() - TO_MS < 4_000).toBe(given.isComplete);
  });
});
