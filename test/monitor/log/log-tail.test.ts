import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import { type Expression, expression } from '../../../src/logs/selection/expression.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { type LogTail, type LogTailRequest, openLogTail } from '../../../src/monitor/log/log-tail.ts';
import type { LogListener } from '../../../src/monitor/log/watched-concurrency.ts';
import type { SourceErrorKind } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { createManualClock, type ManualClock } from '../manual-clock.ts';
import { START_MS } from './follow-harness.ts';
import { createScriptedLog, type LogScript, logEvent } from './scripted-log.ts';

const EVENTS: readonly LogEvent[] = Array.from({ length: 600 }, (_, index) =>
  logEvent(`event-${index}`, START_MS - MINUTE_MS + index * 500),
);

function tailOf(script: Partial<LogScript>, request: Partial<LogTailRequest> = {}) {
  const clock = createManualClock(START_MS);
  const source = createScriptedLog({ events: EVENTS, ...script, clock });
  return { clock, tail: openedTail(clock, { source, ...request }) };
}

function openedTail(
  clock: ManualClock,
  request: Pick<LogTailRequest, 'source'> & Partial<LogTailRequest>,
): LogTail {
  return openLogTail({
    choices: [
      { group: rawText('/aws/lambda/checkout-api'), writers: [{ functionName: null, versions: null }] },
    ],
    clock,
    frames: clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    random: () => 0.5,
    sinceMs: START_MS - MINUTE_MS,
    untilMs: null,
    follow: true,
    pattern: null,
    rules: null,
    ...request,
  });
}

