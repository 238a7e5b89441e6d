import { describe, expect, it } from 'vitest';
import type { AccountLimits } from '../../../src/lambda/function.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import {
  type DatedLimits,
  limitsInThePast,
  limitsOfMinute,
  readAccountLimits,
} from '../../../src/monitor/function/account-limits.ts';
import { scriptedAccount } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const of = (unreservedConcurrency: number): AccountLimits => ({ concurrency: 1_000, unreservedConcurrency });

function readAt(minute: number, unreserved: number, before?: DatedLimits): Promise<DatedLimits> {
  const nowMs = minute * MINUTE_MS;
  const clock = createSteppedClock(nowMs);
  const { sources } = scriptedAccount({ clock, functions: [] });
  const accountLimits = async () => ({ ok: true, value: of(unreserved) }) as const;
  const asking = {
    clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    ledger: new ApiLedger(nowMs),
    signal: new AbortController().signal,
  };
  return readAccountLimits(
    { ...sources, functions: { ...sources.functions, accountLimits } },
    asking,
    before,
  );
}

const unreservedOf = (limits: DatedLimits, minutes: readonly number[]) =>
  minutes.map((minute) => limitsOfMinute(limits, minute * MINUTE_MS)?.unreservedConcurrency ?? null);

describe("the account's limits", () => {
  it('are taken to have been what they are for a quarter of an hour before they were first read', async () => {
    const limits = await readAt(100, 765, await readAt(95, 765));
    expect(unreservedOf(limits, [79, 80, 94, 99])).toEqual([null, 765, 765, 765]);
  });

  it('were what answers said before a change, and in the minutes between two answers nobody knows', async () => {
    const limits = await readAt(100, 100, await readAt(95, 765, await readAt(90, 765)));
    expect(unreservedOf(limits, [80, 94, 95, 99, 100])).toEqual([765, 765, null, null, 100]);
  });

  it('of a past window are those of now where no answer said otherwise', async () => {
    const first = await readAt(100, 765);
    expect(unreservedOf(limitsInThePast(first), [1])).toEqual([765]);
    expect(unreservedOf(limitsInThePast(await readAt(105, 100, first)), [1])).toEqual([null]);
  });
});
