import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import type { LogEvent } from '../../../../src/logs/event.ts';
import type { TailItem } from '../../../../src/logs/tail-item.ts';
import type { SourceErrorKind } from '../../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { createManualClock } from '../../manual-clock.ts';
import { createScriptedLog, logEvent, sourceError, type Weather } from '../scripted-log.ts';
import { following, idsIn, START_MS } from './follow-harness.ts';

/** One event a second, from a minute before the start to five after. */
const EVENTS: readonly LogEvent[] = Array.from({ length: 360 }, (_, second) =>
  logEvent(`event-${second}`, START_MS - MINUTE_MS + second * SECOND_MS),
);

/** `weather` from the twentieth second of a run, until the end of its second minute unless stated otherwise. */
function storm(weather: Weather, lengthMs = 100 * SECOND_MS) {
  const beginMs = START_MS + 20 * SECOND_MS;
  return (_call: number, nowMs: number): Weather =>
    nowMs >= beginMs && nowMs < beginMs + lengthMs ? weather : 'fine';
}

function noticesIn(items: readonly TailItem[]): readonly string[] {
  return items.flatMap((item) => (item.type === 'notice' ? [item.kind] : []));
}

function gapsIn(items: readonly TailItem[]) {
  return items.flatMap((item) => (item.type === 'gap' ? [item] : []));
}

describe('following a log through a fault of 100 s', () => {
  it.each<{ fault: SourceErrorKind; notice: string; reason: string }>([
    { fault: 'throttled', notice: 'busy', reason: 'busy' },
    { fault: 'unreachable', notice: 'unreachable', reason: 'unreachable' },
    { fault: 'malformed', notice: 'malformed', reason: 'unreachable' },
    { fault: 'denied', notice: 'denied', reason: 'denied' },
    { fault: 'expired', notice: 'expired', reason: 'expired' },
  ])('$fault: says so once, marks the gap, recovers, and closes it', async ({ fault, notice, reason }) => {
    const run = following({ events: EVENTS, weather: storm(fault) });
    await run.clock.advance(6 * MINUTE_MS);
    await run.stop();
    expect(noticesIn(run.items)).toEqual([notice, 'recovered']);
    const gaps = gapsIn(run.items);
    expect(gaps).toMatchObject([
      { reason, endMs: null },
      { reason, startMs: gaps[0]!.startMs },
    ]);
    expect(gaps[1]!.endMs).toBeGreaterThanOrEqual(START_MS + 2 * MINUTE_MS);
    expect(idsIn(run.items)).toEqual(EVENTS.map(({ eventId }) => eventId));
  });

  it.each<{ fault: SourceErrorKind; reason: string }>([
    { fault: 'throttled', reason: 'busy' },
    { fault: 'unreachable', reason: 'unreachable' },
    { fault: 'denied', reason: 'denied' },
    { fault: 'expired', reason: 'expired' },
  ])('$fault: is also a gap when it is over after 20 s, between two calls', async ({ fault, reason }) => {
    const run = following({ events: EVENTS, weather: storm(fault, 20 * SECOND_MS) });
    await run.clock.advance(3 * MINUTE_MS);
    await run.stop();
    expect(gapsIn(run.items)).toMatchObject([{ reason, endMs: null }, { reason }]);
  });

  it('absent: waits for the group without a gap, as there was nothing to miss', async () => {
    const run = following({ events: EVENTS, weather: storm('absent') });
    await run.clock.advance(6 * MINUTE_MS);
    await run.stop();
    expect(noticesIn(run.items)).toEqual(['waiting', 'recovered']);
    expect([...idsIn(run.items)].sort()).toEqual(EVENTS.map(({ eventId }) => eventId).sort());
  });
});

describe('a fault that becomes another', () => {
  const weather = (_call: number, nowMs: number): Weather => {
    const second = (nowMs - START_MS) / SECOND_MS;
    if (second < 20 || second > 120) return 'fine';
    return second < 60 ? 'throttled' : 'unreachable';
  };

  it('is told as both, in notices and in its gap', async () => {
    const run = following({ events: EVENTS, weather });
    await run.clock.advance(6 * MINUTE_MS);
    await run.stop();
    expect(noticesIn(run.items)).toEqual(['busy', 'unreachable', 'recovered']);
    const gaps = gapsIn(run.items);
    expect(gaps).toMatchObject([
      { reason: 'busy', endMs: null },
      { reason: 'busy', laterReason: 'unreachable', endMs: null },
      { reason: 'busy', laterReason: 'unreachable', endMs: expect.any(Number) },
    ]);
    expect(idsIn(run.items)).toEqual(EVENTS.map(({ eventId }) => eventId));
  });

  it('of the same kind has a notice for each name', async () => {
    const clock = createManualClock(START_MS);
    const log = createScriptedLog({ clock, events: EVENTS });
    const source: LogSource = {
      page(question, signal) {
        const second = (clock.now() - START_MS) / SECOND_MS;
        if (second < 20 || second > 120) return log.page(question, signal);
        const name = second < 60 ? 'ENOTFOUND' : second < 90 ? 'ECONNREFUSED' : 'ENOTFOUND';
        return Promise.resolve({ ok: false, error: sourceError('unreachable', name) });
      },
    };
    const run = following({ clock, events: [], request: { source } });
    await clock.advance(6 * MINUTE_MS);
    await run.stop();
    const names = run.items.flatMap((item) =>
      item.type === 'notice' && item.kind === 'unreachable' ? [item.name] : [],
    );
    expect(names).toEqual(['ENOTFOUND', 'ECONNREFUSED']);
  });
});

