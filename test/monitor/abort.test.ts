import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { onAbort, withOwnSignal } from '../../src/monitor/abort.ts';
import { ApiLedger } from '../../src/monitor/calls/api-ledger.ts';
import { ask } from '../../src/monitor/calls/asking.ts';
import { createCallBudget } from '../../src/monitor/calls/call-budget.ts';
import { createClock, REAL_TIME } from '../../src/monitor/clock.ts';

/** Node 20 warns about the eleventh listener. */
const MANY = 50;

describe('a signal with many listeners', () => {
  it('has one listener of its own, and reaches them all', async () => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const clock = createClock(REAL_TIME);
    const budget = createCallBudget(clock, { random: () => 0.5 });
    const asking = { clock, budget, ledger: new ApiLedger(0), signal };
    const waits = Array.from({ length: MANY }, (_, index) => [
      clock.sleep(3_600_000, signal),
      budget.take('logs:FilterLogEvents', signal),
      ask(asking, `other:Action${index}`, (own) => untilAborted(own)),
    ]).flat();
    await Promise.resolve();
    expect(getEventListeners(signal, 'abort').length).toBe(1);
    stopping.abort();
    await Promise.all(waits);
  });

  it('reaches nobody who has stopped listening', () => {
    const stopping = new AbortController();
    const heard: number[] = [];
    const stop = onAbort(stopping.signal, () => heard.push(1));
    onAbort(stopping.signal, () => heard.push(2));
    stop();
    stopping.abort();
    onAbort(stopping.signal, () => heard.push(3));
    expect(heard).toEqual([2, 3]);
  });
});

it('gives work its own signal, which aborts with the common one', async () => {
  const stopping = new AbortController();
  const work = withOwnSignal(stopping.signal, async (own) => {
    expect(own).not.toBe(stopping.signal);
    await untilAborted(own);
    return 'done';
  });
  stopping.abort();
  expect(await work).toBe('done');
});

async function untilAborted(signal: AbortSignal) {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
  return { ok: true as const, value: null };
}
