import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../src/logs/event.ts';
import { createCallBudget } from '../../src/monitor/call-budget.ts';
import { type LogTailRequest, openLogTail } from '../../src/monitor/log-tail.ts';
import type { SourceErrorKind } from '../../src/monitor/sources.ts';
import { rawText } from '../../src/terminal/text.ts';
import { START_MS } from './follow-harness.ts';
import { createManualClock } from './manual-clock.ts';
import { createScriptedLog, type LogScript, logEvent } from './scripted-log.ts';

const MINUTE_MS = 60_000;

const EVENTS: readonly LogEvent[] = Array.from({ length: 600 }, (_, index) =>
  logEvent(`event-${index}`, START_MS - MINUTE_MS + index * 500),
);

function tailOf(script: Partial<LogScript>, request: Partial<LogTailRequest> = {}) {
  const clock = createManualClock(START_MS);
  const tail = openLogTail({
    source: createScriptedLog({ events: EVENTS, ...script, clock }),
    group: rawText('/aws/lambda/checkout-api'),
    clock,
    frames: clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    random: () => 0.5,
    sinceMs: START_MS - MINUTE_MS,
    untilMs: null,
    follow: true,
    pattern: null,
    ...request,
  });
  return { clock, tail };
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

  it('has ended with the error that ended it', async () => {
    const { clock, tail } = tailOf({ weather: () => 'denied' }, { follow: false });
    await clock.advance(1_000);
    expect(await tail.ended).toMatchObject({ kind: 'failed' });
    expect(tail.getSnapshot()).toMatchObject({ status: 'ended', error: { name: 'deniedException' } });
  });
});