describe('a log tail', () => {
  it('is live once it has read up to now, and says what it knows', async () => {
    const { clock, tail } = tailOf({});
    expect(tail.getSnapshot()).toMatchObject({ status: 'starting', itemCount: 0, readThroughMs: null });
    await clock.advance(30_000);
    tail.close();
    expect(tail.getSnapshot()).toMatchObject({
      status: 'live',
      error: null,
      dropped: 0,
      linesPerSecond: 2,
      environments: 1,
    });
    expect(tail.getSnapshot().itemCount).toBeGreaterThan(170);
    expect(tail.getSnapshot().readThroughMs).toBeGreaterThan(START_MS + 30_000 - 1_200);
    expect(tail.getSnapshot().callsPerMinute).toBeGreaterThan(20);
  });

  it('lets a listener hear each event once, from its opening to its end', async () => {
    const heard: string[] = [];
    const listener: LogListener = {
      opened: () => heard.push('opened'),
      read: (_, items) =>
        heard.push(...items.map((item) => (item.type === 'event' ? item.event.eventId : item.type))),
      progressed: () => {},
      closed: () => heard.push('closed'),
    };
    const { clock, tail } = tailOf({}, { listener });
    await clock.advance(30_000);
    tail.close();
    const events = heard.slice(1, heard.indexOf('closed'));
    expect(heard[0]).toBe('opened');
    expect(events).toEqual(EVENTS.slice(0, events.length).map(({ eventId }) => eventId));
    expect(events.length).toBeGreaterThan(170);
  });

  it('asks for nothing while it is held, and then reads on without a hole, and nothing twice', async () => {
    const clock = createManualClock(START_MS);
    const source = createScriptedLog({ events: EVENTS, clock });
    const tail = openedTail(clock, { source });
    await clock.advance(20_000);
    tail.hold();
    await clock.advance(5_000);
    const calls = source.callsMs.length;
    await clock.advance(100_000);
    expect(source.callsMs).toHaveLength(calls);
    tail.goOn();
    await clock.advance(30_000);
    tail.close();
    const timesMs = tail.items(0, 1_000).map((item) => (item.type === 'event' ? item.event.timestampMs : 0));
    expect(timesMs.length).toBeGreaterThan(420);
    expect(timesMs).toEqual(EVENTS.slice(0, timesMs.length).map(({ timestampMs }) => timestampMs));
  });

  it('tells a listener that nobody follows it while it is held', async () => {
    const heard: string[] = [];
    const listener: LogListener = {
      opened: () => heard.push('opened'),
      read: () => {},
      progressed: () => {},
      closed: () => heard.push('closed'),
    };
    const { clock, tail } = tailOf({}, { listener });
    await clock.advance(5_000);
    tail.hold();
    tail.goOn();
    expect(heard).toEqual(['opened', 'closed', 'opened']);
    tail.close();
  });

  it('publishes at most every 100 ms, and not at all when nothing changes', async () => {
    const { clock, tail } = tailOf({ pageSize: 3 });
    const publishedMs: number[] = [];
    tail.subscribe(() => publishedMs.push(clock.now()));
    await clock.advance(20_000);
    tail.close();
    const pausesMs = publishedMs.slice(1).map((atMs, index) => atMs - publishedMs[index]!);
    expect(Math.min(...pausesMs)).toBeGreaterThanOrEqual(100);
    const count = publishedMs.length;
    await clock.advance(MINUTE_MS);
    expect(publishedMs).toHaveLength(count);
  });

  it('publishes no more than four times a second what grows by more than a screen between two frames', async () => {
    const flood = Array.from({ length: 40_000 }, (_, index) =>
      logEvent(`flood-${index}`, START_MS + Math.floor(index / 2)),
    );
    const { clock, tail } = tailOf({ events: [...EVENTS, ...flood], pageSize: 1_500 });
    await clock.advance(10_000);
    let published = 0;
    tail.subscribe(() => published++);
    const { arrived } = tail.getSnapshot();
    await clock.advance(8_000);
    tail.close();
    expect(tail.getSnapshot().arrived - arrived).toBeGreaterThan(10_000);
    expect(published).toBeLessThanOrEqual(4 * 8);
    expect(published).toBeGreaterThan(2 * 8);
  });

  it('gives a new snapshot with each change, and the same one in between', async () => {
    const { clock, tail } = tailOf({});
    await clock.advance(5_000);
    const before = tail.getSnapshot();
    expect(tail.getSnapshot()).toBe(before);
    await clock.advance(5_000);
    tail.close();
    expect(tail.getSnapshot()).not.toBe(before);
  });

  it('keeps the newest rows in log order and counts what it dropped', async () => {
    const { clock, tail } = tailOf({}, { limits: { maxItems: 50, maxBytes: 1_000_000 } });
    await clock.advance(30_000);
    tail.close();
    const { itemCount, dropped } = tail.getSnapshot();
    expect(itemCount).toBe(50);
    expect(dropped).toBeGreaterThan(100);
    const times = tail.items(0, 50).map((item) => (item.type === 'event' ? item.event.timestampMs : 0));
    expect(times).toEqual([...times].sort((left, right) => left - right));
  });

  it.each<{ fault: SourceErrorKind; status: string }>([
    { fault: 'throttled', status: 'busy' },
    { fault: 'unreachable', status: 'unreachable' },
    { fault: 'malformed', status: 'unreachable' },
    { fault: 'absent', status: 'waiting' },
    { fault: 'denied', status: 'denied' },
    { fault: 'expired', status: 'expired' },
  ])(
    'is $status while the source says $fault, with its words, and live again after',
    async ({ fault, status }) => {
      const weather = (_call: number, nowMs: number) => (nowMs < START_MS + MINUTE_MS ? fault : 'fine');
      const { clock, tail } = tailOf({ weather });
      await clock.advance(50_000);
      expect(tail.getSnapshot()).toMatchObject({
        status,
        error: { name: `${fault}Exception`, sinceMs: START_MS },
      });
      await clock.advance(2 * MINUTE_MS);
      tail.close();
      expect(tail.getSnapshot()).toMatchObject({ status: 'live', error: null });
    },
  );

  it('has ended when a span was read to its end', async () => {
    const { clock, tail } = tailOf({}, { follow: false });
    await clock.advance(1_000);
    expect(await tail.ended).toEqual({ kind: 'done' });
    expect(tail.getSnapshot()).toMatchObject({ status: 'ended', error: null });
  });

  it('shows the end of a span first, and the whole of it in the end', async () => {
    const { clock, tail } = tailOf({ pageSize: 5 }, { follow: false, untilMs: START_MS });
    const shown: (readonly [firstMs: number, count: number])[] = [];
    tail.subscribe(() => {
      const [oldest] = tail.items(0, 1);
      if (oldest?.type === 'event') shown.push([oldest.event.timestampMs, tail.getSnapshot().itemCount]);
    });
    await clock.advance(MINUTE_MS);
    expect(shown[0]?.[0]).toBe(START_MS - 10_000);
    expect(shown.at(-1)).toEqual([START_MS - MINUTE_MS, 121]);
    expect(tail.getSnapshot()).toMatchObject({
      status: 'ended',
      readFromMs: START_MS - MINUTE_MS,
      arrived: 21,
    });
  });

  it('has ended with the error that ended it', async () => {
    const { clock, tail } = tailOf({ weather: () => 'denied' }, { follow: false });
    await clock.advance(1_000);
    expect(await tail.ended).toMatchObject({ kind: 'failed' });
    expect(tail.getSnapshot()).toMatchObject({ status: 'ended', error: { name: 'deniedException' } });
  });
});

