import { describe, expect, it } from 'vitest';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { CallerIdentity } from '../../../src/monitor/calls/caller-identity.ts';
import type { Result } from '../../../src/monitor/source-error.ts';
import type { Identity } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedAccount, scriptedError, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const START_MS = Date.parse('2026-11-24T03:12:10Z');
const WORKER = scriptedFunction('worker');

function asking(answer: (atMs: number) => Result<Identity>) {
  const clock = createSteppedClock(START_MS);
  const { sources } = scriptedAccount({ clock, functions: [] });
  const askedMs: number[] = [];
  const caller = async () => {
    askedMs.push(clock.now() - START_MS);
    return answer(clock.now());
  };
  const identity = new CallerIdentity(
    { ...sources, identity: { caller } },
    {
      clock,
      ledger: new ApiLedger(START_MS),
      budget: createCallBudget(clock, { random: () => 0.5 }),
      signal: new AbortController().signal,
    },
  );
  return { clock, identity, askedMs };
}

const me = (expiresMs: number | null): Result<Identity> => ({
  ok: true,
  value: { accountId: rawText('123456789012'), arn: rawText('arn:aws:iam::123456789012:user/me'), expiresMs },
});

describe('the identity of the caller', () => {
  it('is asked for once, and again when the credentials have expired', async () => {
    const { clock, identity, askedMs } = asking((atMs) => me(atMs + 6_000));
    for (const passMs of [0, 5_900, 100]) {
      await clock.sleep(passMs);
      await identity.read();
    }
    expect(askedMs).toEqual([0, 6_000]);
  });

  it('is asked for again while there is no answer; until then it is the owner of the functions', async () => {
    const { identity, askedMs } = asking(() => ({
      ok: false,
      error: scriptedError('sts:GetCallerIdentity', 'denied'),
    }));
    await identity.read();
    await identity.read();
    expect(askedMs).toHaveLength(2);
    expect(identity.known([WORKER])).toEqual({ accountId: '123456789012', arn: null, expiresMs: null });
  });

  it('is unknown without an answer and without functions', () => {
    expect(asking(() => me(null)).identity.known([])).toBeNull();
  });
});