describe('a denial of 18 s soon after AWS has throttled for a minute', () => {
  /** AWS throttles from the twentieth second to the eightieth. */
  const weatherWith = (deniedSecond: number) => (_call: number, nowMs: number) => {
    const second = (nowMs - START_MS) / SECOND_MS;
    if (second >= 20 && second < 80) return 'throttled';
    return second >= deniedSecond && second < deniedSecond + 18 ? 'denied' : 'fine';
  };

  it.each([92, 95, 98, 110])('is a gap, though calls are still rare at second %i', async (second) => {
    const run = following({ events: EVENTS, weather: weatherWith(second) });
    await run.clock.advance(6 * MINUTE_MS);
    await run.stop();
    expect(noticesIn(run.items)).toEqual(['busy', 'recovered', 'denied', 'recovered']);
    expect(gapsIn(run.items)).toMatchObject([
      { reason: 'busy', endMs: null },
      { reason: 'busy', endMs: expect.any(Number) },
      { reason: 'denied', endMs: null },
      { reason: 'denied', endMs: expect.any(Number) },
    ]);
    expect(idsIn(run.items)).toEqual(EVENTS.map(({ eventId }) => eventId));
  });
});

it('does not mention a single failure', async () => {
  const weather = (call: number): Weather =>
    call % 10 === 3 ? 'throttled' : call % 10 === 7 ? 'unreachable' : 'fine';
  const run = following({ events: EVENTS, weather });
  await run.clock.advance(6 * MINUTE_MS);
  await run.stop();
  expect(noticesIn(run.items)).toEqual([]);
  expect(gapsIn(run.items)).toEqual([]);
  expect(idsIn(run.items)).toEqual(EVENTS.map(({ eventId }) => eventId));
});

it('mentions a single call at once that AWS had ten seconds to answer', async () => {
  const weather = (call: number): Weather => (call === 7 ? 'unreachable' : 'fine');
  const run = following({ events: EVENTS, weather, errorName: 'TimeoutError' });
  await run.clock.advance(6 * MINUTE_MS);
  await run.stop();
  expect(noticesIn(run.items)).toEqual(['unreachable', 'recovered']);
});

it('does not mention a call that was given up because this machine slept', async () => {
  const clock = createManualClock(START_MS);
  const log = createScriptedLog({ clock, events: EVENTS });
  const source: LogSource = {
    async page(question, signal) {
      if (log.callsMs.length !== 7) return log.page(question, signal);
      await log.page(question, signal);
      await clock.jump(HOUR_MS);
      return { ok: false, error: sourceError('unreachable', 'TimeoutError') };
    },
  };
  const run = following({ clock, events: [], request: { source } });
  await clock.advance(6 * MINUTE_MS);
  await run.stop();
  expect(noticesIn(run.items)).toEqual([]);
  expect(gapsIn(run.items).at(-1)).toMatchObject({ reason: 'asleep' });
});

it('waits from the first second for a group that does not exist yet', async () => {
  const weather = (_call: number, nowMs: number): Weather =>
    nowMs < START_MS + MINUTE_MS ? 'absent' : 'fine';
  const run = following({ events: EVENTS, weather });
  await run.clock.advance(6 * MINUTE_MS);
  await run.stop();
  expect(noticesIn(run.items)).toEqual(['waiting', 'recovered']);
  expect(idsIn(run.items)).toEqual(EVENTS.map(({ eventId }) => eventId));
});