describe('what a log said before', () => {
  const FIRST_MS = START_MS - 15 * MINUTE_MS;
  const events = Array.from({ length: 2_000 }, (_, index) =>
    logEvent(`before-${index}`, FIRST_MS + index * 500),
  );
  const before = { sinceMs: FIRST_MS };

  const timesIn = (tail: ReturnType<typeof openLogTail>) =>
    tail.items(0, 100_000).map((item) => (item.type === 'event' ? item.event.timestampMs : Number.NaN));

  it('comes after the newest lines, the newest of it first', async () => {
    const { clock, tail } = tailOf({ events, pageSize: 100 }, before);
    const seen: { readonly fromMs: number; readonly behindMs: number | null }[] = [];
    tail.subscribe(() => {
      const { readFromMs, readThroughMs } = tail.getSnapshot();
      seen.push({
        fromMs: readFromMs,
        behindMs: readThroughMs === null ? null : clock.now() - readThroughMs,
      });
    });
    await clock.advance(30_000);
    tail.close();
    const reached = [...new Set(seen.map(({ fromMs }) => START_MS - fromMs))];
    expect(reached).toEqual([90_000, 180_000, 360_000, 720_000, 900_000]);
    for (const { behindMs } of seen) expect(behindMs ?? 0).toBeLessThan(5_000);
  });

  it('is there once, in order, without a hole, and nothing of it is late', async () => {
    const { clock, tail } = tailOf({ events, pageSize: 100 }, before);
    await clock.advance(30_000);
    tail.close();
    const times = timesIn(tail);
    expect(times).toEqual(events.map(({ timestampMs }) => timestampMs).slice(0, times.length));
    expect(times.length).toBeGreaterThan(1_800);
    expect(tail.items(0, 2_000).filter((item) => item.type !== 'event' || item.lateMs !== null)).toEqual([]);
  });

  it.each([
    { when: 'all before it is there', afterMs: 30_000 },
    { when: 'what is before it is still being read', afterMs: 1_000 },
  ])('is read from further back when somebody asks for it while $when', async ({ afterMs }) => {
    const { clock, tail } = tailOf({ events, pageSize: 100 }, { sinceMs: START_MS - 5 * MINUTE_MS });
    await clock.advance(afterMs);
    tail.reach(FIRST_MS);
    tail.reach(START_MS - MINUTE_MS);
    await clock.advance(60_000);
    tail.close();
    expect(tail.getSnapshot().readFromMs).toBe(FIRST_MS);
    const times = timesIn(tail);
    expect(times).toEqual(events.map(({ timestampMs }) => timestampMs).slice(0, times.length));
    expect(times.length).toBeGreaterThan(1_800);
  });

  it('does not count as new', async () => {
    const { clock, tail } = tailOf({ events, pageSize: 100 }, before);
    await clock.advance(30_000);
    tail.close();
    expect(tail.getSnapshot().arrived).toBe(tail.getSnapshot().itemCount - 2 * (900 - 90));
  });

  it('takes no memory from the lines that come', async () => {
    const limits = { maxItems: 400, maxBytes: 1_000_000 };
    const { clock, tail } = tailOf({ events, pageSize: 100 }, { ...before, limits });
    await clock.advance(10_000);
    tail.close();
    const { itemCount, dropped, readFromMs } = tail.getSnapshot();
    expect(dropped).toBe(0);
    expect(itemCount).toBeGreaterThan(280);
    expect(timesIn(tail)[0]! - readFromMs).toBeLessThan(500);
    expect(timesIn(tail)[0]).toBeGreaterThanOrEqual(readFromMs);
    expect(readFromMs).toBeGreaterThan(START_MS - 160_000);
  });

  it('is left where the log can no longer be read, and what follows goes on', async () => {
    let calls = 0;
    const weather = (_call: number, nowMs: number) => {
      calls += 1;
      return calls > 8 && nowMs < START_MS + 20_000 ? ('denied' as const) : ('fine' as const);
    };
    const { clock, tail } = tailOf({ events, pageSize: 100, weather }, before);
    await clock.advance(MINUTE_MS);
    tail.close();
    const { readFromMs, status } = tail.getSnapshot();
    expect(status).toBe('live');
    expect(readFromMs).toBeGreaterThan(FIRST_MS);
    const eventTimes = timesIn(tail).filter((time) => time >= readFromMs);
    const steps = eventTimes.slice(1).map((time, index) => time - eventTimes[index]!);
    expect(new Set(steps)).toEqual(new Set([500]));
  });
});

