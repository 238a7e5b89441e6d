import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { WeekOfFailures } from '../../../src/monitor/function/week-of-failures.ts';
import type { MetricSource } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { scriptedAccount, scriptedError } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:00Z');
const ACTION = 'cloudwatch:GetMetricData';
const LEGACY = rawText('legacy-export');
const ONE_IN_TWENTY = { rate: expect.closeTo(0.05) };
const HOURLY = { Invocations: 20_000, Errors: 1_000 };

/** A week in which one call in twenty of each function fails in every hour. */
function weekOfFailures(pageOf: (page: MetricSource['page']) => MetricSource['page'] = (page) => page) {
  const clock = createSteppedClock(NOW_MS);
  const account = scriptedAccount({
    clock,
    functions: [],
    point: ({ metric }) => (metric === 'Invocations' || metric === 'Errors' ? HOURLY[metric] : null),
  });
  const { metrics } = account.sources;
  const asking = {
    clock,
    ledger: new ApiLedger(NOW_MS),
    budget: createCallBudget(clock, { random: () => 0.5 }),
    signal: new AbortController().signal,
  };
  const week = new WeekOfFailures(
    { ...metrics, page: pageOf(metrics.page) },
    asking,
    DEFAULT_THRESHOLDS.timesUsual,
  );
  return { week, account };
}

const namesOf = (count: number) => Array.from({ length: count }, (_, index) => rawText(`f${index}`));

describe('the week of failing functions', () => {
  it('is read once, and again after six hours', async () => {
    const { week, account } = weekOfFailures();
    expect(week.chronicOf(LEGACY)).toBeNull();
    expect(await week.read([LEGACY], NOW_MS)).toBe(true);
    expect(week.chronicOf(LEGACY)).toMatchObject(ONE_IN_TWENTY);
    expect(await week.read([LEGACY], NOW_MS + 6 * HOUR_MS - MINUTE_MS)).toBe(false);
    expect(account.calls(ACTION)).toBe(1);
    expect(await week.read([LEGACY], NOW_MS + 6 * HOUR_MS)).toBe(true);
    expect(account.calls(ACTION)).toBe(2);
  });

  it.each([
    ['there', null],
    ['refused', 'denied'],
  ] as const)('is awaited until an answer is %s, and no longer', async (_how, failure) => {
    const { week, account } = weekOfFailures();
    if (failure !== null) account.fail(ACTION, failure);
    expect(week.isAwaited(LEGACY)).toBe(true);
    await week.read([LEGACY], NOW_MS);
    expect(week.isAwaited(LEGACY)).toBe(false);
  });

  it('is asked for again if it was refused', async () => {
    const { week, account } = weekOfFailures();
    account.fail(ACTION, 'denied');
    expect(await week.read([LEGACY], NOW_MS)).toBe(true);
    expect(week.chronicOf(LEGACY)).toBeNull();
    expect(await week.read([LEGACY], NOW_MS)).toBe(false);
    account.heal();
    expect(await week.read([LEGACY], NOW_MS + MINUTE_MS)).toBe(true);
    expect(week.chronicOf(LEGACY)).toMatchObject(ONE_IN_TWENTY);
  });

  it('is read again soon if failures of hours with calls were not counted yet', async () => {
    let isCounted = false;
    const { week, account } = weekOfFailures(
      (page) =>
        async (queries, ...rest) =>
          page(isCounted ? queries : queries.filter(({ metric }) => metric !== 'Errors'), ...rest),
    );
    await week.read([LEGACY], NOW_MS);
    expect(week.chronicOf(LEGACY)).toBeNull();
    isCounted = true;
    expect(await week.read([LEGACY], NOW_MS + 9 * MINUTE_MS)).toBe(false);
    expect(await week.read([LEGACY], NOW_MS + 10 * MINUTE_MS)).toBe(true);
    expect(week.chronicOf(LEGACY)).toMatchObject(ONE_IN_TWENTY);
    expect(account.calls(ACTION)).toBe(2);
  });

  it('is kept for functions that were answered, and asked for again only for the others', async () => {
    const names = namesOf(251);
    let refuses = true;
    const { week, account } = weekOfFailures((page) => async (queries, ...rest) => {
      const isSecond = queries.some(
        ({ owner }) => owner.kind === 'function' && owner.functionName === 'f250',
      );
      return isSecond && refuses
        ? { ok: false, error: scriptedError(ACTION, 'denied') }
        : page(queries, ...rest);
    });
    expect(await week.read(names, NOW_MS)).toBe(true);
    expect([week.chronicOf(names[0]!), week.chronicOf(names[250]!)]).toMatchObject([ONE_IN_TWENTY, null]);
    refuses = false;
    expect(await week.read(names, NOW_MS + MINUTE_MS)).toBe(true);
    expect(week.chronicOf(names[250]!)).toMatchObject(ONE_IN_TWENTY);
    expect(account.metricCalls.map(({ queries }) => queries.length)).toEqual([500, 2]);
  });

  it('is not asked for a second time while the answer is pending', async () => {
    let answer = () => {};
    const mayAnswer = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { week, account } = weekOfFailures((page) => async (...asked) => {
      await mayAnswer;
      return page(...asked);
    });
    const first = week.read([LEGACY], NOW_MS);
    const second = week.read([LEGACY, rawText('other')], NOW_MS + MINUTE_MS);
    answer();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    const asked = account.metricCalls.flatMap(({ queries }) => queries).map(({ owner }) => owner);
    expect(asked.filter((owner) => owner.kind === 'function' && owner.functionName === LEGACY)).toHaveLength(
      2,
    );
    expect(week.chronicOf(rawText('other'))).toMatchObject(ONE_IN_TWENTY);
  });
});
