import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import { type Expression, expression } from '../../../../src/logs/selection/expression.ts';
import type { LogListener } from '../../../../src/monitor/log/watched-concurrency.ts';
import type { SourceErrorKind } from '../../../../src/monitor/source-error.ts';
import { createManualClock } from '../../manual-clock.ts';
import { START_MS } from '../reading/follow-harness.ts';
import { createScriptedLog, logEvent } from '../scripted-log.ts';
import { EVENTS, openedTail, tailOf } from './opened-tail.ts';

function wantedIn(source: string): Expression {
  const read = expression(source);
  if ('complaint' in read) throw new Error(read.complaint);
  return read;
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

  it('knows the pace of lines that it read before it had read through them', async () => {
    const { clock, tail } = tailOf({
      pageSize: 20,
      weather: (call, nowMs) => (call === 0 || nowMs > START_MS + 30_000 ? 'fine' : 'throttled'),
    });
    const paces = new Set<number>();
    for (let second = 0; second < 150; second++) {
      await clock.advance(1_000);
      const { readThroughMs, linesPerSecond } = tail.getSnapshot();
      if (readThroughMs !== null) paces.add(linesPerSecond);
    }
    tail.close();
    expect(paces.size).toBeGreaterThan(0);
    expect(paces).not.toContain(0);
  });

  it('lets a listener see each event once, from opening to end', async () => {
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

  it('reads nothing while it is held, and then continues without a gap or a duplicate', async () => {
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

  it('tells a listener that it is not followed while it is held', async () => {
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

  it('publishes at most four times a second when it grows by more than a screen between two frames', async () => {
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

  it('has a new snapshot for each change, and the same one in between', async () => {
    const { clock, tail } = tailOf({});
    await clock.advance(5_000);
    const before = tail.getSnapshot();
    expect(tail.getSnapshot()).toBe(before);
    await clock.advance(5_000);
    tail.close();
    expect(tail.getSnapshot()).not.toBe(before);
  });

  it('keeps the newest rows in log order and counts the dropped ones', async () => {
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
    'is $status while the source fails as $fault, with its message, and live again afterwards',
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

  it('has ended when a span has been read to its end', async () => {
    const { clock, tail } = tailOf({}, { follow: false });
    await clock.advance(1_000);
    expect(await tail.ended).toEqual({ kind: 'done' });
    expect(tail.getSnapshot()).toMatchObject({ status: 'ended', error: null });
  });

  it('shows the end of a span first, and all of it in the end', async () => {
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
      arrived: 0,
    });
  });

  it('reads up to the end of a span, however much later that is, and back to its start', async () => {
    const { clock, tail } = tailOf({ pageSize: 5 }, { follow: false, untilMs: START_MS - 20_000 });
    const back = new Set<number | null>();
    tail.subscribe(() => {
      const { status, readingBackToMs } = tail.getSnapshot();
      if (status === 'ended') back.add(readingBackToMs);
    });
    await clock.advance(MINUTE_MS);
    expect([...back]).toEqual([START_MS - MINUTE_MS, null]);
    const endMs = START_MS - 20_000;
    expect(tail.getSnapshot()).toMatchObject({ readThroughMs: endMs, untilMs: endMs });
  });

  const OUTAGES = [
    { fault: 'expired', forS: 20, status: 'expired' },
    { fault: 'denied', forS: 20, status: 'denied' },
    { fault: 'unreachable', forS: 100, status: 'unreachable' },
    { fault: 'throttled', forS: 100, status: 'busy' },
    { fault: 'malformed', forS: 100, status: 'unreachable' },
  ] as const;
  const PARTS_READ = [
    { read: 'nothing', calls: 0 },
    { read: 'a part of its end', calls: 1 },
    { read: 'its end', calls: 6 },
  ];

  it.each(OUTAGES.flatMap((outage) => PARTS_READ.map((part) => ({ ...outage, ...part }))))(
    'tells that of a span only $read was read, and reads it on after $forS s: $fault',
    async ({ fault, forS, status, calls }) => {
      const weather = (call: number, nowMs: number) =>
        call >= calls && nowMs < START_MS + forS * SECOND_MS ? fault : 'fine';
      const { clock, tail } = tailOf({ weather, pageSize: 5 }, { follow: false, untilMs: START_MS });
      await clock.advance((forS - 2) * SECOND_MS);
      expect(tail.getSnapshot()).toMatchObject({ status, error: { name: `${fault}Exception` } });
      await clock.advance(MINUTE_MS);
      expect(await tail.ended).toEqual({ kind: 'done' });
      const whole = { readFromMs: START_MS - MINUTE_MS, readingBackToMs: null, linesRead: 121 };
      expect(tail.getSnapshot()).toMatchObject({ ...whole, status: 'ended', error: null });
      expect(tail.memory().filter(({ type }) => type === 'gap')).toEqual([]);
    },
  );

  it('has ended with the error that ended it', async () => {
    const { clock, tail } = tailOf({ weather: () => 'absent' }, { follow: false });
    await clock.advance(1_000);
    expect(await tail.ended).toMatchObject({ kind: 'failed' });
    expect(tail.getSnapshot()).toMatchObject({ status: 'ended', error: { name: 'absentException' } });
  });
});

describe('a log tail of selected lines', () => {
  const FIRST_MS = START_MS - 15 * MINUTE_MS;
  const events = Array.from({ length: 2_000 }, (_, index) =>
    logEvent(`event ${index % 10}`, FIRST_MS + index * 500),
  );
  const rules = { include: [wantedIn(' 7')], exclude: [], level: null, before: 0, after: 0 };

  it('keeps those, old and new, and counts all', async () => {
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

  it('adds lines of the same request from an earlier page', async () => {
    const sparse = { ...rules, include: [wantedIn('event 7')], before: 2 };
    const { clock, tail } = tailOf({ events, pageSize: 3 }, { sinceMs: START_MS - 5_000, rules: sparse });
    await clock.advance(30_000);
    tail.close();
    const messages = tail.items(0, 6).map((item) => item.type === 'event' && item.event.message);
    expect(messages).toEqual(['event 5', 'event 6', 'event 7', 'event 5', 'event 6', 'event 7']);
  });
});
