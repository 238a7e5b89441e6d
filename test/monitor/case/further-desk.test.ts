import { describe, expect, it } from 'vitest';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { createFurtherDesk } from '../../../src/monitor/case/further-desk.ts';
import type { LogQuerySource } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedError, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 12);
const CHECKOUT = scriptedFunction('checkout');

function deskOver(more: Partial<LogQuerySource> = {}) {
  const started: number[] = [];
  const source: LogQuerySource = {
    size: async () => ({
      ok: true,
      value: { storedBytes: 80_000_000_000, createdMs: NOW_MS - 10 * 86_400_000, retentionMs: null },
    }),
    start: async (_group, _query, { startMs, endMs }) => {
      started.push(endMs - startMs);
      return { ok: true, value: rawText('id') };
    },
    results: async () => ({ ok: true, value: { status: 'complete', rows: [], scannedBytes: 0 } }),
    stop: async () => ({ ok: true, value: null }),
    ...more,
  };
  const clock = createSteppedClock(NOW_MS);
  const budget = createCallBudget(clock, { random: () => 0.5 });
  const { signal } = new AbortController();
  const desk = createFurtherDesk(source, { clock, budget, ledger: new ApiLedger(NOW_MS), signal });
  return { desk, started };
}

describe('the desk for Logs Insights', () => {
  it('tells the price without running a query', async () => {
    const { desk, started } = deskOver();
    expect(await desk.price(CHECKOUT, NOW_MS)).toEqual({ bytes: 2_000_000_000, dollars: 0.01 });
    expect(started).toEqual([]);
    expect(desk.getSnapshot().size).toBe(0);
  });

  it('says why there is no price', async () => {
    const { desk } = deskOver({
      size: async () => ({ ok: false, error: scriptedError('logs:DescribeLogGroups', 'denied') }),
    });
    expect(await desk.price(CHECKOUT, NOW_MS)).toMatch(/^what it would cost is not known: .* denied$/);
  });

  it('keeps what it has read about the last three hours of the function, and notifies listeners', async () => {
    const { desk, started } = deskOver();
    let notifications = 0;
    desk.subscribe(() => {
      notifications += 1;
    });
    const reading = await desk.read(CHECKOUT, NOW_MS);
    expect(started).toEqual([10_800_000, 10_800_000]);
    expect(desk.getSnapshot().get('checkout')).toEqual(reading);
    expect(notifications).toBe(2);
  });

  it('pays once for a function that is asked about twice, even before the price is known', async () => {
    const { desk, started } = deskOver();
    const first = desk.read(CHECKOUT, NOW_MS);
    expect(desk.read(CHECKOUT, NOW_MS + 1_000)).toBeNull();
    expect(await first).toMatchObject({ kind: 'read' });
    expect(started).toHaveLength(2);
    await Promise.all([desk.read(CHECKOUT, NOW_MS), desk.read(scriptedFunction('cart'), NOW_MS)]);
    expect(started).toHaveLength(6);
  });

  it('tells how far a question is, as long as it lasts', async () => {
    let answers = 0;
    const { desk } = deskOver({
      results: async () => {
        answers += 1;
        const status = answers <= 50 ? 'running' : 'complete';
        return { ok: true, value: { status, rows: [], scannedBytes: 20_000_000 * answers } };
      },
    });
    const kept: unknown[] = [];
    desk.subscribe(() => kept.push(desk.getSnapshot().get('checkout')));
    const told: number[] = [];
    const reading = await desk.read(CHECKOUT, NOW_MS, { onProgress: (readBytes) => told.push(readBytes) });
    expect(told.length).toBeGreaterThan(0);
    expect(kept).toEqual([
      ...[0, ...told].map((readBytes) => ({ kind: 'underWay', readBytes, bytes: 2_000_000_000 })),
      reading,
    ]);
  });
});