describe('a log tail of which not all lines are wanted', () => {
  const FIRST_MS = START_MS - 15 * MINUTE_MS;
  const events = Array.from({ length: 2_000 }, (_, index) =>
    logEvent(`event ${index % 10}`, FIRST_MS + index * 500),
  );
  const rules = { include: [wantedIn(' 7')], exclude: [], level: null, before: 0, after: 0 };

  it('keeps those that are, of before and of now, and counts all', async () => {
    const { clock, tail } = tailOf({ events, pageSize: 100 }, { sinceMs: FIRST_MS, rules });
    await clock.advance(60_000);
    tail.close();
    const { itemCount, linesRead, linesChosen, linesPerSecond } = tail.getSnapshot();
    const messages = tail.items(0, 2_000).map((item) => item.type === 'event' && item.event.message);
    expect(new Set(messages)).toEqual(new Set(['event 7']));
    expect(itemCount).toBe(Math.round(linesRead / 10));
    expect(linesChosen).toBe(itemCount);
    expect(linesRead).toBeGreaterThan(1_900);
    expect(linesPerSecond).toBe(2);
  });

  it('has those of the same request before a line that came with another page', async () => {
    const sparse = { ...rules, include: [wantedIn('event 7')], before: 2 };
    const { clock, tail } = tailOf({ events, pageSize: 3 }, { sinceMs: START_MS - 5_000, rules: sparse });
    await clock.advance(30_000);
    tail.close();
    const messages = tail.items(0, 6).map((item) => item.type === 'event' && item.event.message);
    expect(messages).toEqual(['event 5', 'event 6', 'event 7', 'event 5', 'event 6', 'event 7']);
  });
});

function wantedIn(source: string): Expression {
  const read = expression(source);
  if ('complaint' in read) throw new Error(read.complaint);
  return read;
}
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

  /** The second of two logs meets some weather of its own. */
  function twoLogs(weather: (call: number, nowMs: number) => SourceErrorKind | 'fine' = () => 'fine') {
    const clock = createManualClock(START_MS);
    const logs = new Map([
      [CART.group, createScriptedLog({ clock, events: linesOf('cart', 0) })],
      [ORDERS.group, createScriptedLog({ clock, events: linesOf('orders', 500), weather })],
    ]);
    const tail = openedTail(clock, {
      source: { page: (group, ...question) => logs.get(group)!.page(group, ...question) },
      choices: [CART, ORDERS],
    });
    return { clock, tail };
  }

  it('are merged by time, and each line says which it is of', async () => {
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
  ])('are live though one of them is %s, which is told', async (kind, status) => {
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

  it('are as far behind as the one that was read least', async () => {
    const { clock, tail } = twoLogs((_call, nowMs) => (nowMs < START_MS + 10_000 ? 'fine' : 'unreachable'));
    await clock.advance(MINUTE_MS);
    tail.close();
    expect(tail.getSnapshot().readThroughMs).toBeLessThan(START_MS + 11_000);
    expect(tail.getSnapshot().status).toBe('unreachable');
  });

  it('become more with one that joins', async () => {
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
