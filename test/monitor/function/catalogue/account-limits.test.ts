import { describe, expect, it } from 'vitest';
import type { AccountLimits } from '../../../../src/lambda/function/function.ts';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import {
  type DatedLimits,
  limitsByMinute,
  readAccountLimits,
} from '../../../../src/monitor/function/catalogue/account-limits.ts';
import { scriptedAccount } from '../../scripted-account.ts';
import { createSteppedClock } from '../../stepped-clock.ts';

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

/** The unreserved limit over minutes in which the account claimed 235 more than was busy, or as the test says. */
function unreservedOf(
  limits: DatedLimits,
  minutes: readonly number[],
  beyondBusy: (minute: number) => number | null = () => 235,
) {
  const all = Array.from({ length: Math.max(...minutes) + 1 }, (_, minute) => ({
    minuteMs: minute * MINUTE_MS,
    beyondBusy: beyondBusy(minute),
  }));
  const found = limitsByMinute(limits, all);
  return minutes.map((minute) => found.get(minute * MINUTE_MS)?.unreservedConcurrency ?? null);
}

describe("the account's limits", () => {
  it('were the same before the first answer for as long as the account claimed the same', async () => {
    const limits = await readAt(100, 765, await readAt(95, 765));
    expect(unreservedOf(limits, [1, 80, 94, 99])).toEqual([765, 765, 765, 765]);
    const lowered = (minute: number) => (minute < 88 ? 435 : 235);
    expect(unreservedOf(limits, [80, 87, 88, 94, 99], lowered)).toEqual([null, null, 765, 765, 765]);
    const justBefore = (minute: number) => (minute < 95 ? 435 : 235);
    expect(unreservedOf(limits, [93, 94, 95, 99], justBefore)).toEqual([null, null, 765, 765]);
  });

  it('are assumed only for the newest minute if that is older than any answer', async () => {
    const limits = await readAt(100, 765);
    expect(unreservedOf(limits, [97, 98], (minute) => (minute < 98 ? 435 : 235))).toEqual([null, 765]);
  });

  it('are assumed to be unchanged in a minute whose claimed concurrency is unknown', async () => {
    const limits = await readAt(100, 765);
    expect(unreservedOf(limits, [96, 97, 98], (minute) => (minute === 97 ? null : 235))).toEqual([
      765, 765, 765,
    ]);
  });

  it('were the answers before a change, and are unknown between two answers that differ', async () => {
    const limits = await readAt(100, 100, await readAt(95, 765, await readAt(90, 765)));
    expect(unreservedOf(limits, [86, 87, 94, 95, 99, 100])).toEqual([null, 765, 765, null, null, 100]);
  });

  it('were the first answer in the newest minute before it, though the next one differs', async () => {
    const limits = await readAt(105, 793, await readAt(100, 765));
    const known = (minute: number) => (minute < 99 ? 235 : null);
    expect(unreservedOf(limits, [97, 98, 99, 104, 105], known)).toEqual([765, 765, 765, null, 793]);
  });

  it('are current ones in a past window unless an answer says otherwise', async () => {
    const first = await readAt(100, 765);
    expect(unreservedOf(first, [1])).toEqual([765]);
    expect(unreservedOf(await readAt(105, 100, first), [1])).toEqual([null]);
  });
});
