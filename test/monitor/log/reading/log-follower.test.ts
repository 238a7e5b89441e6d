import { describe, expect, it } from 'vitest';
import { awaitedEvent } from '../../../../src/commands/streams/awaited-event.ts';
import { createPagePrinter } from '../../../../src/commands/streams/page-printer.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import type { LogEvent } from '../../../../src/logs/event.ts';
import type { TailItem } from '../../../../src/logs/tail-item.ts';
import { ENDLESS_ROOM, type PageRoom } from '../../../../src/monitor/log/page-room.ts';
import { createManualClock } from '../../manual-clock.ts';
import { logEvent } from '../scripted-log.ts';
import { eventsIn, following, idsIn, START_MS, tailEventsIn } from './follow-harness.ts';

/** Events at an even pace, each ingested 400 ms after its timestamp. */
function steadily(perSecond: number, fromMs: number, toMs: number): readonly LogEvent[] {
  const stepMs = SECOND_MS / perSecond;
  return Array.from({ length: Math.floor((toMs - fromMs) / stepMs) }, (_, index) => {
    const timestampMs = Math.round(fromMs + index * stepMs);
    return logEvent(`steady-${fromMs}-${index}`, timestampMs, timestampMs + 400);
  });
}

/** The ids of events that were readable by `readableMs` but are not among `items`. */
function missingFrom(items: readonly TailItem[], events: readonly LogEvent[], readableMs: number) {
  const given = new Set(idsIn(items));
  return events
    .filter(({ eventId, ingestionMs }) => ingestionMs < readableMs && !given.has(eventId))
    .map(({ eventId }) => eventId);
}

function sortedIds(events: readonly LogEvent[]): readonly string[] {
  return events.map(({ eventId }) => eventId).sort();
}

describe('the pace of a followed log', () => {
  it('makes at most 60 calls a minute, never more than 1.2 s apart, while the log is hot', async () => {
    const run = following({ events: steadily(40, START_MS, START_MS + 3 * MINUTE_MS) });
    await run.clock.advance(2 * MINUTE_MS);
    await run.stop();
    const lastMinute = run.log.callsMs.filter((atMs) => atMs > START_MS + MINUTE_MS);
    expect(lastMinute.length).toBeLessThanOrEqual(60);
    const pausesMs = lastMinute.slice(1).map((atMs, index) => atMs - lastMinute[index]!);
    expect(Math.max(...pausesMs)).toBeLessThanOrEqual(1_200);
  });

  it('falls to 12 calls a minute when nothing arrives', async () => {
    const run = following({ events: [] });
    await run.clock.advance(5 * MINUTE_MS);
    await run.stop();
    const lastMinute = run.log.callsMs.filter((atMs) => atMs > START_MS + 4 * MINUTE_MS);
    expect(lastMinute.length).toBeLessThanOrEqual(12);
  });

  it('speeds up with the first new event', async () => {
    const run = following({ events: steadily(5, START_MS + 5 * MINUTE_MS, START_MS + 6 * MINUTE_MS) });
    await run.clock.advance(5 * MINUTE_MS + 20 * SECOND_MS);
    await run.stop();
    const calls = run.log.callsMs.filter((atMs) => atMs > START_MS + 5 * MINUTE_MS + 10 * SECOND_MS);
    expect(calls.length).toBeGreaterThanOrEqual(8);
  });

  it('keeps the newest events coming while settling takes many pages', async () => {
    const events = steadily(20, START_MS, START_MS + 3 * MINUTE_MS);
    const run = following({ events, pageSize: 200 });
    const seenAfterMs: number[] = [];
    for (let second = 0; second < 180; second += 1) {
      const before = run.items.length;
      await run.clock.advance(SECOND_MS);
      for (const { event } of tailEventsIn(run.items.slice(before))) {
        seenAfterMs.push(run.clock.now() - event.ingestionMs);
      }
    }
    await run.stop();
    expect(seenAfterMs).toHaveLength(eventsIn(run.items).length);
    expect(Math.max(...seenAfterMs)).toBeLessThanOrEqual(3 * SECOND_MS);
  });
});

