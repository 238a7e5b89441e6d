import { describe, expect, it } from 'vitest';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { type Asking, ask, askForAll } from '../../../src/monitor/calls/asking.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import type { Page } from '../../../src/monitor/page.ts';
import type { Result, SourceErrorKind } from '../../../src/monitor/source-error.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedError } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const ACTION = 'lambda:ListFunctions';
const failure = (kind: SourceErrorKind): Result<never> => ({ ok: false, error: scriptedError(ACTION, kind) });
const page = (items: readonly number[], next: string | null): Result<Page<number>> => ({
  ok: true,
  value: { items, nextToken: next === null ? null : rawText(next) },
});

function askingParty(random = 0.5) {
  const clock = createSteppedClock(0);
  const stopping = new AbortController();
  const ledger = new ApiLedger(0);
  const budget = createCallBudget(clock, { random: () => random });
  const asking: Asking = { clock, budget, ledger, signal: stopping.signal };
  return { asking, stopping, ledger, budget, clock };
}

describe('asking', () => {
  it.each([
    ['throttled', 3],
    ['unreachable', 3],
    ['denied', 1],
    ['expired', 1],
    ['absent', 1],
    ['malformed', 1],
  ] as const)('gives up on %s after %i attempts', async (kind, attempts) => {
    const { asking, ledger } = askingParty();
    const answer = await ask(asking, ACTION, async () => failure(kind));
    expect(answer).toEqual(failure(kind));
    expect(ledger.snapshot(0).failures).toMatchObject([{ error: { kind }, count: attempts }]);
  });

  it('takes the first answer it gets', async () => {
    const { asking, ledger } = askingParty();
    const answers: Result<number>[] = [failure('unreachable'), { ok: true, value: 7 }];
    expect(await ask(asking, ACTION, async () => answers.shift()!)).toEqual({ ok: true, value: 7 });
    expect(ledger.snapshot(0)).toMatchObject({ calls: 2, recentFailures: 1 });
  });

  it('pauses longer before each attempt', async () => {
    const { asking, clock } = askingParty();
    const askedMs: number[] = [];
    await ask(asking, ACTION, async () => {
      askedMs.push(clock.now());
      return failure('unreachable');
    });
    expect(askedMs).toEqual([0, 1_500, 4_500]);
  });

  it.each([0, 0.999])('survives a network outage of 3 s, whatever the jitter: %d', async (random) => {
    const { asking, clock } = askingParty(random);
    const answer = await ask<number>(asking, ACTION, async () =>
      clock.now() < 3_000 ? failure('unreachable') : { ok: true, value: 7 },
    );
    expect(answer).toEqual({ ok: true, value: 7 });
    expect(clock.now()).toBeLessThanOrEqual(6_000);
  });

  it.each([
    { name: 'ECONNREFUSED', silentMs: 3_000, attempts: 1 },
    { name: 'ECONNREFUSED', silentMs: 2_000, attempts: 2 },
    { name: 'HTTP 503', silentMs: 60_000, attempts: 3 },
  ])(
    'does not wait out a connection that others found refused before: $name, $silentMs ms',
    async ({ name, silentMs, attempts }) => {
      const { asking, ledger } = askingParty();
      const error = { ...scriptedError(ACTION, 'unreachable'), name: rawText(name) };
      ledger.recordCall('logs:FilterLogEvents', -silentMs, error);
      let asked = 0;
      await ask(asking, ACTION, async () => {
        asked += 1;
        return { ok: false, error };
      });
      expect(asked).toBe(attempts);
    },
  );

  it('leaves the pauses to the budget when AWS throttles', async () => {
    const { asking, clock } = askingParty();
    const askedMs: number[] = [];
    await ask(asking, ACTION, async () => {
      askedMs.push(clock.now());
      return failure('throttled');
    });
    expect(askedMs).toEqual([0, 750, 2_250]);
  });

  it('reports throttling to the budget', async () => {
    const { asking, budget } = askingParty();
    await ask(asking, ACTION, async () => failure('throttled'));
    expect(budget.state()).toMatchObject([{ action: 'lambda:*', throttledLastMinute: 3 }]);
  });

  it.each(['unreachable', 'denied', 'throttled'] as const)(
    'neither retries nor records a failure once it has been aborted: %s',
    async (kind) => {
      const { asking, stopping, ledger } = askingParty();
      let calls = 0;
      await ask(asking, ACTION, async () => {
        calls += 1;
        stopping.abort();
        return failure(kind);
      });
      expect(calls).toBe(1);
      expect(ledger.snapshot(0)).toMatchObject({ calls: 1, recentFailures: 0, failures: [] });
    },
  );

  it('does not take an aborted call as proof that AWS accepts the credentials', async () => {
    const { asking, stopping, ledger } = askingParty();
    await ask(asking, ACTION, async () => failure('expired'));
    expect(ledger.credentials.getState()).toEqual({ kind: 'expired', sinceMs: 0 });
    await ask(asking, ACTION, async () => {
      stopping.abort();
      return failure('unreachable');
    });
    expect(ledger.credentials.getState()).toEqual({ kind: 'expired', sinceMs: 0 });
  });

  it('makes no call if it was aborted before its turn', async () => {
    const { asking, stopping, ledger, budget } = askingParty();
    budget.hold(true);
    let calls = 0;
    const answer = ask(asking, ACTION, async () => {
      calls += 1;
      return { ok: true, value: 7 };
    });
    stopping.abort();
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'unreachable', name: 'AbortError' } });
    expect(calls).toBe(0);
    expect(ledger.snapshot(0).calls).toBe(0);
  });
});

describe('asking for all pages', () => {
  it('reads past empty pages up to the one without a token', async () => {
    const { asking } = askingParty();
    const pages = new Map([
      [null, page([1, 2], 'b')],
      ['b', page([], 'c')],
      ['c', page([3], null)],
    ]);
    const answer = await askForAll(asking, ACTION, async (token) => pages.get(token)!);
    expect(answer).toEqual({ ok: true, value: [1, 2, 3] });
  });

  it.each([
    ['repeat a token', (asked: number) => `token-${Math.min(asked, 3)}`],
    ['go in a circle', (asked: number) => `token-${asked % 7}`],
    ['never end', (asked: number) => `token-${asked}`],
  ])('fails when the pages %s', async (_what, tokenAfter) => {
    const { asking } = askingParty();
    let asked = 0;
    const answer = await askForAll(asking, ACTION, async () => page([], tokenAfter(asked++)));
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'malformed', action: ACTION, name: 'EndlessPages' },
    });
    expect(asked).toBeLessThanOrEqual(1_000);
  });

  it('reads a page with more items than a function takes arguments', async () => {
    const { asking } = askingParty();
    const answer = await askForAll(asking, ACTION, async () => page(Array(500_000).fill(1), null));
    expect(answer).toMatchObject({ ok: true, value: { length: 500_000 } });
  });

  it('fails when one page fails', async () => {
    const { asking } = askingParty();
    const answer = await askForAll(asking, ACTION, async (token) =>
      token === null ? page([1], 'b') : failure('denied'),
    );
    expect(answer).toEqual(failure('denied'));
  });
});
