import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import type { LogRegion } from '../../../../src/logs/tail-item.ts';
import type { SourceErrorKind } from '../../../../src/monitor/source-error.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { createManualClock } from '../../manual-clock.ts';
import { START_MS } from '../reading/follow-harness.ts';
import { createScriptedLog, logEvent } from '../scripted-log.ts';
import { openedTail, tailOf } from './opened-tail.ts';

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
  function twoLogs(
    weather: (call: number, nowMs: number) => SourceErrorKind | 'fine' = () => 'fine',
    [ofCart, ofOrders]: readonly LogRegion[] = [],
  ) {
    const clock = createManualClock(START_MS);
    const logs = new Map([
      [CART.group, createScriptedLog({ clock, events: linesOf('cart', 0) })],
      [ORDERS.group, createScriptedLog({ clock, events: linesOf('orders', 500), weather })],
    ]);
    const tail = openedTail(clock, {
      source: { page: (question, signal) => logs.get(question.group)!.page(question, signal) },
      choices: [
        { ...CART, ...(ofCart && { region: ofCart }) },
        { ...ORDERS, ...(ofOrders && { region: ofOrders }) },
      ],
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

  it.each<[SourceErrorKind, string]>([
    ['unreachable', 'of the same Region hold up what is read'],
    ['unreachable', 'of another Region do not hold up what is read'],
    ['expired', 'of another Region do not hold up what is read'],
  ])('that are %s %s', async (kind, words) => {
    const isElsewhere = words.includes('another');
    const regions = ['eu-west-1', isElsewhere ? 'us-east-1' : 'eu-west-1'].map((name) => ({
      name: rawText(name),
      isOneOfSeveral: true,
    }));
    const weather = (_call: number, nowMs: number) => (nowMs < START_MS + 10_000 ? 'fine' : kind);
    const { clock, tail } = twoLogs(weather, regions);
    await clock.advance(MINUTE_MS);
    tail.close();
    const { readThroughMs } = tail.getSnapshot();
    expect((readThroughMs ?? 0) > START_MS + MINUTE_MS - 10_000).toBe(isElsewhere);
  });

  it('of the past are not live while some of them are still being read', async () => {
    const clock = createManualClock(START_MS);
    const slow = createScriptedLog({
      clock,
      events: [],
      weather: (call) => (call < 40 ? 'empty' : 'fine'),
    });
    const logs = new Map([
      [CART.group, createScriptedLog({ clock, events: linesOf('cart', 0) })],
      [ORDERS.group, slow],
    ]);
    const tail = openedTail(clock, {
      source: { page: (question, signal) => logs.get(question.group)!.page(question, signal) },
      choices: [CART, ORDERS],
      untilMs: START_MS - 1_000,
      follow: false,
    });
    const seen = new Set<string>();
    tail.subscribe(() => seen.add(tail.getSnapshot().status));
    for (let second = 0; second < 60; second++) {
      await clock.advance(1_000);
      seen.add(tail.getSnapshot().status);
    }
    tail.close();
    expect([...seen]).toEqual(['starting', 'ended']);
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