describe('an event that arrives late', () => {
  it.each([
    { behind: 'by nothing: the same millisecond', behindMs: 0 },
    { behind: 'by 1 s', behindMs: 1_000 },
    { behind: 'by 5 s', behindMs: 5_000 },
    { behind: 'by 30 s', behindMs: 30_000 },
    { behind: 'by 90 s', behindMs: 90_000 },
  ])('$behind appears once, within 15 s', async ({ behindMs }) => {
    const ingestedMs = START_MS + 2 * MINUTE_MS + 50;
    const late = logEvent('late', ingestedMs - 50 - behindMs, ingestedMs);
    const run = following({ events: [...steadily(4, START_MS, START_MS + 3 * MINUTE_MS), late] });
    await run.clock.advance(2 * MINUTE_MS);
    expect(idsIn(run.items)).not.toContain('late');
    await run.clock.advance(15 * SECOND_MS);
    await run.clock.advance(2 * MINUTE_MS);
    await run.stop();
    expect(idsIn(run.items).filter((id) => id === 'late')).toEqual(['late']);
    const index = idsIn(run.items).indexOf('late');
    const shownBefore = eventsIn(run.items).slice(0, index);
    expect(shownBefore.at(-1)!.timestampMs).toBeLessThan(ingestedMs + 15 * SECOND_MS);
  });

  it.each([4, 8])('of a host whose clock is %s minutes slow appears, each once', async (minutes) => {
    const events = steadily(1, START_MS - MINUTE_MS, START_MS + 10 * MINUTE_MS);
    const slow = steadily(1, START_MS + SECOND_MS, START_MS + 10 * MINUTE_MS).map(({ timestampMs }, index) =>
      logEvent(`slow-${index}`, timestampMs - minutes * MINUTE_MS, timestampMs),
    );
    const run = following({ events: [...events, ...slow] });
    await run.clock.advance(12 * MINUTE_MS);
    await run.stop();
    expect(idsIn(run.items).toSorted()).toEqual(
      [...events, ...slow].map(({ eventId }) => eventId).toSorted(),
    );
  });

  it('says how far behind the newest it was', async () => {
    const events = [
      logEvent('newest', START_MS + 40_000, START_MS + 40_000),
      logEvent('late', START_MS + 10_000, START_MS + 45_000),
    ];
    const run = following({ events });
    await run.clock.advance(2 * MINUTE_MS);
    await run.stop();
    expect(tailEventsIn(run.items).map(({ event, lateMs }) => [event.eventId, lateMs])).toEqual([
      ['newest', null],
      ['late', 30_000],
    ]);
  });
});

describe('nothing is lost and nothing appears twice', () => {
  it('when two lines are identical to the millisecond', async () => {
    const at = START_MS + SECOND_MS;
    const run = following({ events: [logEvent('one', at, at, 'same'), logEvent('two', at, at, 'same')] });
    await run.clock.advance(MINUTE_MS);
    await run.stop();
    expect(idsIn(run.items)).toEqual(['one', 'two']);
  });

  it('when a clock that ran an hour fast is set back', async () => {
    const events = steadily(2, START_MS - 30 * SECOND_MS, START_MS + 2 * MINUTE_MS);
    const run = following({ events });
    await run.clock.advance(30 * SECOND_MS);
    await run.clock.jump(HOUR_MS);
    await run.clock.advance(10 * SECOND_MS);
    await run.clock.jump(-HOUR_MS);
    await run.clock.advance(3 * MINUTE_MS);
    await run.stop();
    expect([...idsIn(run.items)].sort()).toEqual(sortedIds(events));
  });
});

it('finds a late event even when the newest ones take all the calls there are', async () => {
  const late = logEvent('late', START_MS + 90_000, START_MS + 2 * MINUTE_MS);
  const events = [...steadily(12, START_MS, START_MS + 8 * MINUTE_MS), late];
  const run = following({ events, pageSize: 80, quotaPerSecond: 2 });
  await run.clock.advance(6 * MINUTE_MS);
  await run.stop();
  expect(idsIn(run.items)).toContain('late');
});