describe('pages that go in circles', () => {
  it('are malformed, reported once, and read again from the start', async () => {
    const run = following({ events: EVENTS, weather: storm('circle') });
    await run.clock.advance(6 * MINUTE_MS);
    await run.stop();
    expect(noticesIn(run.items)).toEqual(['malformed', 'recovered']);
    expect(idsIn(run.items)).toEqual(EVENTS.map(({ eventId }) => eventId));
  });

  it('are asked for less and less often', async () => {
    const run = following({ events: [], weather: () => 'circle' });
    await run.clock.advance(10 * MINUTE_MS);
    await run.stop();
    expect(run.log.callsMs.length).toBeLessThan(200);
  });

  it('end a printout as malformed after a minute', async () => {
    const run = following({ events: [], weather: () => 'circle', request: { follow: false } });
    await run.clock.advance(2 * MINUTE_MS);
    expect(run.end()).toMatchObject({ kind: 'failed', error: { kind: 'malformed', name: 'EndlessPages' } });
  });
});

describe('reading a log once', () => {
  it.each<{ fault: SourceErrorKind; afterMs: number }>([
    { fault: 'denied', afterMs: 0 },
    { fault: 'expired', afterMs: 0 },
    { fault: 'absent', afterMs: 0 },
    { fault: 'throttled', afterMs: MINUTE_MS },
    { fault: 'unreachable', afterMs: MINUTE_MS },
    { fault: 'malformed', afterMs: MINUTE_MS },
  ])('gives up on $fault after $afterMs ms', async ({ fault, afterMs }) => {
    const run = following({ events: EVENTS, weather: () => fault, request: { follow: false } });
    await run.clock.advance(afterMs);
    if (afterMs > 0) expect(run.end()).toBeNull();
    await run.clock.advance(MINUTE_MS);
    expect(run.end()).toMatchObject({ kind: 'failed', error: { kind: fault } });
  });

  it.each<{ fault: SourceErrorKind }>([
    { fault: 'throttled' },
    { fault: 'unreachable' },
    { fault: 'malformed' },
  ])('survives a period of $fault in the middle of its pages', async ({ fault }) => {
    const weather = (call: number): Weather => (call >= 2 && call < 5 ? fault : 'fine');
    const events = EVENTS.slice(0, 60);
    const run = following({ events, pageSize: 7, weather, request: { follow: false } });
    await run.clock.advance(2 * MINUTE_MS);
    expect(run.end()).toEqual({ kind: 'done' });
    expect(idsIn(run.items)).toEqual(events.map(({ eventId }) => eventId));
  });

  it('reports no gap, however long it reads: everything wanted has been read', async () => {
    const run = following({
      events: EVENTS.slice(0, 60),
      pageSize: 1,
      quotaPerSecond: 1.5,
      request: { follow: false },
    });
    await run.clock.advance(5 * MINUTE_MS);
    expect(run.log.callsMs.at(-1)! - run.log.callsMs[0]!).toBeGreaterThan(MINUTE_MS);
    expect(run.end()).toEqual({ kind: 'done' });
    expect(gapsIn(run.items)).toEqual([]);
  });

  it('loses none of the events of one millisecond when its token is refused between them', async () => {
    const events = Array.from({ length: 20 }, (_, index) =>
      logEvent(`twin-${index + 10}`, START_MS - 30_000),
    );
    const weather = (call: number): Weather => (call === 1 ? 'malformed' : 'fine');
    const run = following({ events, pageSize: 19, weather, request: { follow: false } });
    await run.clock.advance(2 * MINUTE_MS);
    expect([...idsIn(run.items)].sort()).toEqual(events.map(({ eventId }) => eventId));
  });

  it('continues from what it has read when a token is never accepted again', async () => {
    const refused = new Set<string>();
    const weather = (call: number, _nowMs: number, token: string | null): Weather => {
      if (call === 3 && token !== null) refused.add(token);
      return token !== null && refused.has(token) ? 'malformed' : 'fine';
    };
    const events = EVENTS.slice(0, 60);
    const run = following({ events, pageSize: 7, weather, request: { follow: false } });
    await run.clock.advance(2 * MINUTE_MS);
    expect(refused.size).toBe(1);
    expect(run.end()).toEqual({ kind: 'done' });
    expect(idsIn(run.items)).toEqual(events.map(({ eventId }) => eventId));
  });
});

it('ends on a request that AWS will never carry out, even when following', async () => {
  const run = following({
    events: EVENTS,
    weather: () => 'malformed',
    errorName: 'InvalidParameterException',
  });
  await run.clock.advance(SECOND_MS);
  expect(run.end()).toMatchObject({ kind: 'failed', error: { name: 'InvalidParameterException' } });
});

it('starts as far back as requested, although the clock turns out to be fast', async () => {
  const run = following({ events: EVENTS, request: { sinceMs: START_MS + 9 * MINUTE_MS } });
  await run.clock.advance(2 * MINUTE_MS);
  await run.stop();
  expect(idsIn(run.items)).toEqual(EVENTS.slice(0, 180).map(({ eventId }) => eventId));
});
