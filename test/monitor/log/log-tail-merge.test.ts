import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { SourceErrorKind } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { createManualClock } from '../manual-clock.ts';
import { START_MS } from './follow-harness.ts';
import { openedTail, tailOf } from './opened-tail.ts';
import { createScriptedLog, logEvent } from './scripted-log.ts';

describe('several logs as one', () => {
  const CART = {
    group: rawText('/aws/lambda/cart-api'),
    writers: [{ functionName: rawText('cart-api'), versions: null }],
  };
  const ORDERS = {
    group: rawText('/aws/lambda/orders'),
    writers: [{ functionName: rawText('orders'), versions: null }],
  };
  const linesOf = (name: string, offsetMs: number) =>
    Array.from({ length: 60 }, (_, index) =>
      logEvent(`${name} ${index}`, START_MS - 30_000 + index * 1_000 + offsetMs),
    );

  /** The second of two logs has some trouble of its own. */
  function twoLogs(weather: (call: number, nowMs: number) => SourceErrorKind | 'fine' = () => 'fine') {
    const clock = createManualClock(START_MS);
    const logs = new Map([
      [CART.group, createScriptedLog({ clock, events: linesOf('cart', 0) })],
      [ORDERS.group, createScriptedLog({ clock, events: linesOf('orders', 500), weather })],
    ]);
    const tail = openedTail(clock, {
      source: { page: (question, signal) => logs.get(question.group)!.page(question, signal) },
      choices: [CART, ORDERS],
    });
    return { clock, tail };
  }

  it('are merged by time, and each line says which one it is from', async () => {
    const { clock, tail } = twoLogs();
    await clock.advance(MINUTE_MS);
    tail.close();
    const { itemCount, status, readThroughMs } = tail.getSnapshot();
    const names = tail.items(0, itemCount).map(({ origin }) => origin?.functionName);
    expect(names).toEqual(
      Array.from({ length: 120 }, (_, index) => (index % 2 === 0 ? 'cart-api' : 'orders')),
    );
    expect(status).toBe('live');
    expect(readThroughMs).toBeGreaterThan(START_MS + MINUTE_MS - 6_000);
  });

  it.each<[SourceErrorKind, string]>([
    ['absent', 'waiting'],
    ['denied', 'denied'],
  ])('are live although one of them is %s, which is reported', async (kind, status) => {
    const { clock, tail } = twoLogs(() => kind);
    await clock.advance(MINUTE_MS);
    tail.close();
    const snapshot = tail.getSnapshot();
    expect(snapshot).toMatchObject({ status: 'live', error: null });
    expect(snapshot.logs.map((log) => log.status)).toEqual(['live', status]);
    expect(snapshot.readThroughMs).toBeGreaterThan(START_MS + MINUTE_MS - 6_000);
    const notice = tail.items(0, snapshot.itemCount).find(({ type }) => type === 'notice');
    expect(notice).toMatchObject({ kind: status, origin: { functionName: 'orders' } });
  });

  it('are as far behind as the one that is furthest behind', async () => {
    const { clock, tail } = twoLogs((_call, nowMs) => (nowMs < START_MS + 10_000 ? 'fine' : 'unreachable'));
    await clock.advance(MINUTE_MS);
    tail.close();
    expect(tail.getSnapshot().readThroughMs).toBeLessThan(START_MS + 11_000);
    expect(tail.getSnapshot().status).toBe('unreachable');
  });

  it('grow by one that joins', async () => {
    const { clock, tail } = tailOf({ events: linesOf('cart', 0) }, { choices: [CART] });
    await clock.advance(5_000);
    tail.join(ORDERS, START_MS, {
      type: 'notice',
      kind: 'joined',
      atMs: clock.now(),
      name: rawText('orders'),
    });
    await clock.advance(5_000);
    tail.close();
    const { logs, itemCount, readFromMs } = tail.getSnapshot();
    expect(readFromMs).toBe(START_MS - MINUTE_MS);
    expect(logs.map(({ origin }) => origin.functionName)).toEqual(['cart-api', 'orders']);
    expect(tail.items(0, itemCount).filter(({ type }) => type === 'notice')).toHaveLength(1);
  });
});