describe('a history that takes minutes to read', () => {
  const events = steadily(20, START_MS - 10 * MINUTE_MS, START_MS + 20 * MINUTE_MS);
  const request = { sinceMs: START_MS - 10 * MINUTE_MS };

  it('is not a gap: it has just not been read yet', async () => {
    const run = following({ events, pageSize: 100, quotaPerSecond: 2, request });
    await run.clock.advance(12 * MINUTE_MS);
    await run.stop();
    expect(run.items.filter(({ type }) => type !== 'event')).toEqual([]);
    const readableMs = run.clock.now() - 5 * SECOND_MS;
    expect(missingFrom(run.items, events, readableMs)).toEqual([]);
  });

  it('is not a gap when AWS throttles one of its calls either', async () => {
    const weather = (call: number) => (call === 150 ? 'throttled' : 'fine');
    const run = following({ events, pageSize: 100, quotaPerSecond: 2, request, weather });
    await run.clock.advance(12 * MINUTE_MS);
    await run.stop();
    expect(run.items.filter(({ type }) => type === 'gap')).toEqual([]);
  });

  it('does not hide that the log grows faster than it can be read', async () => {
    const run = following({ events, pageSize: 25, quotaPerSecond: 2, request });
    await run.clock.advance(30 * MINUTE_MS);
    await run.stop();
    expect(run.items.find(({ type }) => type === 'gap')).toMatchObject({ reason: 'flood', endMs: null });
  });
});

describe('a log whose reader has no room', () => {
  it('is not read in the meantime, and continues where it was', async () => {
    const events = steadily(2, START_MS - 30 * SECOND_MS, START_MS);
    const taken = awaitedEvent();
    const room = { ...ENDLESS_ROOM, free: () => taken.happened };
    const run = following({ events, pageSize: 10, request: { follow: false, pageRoom: room } });
    await run.clock.advance(MINUTE_MS);
    expect(run.log.callsMs).toEqual([]);
    taken.happens();
    await run.clock.advance(MINUTE_MS);
    expect(run.end()).toEqual({ kind: 'done' });
    expect([...idsIn(run.items)].sort()).toEqual(
      sortedIds(events.filter(({ ingestionMs }) => ingestionMs <= START_MS)),
    );
  });

  it.each([
    ['for minutes', 4 * MINUTE_MS],
    ['for a few seconds at a time', 5 * SECOND_MS],
  ])('is neither a flood nor a gap %s', async (_howLong, pauseMs) => {
    const clock = createManualClock(START_MS);
    const busyMs = 8 * MINUTE_MS;
    const events = steadily(20, START_MS - 30 * SECOND_MS, START_MS + busyMs);
    const room: PageRoom = {
      ...ENDLESS_ROOM,
      async free(signal) {
        if (clock.now() < START_MS + busyMs) await clock.sleep(pauseMs, signal);
      },
    };
    const run = following({ clock, events, pageSize: 25, request: { pageRoom: room } });
    await clock.advance(20 * MINUTE_MS);
    await run.stop();
    expect(run.items.filter(({ type }) => type !== 'event')).toEqual([]);
    expect([...idsIn(run.items)].sort()).toEqual(sortedIds(events));
  });

  it('stops at once when told to', async () => {
    const printer = createPagePrinter(() => new Promise<void>(() => {}), 1);
    const run = following({
      events: steadily(20, START_MS - 30 * SECOND_MS, START_MS),
      request: { pageRoom: printer.room, onItems: () => printer.print('page') },
    });
    await run.clock.advance(MINUTE_MS);
    expect(await run.stop()).toEqual({ kind: 'aborted' });
  });
});

