import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import type { openLogTail } from '../../../../src/monitor/log/tail/log-tail.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { START_MS } from '../reading/follow-harness.ts';
import { logEvent } from '../scripted-log.ts';
import { tailOf } from './opened-tail.ts';

describe('the history of a log', () => {
  const FIRST_MS = START_MS - 15 * MINUTE_MS;
  const events = Array.from({ length: 2_000 }, (_, index) =>
    logEvent(`before-${index}`, FIRST_MS + index * 500),
  );
  const before = { sinceMs: FIRST_MS };

  const timesIn = (tail: ReturnType<typeof openLogTail>) =>
    tail.items(0, 100_000).map((item) => (item.type === 'event' ? item.event.timestampMs : Number.NaN));

  it('comes after the newest lines, its newest part first', async () => {
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

  it('is there once, in order, without a gap, and none of it is late', async () => {
    const { clock, tail } = tailOf({ events, pageSize: 100 }, before);
    await clock.advance(30_000);
    tail.close();
    const times = timesIn(tail);
    expect(times).toEqual(events.map(({ timestampMs }) => timestampMs).slice(0, times.length));
    expect(times.length).toBeGreaterThan(1_800);
    expect(tail.items(0, 2_000).filter((item) => item.type !== 'event' || item.lateMs !== null)).toEqual([]);
  });

  it.each([
    { when: 'everything so far is there', afterMs: 30_000 },
    { when: 'earlier history is still being read', afterMs: 1_000 },
  ])('is read further back on request while $when', async ({ afterMs }) => {
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

  it('does not count as new, nor does what the first reading finds from before', async () => {
    const { clock, tail } = tailOf({ events, pageSize: 100 }, before);
    await clock.advance(30_000);
    tail.close();
    const since = timesIn(tail).filter((timeMs) => timeMs > START_MS);
    expect(tail.getSnapshot().arrived).toBe(since.length);
  });

  it('has errors that are read, and none that are new', async () => {
    const failing = events.map((event) => ({ ...event, message: rawText('[ERROR] charge failed') }));
    const { clock, tail } = tailOf({ events: failing, pageSize: 100 }, before);
    await clock.advance(30_000);
    tail.close();
    const { arrived, errorsArrived, errorsRead, itemCount } = tail.getSnapshot();
    expect(errorsArrived).toBe(arrived);
    expect(errorsRead).toBe(itemCount);
  });

  it('does not hide what arrived meanwhile of before, once the first reading is over', async () => {
    const late = logEvent('late', START_MS - 5_000, START_MS + 12_000);
    const { clock, tail } = tailOf({ events: [late] }, before);
    await clock.advance(10_000);
    expect(tail.getSnapshot().arrived).toBe(0);
    await clock.advance(MINUTE_MS);
    tail.close();
    expect(tail.getSnapshot().arrived).toBe(1);
  });

  it('takes no memory from new lines', async () => {
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

  it.each([
    { kind: 'expired', forS: 20 },
    { kind: 'denied', forS: 20 },
    { kind: 'unreachable', forS: 100 },
    { kind: 'throttled', forS: 100 },
  ] as const)('goes on after $forS s without an answer: $kind', async ({ kind, forS }) => {
    let calls = 0;
    const weather = (_call: number, nowMs: number) => {
      calls += 1;
      return calls > 8 && nowMs < START_MS + forS * SECOND_MS ? kind : 'fine';
    };
    const { clock, tail } = tailOf({ events, pageSize: 100, weather }, before);
    await clock.advance((forS - 2) * SECOND_MS);
    expect([timesIn(tail).length < 1_800, tail.getSnapshot().readingBackToMs]).toEqual([true, FIRST_MS]);
    await clock.advance(2 * MINUTE_MS);
    tail.close();
    expect(tail.getSnapshot()).toMatchObject({ status: 'live', readFromMs: FIRST_MS, readingBackToMs: null });
    const times = timesIn(tail).filter((timeMs) => !Number.isNaN(timeMs));
    expect(times).toEqual(events.map(({ timestampMs }) => timestampMs).slice(0, times.length));
    expect(times.length).toBeGreaterThan(1_800);
  });

  it('is given up where the log was gone for a while, while following continues', async () => {
    let calls = 0;
    const weather = (_call: number, nowMs: number) => {
      calls += 1;
      return calls > 8 && nowMs < START_MS + 20_000 ? ('absent' as const) : ('fine' as const);
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