describe('an hour of sleep', () => {
  it('becomes a gap that closes once the hour has been read', async () => {
    const events = steadily(1, START_MS - MINUTE_MS, START_MS + 2 * HOUR_MS);
    const run = following({ events });
    await run.clock.advance(MINUTE_MS);
    await run.clock.jump(HOUR_MS);
    await run.clock.advance(MINUTE_MS);
    await run.stop();
    const gaps = run.items.filter((item) => item.type === 'gap');
    expect(gaps).toMatchObject([
      { reason: 'asleep', endMs: null },
      { reason: 'asleep', startMs: gaps[0]!.startMs },
    ]);
    expect(gaps[1]!.endMs).toBeGreaterThan(START_MS + HOUR_MS);
    const readableMs = run.clock.now() - 2 * SECOND_MS;
    expect(missingFrom(run.items, events, readableMs)).toEqual([]);
    expect(new Set(idsIn(run.items)).size).toBe(idsIn(run.items).length);
  });
});

it('a sleep that begins while a page is being passed on becomes a gap as well', async () => {
  const events = steadily(1, START_MS - MINUTE_MS, START_MS + 2 * HOUR_MS);
  const awake = createManualClock(START_MS);
  let sleptMs = 0;
  const clock = { ...awake, now: () => awake.now() + sleptMs };
  const items: TailItem[] = [];
  const onItems = (news: readonly TailItem[]) => {
    items.push(...news);
    if (awake.now() > START_MS + 30 * SECOND_MS) sleptMs = HOUR_MS;
  };
  const run = following({ events, clock, request: { onItems } });
  await run.clock.advance(2 * MINUTE_MS);
  await run.stop();
  const gaps = items.filter((item) => item.type === 'gap');
  expect(gaps).toMatchObject([
    { reason: 'asleep', endMs: null },
    { reason: 'asleep', startMs: gaps[0]!.startMs, endMs: expect.any(Number) },
  ]);
});

it.each([
  { what: 'an empty log', events: [] },
  { what: 'a log that was silent for half an hour', events: steadily(1, START_MS - MINUTE_MS, START_MS) },
])('$what that begins to grow is read twice, and nothing else is reported', async ({ events }) => {
  const fresh = steadily(1, START_MS + 30 * MINUTE_MS, START_MS + 31 * MINUTE_MS);
  const sinceMs = START_MS - 2 * HOUR_MS;
  const run = following({ events: [...events, ...fresh], request: { sinceMs } });
  await run.clock.advance(32 * MINUTE_MS);
  await run.stop();
  expect(idsIn(run.items)).toEqual([...events, ...fresh].map(({ eventId }) => eventId));
  expect(run.items.filter(({ type }) => type !== 'event')).toEqual([]);
});

describe('a log that is read once', () => {
  it('ends once it has been read to its end', async () => {
    const events = steadily(10, START_MS - MINUTE_MS, START_MS - SECOND_MS);
    const run = following({ events, pageSize: 50, request: { follow: false } });
    await run.clock.advance(MINUTE_MS);
    expect(run.end()).toEqual({ kind: 'done' });
    expect(idsIn(run.items)).toEqual(events.map(({ eventId }) => eventId));
  });

  it('has nothing from before its start or after its end', async () => {
    const events = steadily(1, START_MS - 10 * MINUTE_MS, START_MS);
    const sinceMs = START_MS - 5 * MINUTE_MS;
    const untilMs = START_MS - 4 * MINUTE_MS;
    const run = following({ events, request: { follow: false, sinceMs, untilMs } });
    await run.clock.advance(MINUTE_MS);
    expect(run.end()).toEqual({ kind: 'done' });
    const times = eventsIn(run.items).map(({ timestampMs }) => timestampMs);
    expect([times.at(0), times.at(-1)]).toEqual([sinceMs, untilMs]);
  });
});

it('ends a followed span once its end has settled', async () => {
  const untilMs = START_MS + MINUTE_MS;
  const run = following({ events: steadily(1, START_MS, START_MS + HOUR_MS), request: { untilMs } });
  await run.clock.advance(2 * MINUTE_MS);
  expect(run.end()).toBeNull();
  await run.clock.advance(2 * MINUTE_MS);
  expect(run.end()).toEqual({ kind: 'done' });
  expect(eventsIn(run.items).at(-1)!.timestampMs).toBe(untilMs);
});

it('stops at once when told to, even while it waits', async () => {
  const run = following({ events: [] });
  await run.clock.advance(MINUTE_MS);
  expect(await run.stop()).toEqual({ kind: 'aborted' });
});
