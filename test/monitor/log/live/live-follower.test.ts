import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import type { LogEvent } from '../../../../src/logs/event.ts';
import type { TailItem } from '../../../../src/logs/tail-item.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { followLive } from '../../../../src/monitor/log/live/live-follower.ts';
import type { LiveState } from '../../../../src/monitor/log/live/live-sessions.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { createManualClock } from '../../manual-clock.ts';
import { eventsIn, START_MS } from '../reading/follow-harness.ts';
import { createScriptedLog, logEvent, sourceError, type Weather } from '../scripted-log.ts';
import { createScriptedStream, type SessionScript } from '../scripted-stream.ts';

interface Script {
  readonly events?: readonly LogEvent[];
  readonly sessions?: readonly SessionScript[];
  readonly pageSize?: number;
  readonly weather?: (call: number) => Weather;
  readonly groupIsUnknown?: boolean;
}

/** A live reader of a scripted log, on a clock that the test moves. */
function followingLive({ events = [], sessions = [], groupIsUnknown = false, ...script }: Script) {
  const clock = createManualClock(START_MS);
  const log = createScriptedLog({ ...script, events, clock });
  const stream = createScriptedStream(clock, events, sessions);
  const items: TailItem[] = [];
  const states: LiveState[] = [];
  const stopped = new AbortController();
  const budget = createCallBudget(clock, { random: () => 0.5 });
  const ended = followLive({
    source: log,
    group: rawText('/aws/lambda/checkout-api'),
    clock,
    budget,
    sinceMs: START_MS - MINUTE_MS,
    untilMs: null,
    follow: true,
    pattern: null,
    signal: stopped.signal,
    onItems: (news) => items.push(...news),
    live: {
      source: stream,
      groupArn: async () =>
        groupIsUnknown
          ? { ok: false, error: sourceError('unreachable', 'ECONNRESET') }
          : { ok: true, value: rawText('arn:aws:logs:eu-west-1:1:log-group:x') },
      onState: (state) => {
        if (states.at(-1) !== state) states.push(state);
      },
    },
  });
  return {
    clock,
    log,
    stream,
    budget,
    items,
    states,
    ids: () => eventsIn(items).map(({ message }) => String(message)),
    notices: () =>
      items.flatMap((item) =>
        item.type === 'notice' ? [item.kind === 'polling' ? item.because : item.kind] : [],
      ),
    stop() {
      stopped.abort();
      return ended;
    },
  };
}

describe('a log that is followed with Live Tail', () => {
  it('shows what the stream sends at once, and is polled once a minute', async () => {
    const run = followingLive({ events: [logEvent('a', START_MS + 100_500)] });
    await run.clock.advance(MINUTE_MS);
    const before = run.log.callsMs.length;
    await run.clock.advance(41_000);
    expect(run.ids()).toEqual(['a']);
    await run.clock.advance(4 * MINUTE_MS);
    expect(run.log.callsMs.length - before).toBeLessThanOrEqual(6);
    expect(run.states).toEqual(['streaming']);
    expect(run.notices()).toEqual(['streaming']);
    expect(await run.stop()).toEqual({ kind: 'aborted' });
  });

  it('counts events that the stream sends without a time: at once, then once a minute, and the rest when it ends', async () => {
    const session = { updates: 90, leftOut: 2, error: { kind: 'unreachable', name: 'ECONNRESET' } } as const;
    const run = followingLive({ sessions: [session] });
    await run.clock.advance(95_000);
    const counts = run.items.flatMap((item) =>
      item.type === 'notice' && item.kind === 'leftOut' ? [item] : [],
    );
    expect(counts).toMatchObject([
      { count: expect.any(Number), streamed: true },
      { count: 120, streamed: true },
      { count: expect.any(Number), streamed: true },
    ]);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(180);
    await run.stop();
  });

  it('shows earlier events first, though the stream opens sooner', async () => {
    const events = [logEvent('before', START_MS - 30_000), logEvent('new', START_MS + 500)];
    const weather = (call: number): Weather => (call < 6 ? 'empty' : 'fine');
    const run = followingLive({ events, weather });
    await run.clock.advance(10_000);
    expect(run.ids()).toEqual(['before', 'new']);
    await run.stop();
  });

  it('waits at most ten seconds for earlier events', async () => {
    const events = [logEvent('new', START_MS + 500)];
    const run = followingLive({ events, weather: () => 'unreachable' });
    await run.clock.advance(9_500);
    expect(run.ids()).toEqual([]);
    await run.clock.advance(2_000);
    expect(run.ids()).toEqual(['new']);
    await run.stop();
  });

  it.each<[string, SessionScript['error'], string[], LiveState[]]>([
    [
      'its three hours are over',
      { kind: 'unreachable', name: 'SessionTimeoutException' },
      ['streaming', 'timedOut', 'streaming'],
      ['streaming', 'opening', 'streaming'],
    ],
    [
      'the connection breaks',
      { kind: 'unreachable', name: 'ECONNRESET' },
      ['streaming', 'broken', 'streaming'],
      ['streaming', 'polling', 'streaming'],
    ],
    [
      'AWS closes it without a word',
      null,
      ['streaming', 'broken', 'streaming'],
      ['streaming', 'polling', 'streaming'],
    ],
  ])('opens a new session when %s, and is polled in between', async (_what, error, notices, states) => {
    const events = [10, 20.1, 20.2, 20.9, 30].map((second) =>
      logEvent(String(second), START_MS + second * 1_000),
    );
    const run = followingLive({ events, sessions: [{ updates: 20, error }] });
    await run.clock.advance(MINUTE_MS);
    expect(run.ids().toSorted()).toEqual(['10', '20.1', '20.2', '20.9', '30']);
    expect(run.notices()).toEqual(notices);
    expect(run.states).toEqual(states);
    await run.stop();
  });

  it.each<[string, string, SessionScript['error'], number]>([
    ['all sessions are taken', 'taken', { kind: 'throttled', name: 'LimitExceededException' }, 5],
    ['it is denied', 'denied', { kind: 'denied', name: 'AccessDeniedException' }, 1],
    ['its group is of another class', 'refused', { kind: 'malformed', name: 'InvalidOperationException' }, 1],
  ])('is polled when %s, which is said once', async (_what, because, error, attempts) => {
    const sessions = Array.from({ length: 9 }, () => ({ updates: 0, error }));
    const run = followingLive({ events: [logEvent('a', START_MS + 30_000)], sessions });
    await run.clock.advance(32_000);
    expect(run.ids()).toEqual(['a']);
    await run.clock.advance(4 * MINUTE_MS);
    expect(run.notices()).toEqual([because]);
    expect(run.states).toEqual(['polling']);
    expect(run.stream.openedMs).toHaveLength(attempts);
    await run.stop();
  });

  it('opens sessions less and less often when they begin and break: each begins a minute that is billed', async () => {
    const sessions = Array.from({ length: 99 }, () => ({
      updates: 1,
      error: { kind: 'unreachable' as const, name: 'ECONNRESET' },
    }));
    const run = followingLive({ sessions });
    await run.clock.advance(MINUTE_MS);
    const { openedMs } = run.stream;
    expect(openedMs.slice(1).map((atMs, index) => atMs - openedMs[index]!)).toEqual([
      1_375, 1_750, 2_500, 4_000, 7_000, 12_250, 12_250, 12_250,
    ]);
    await run.stop();
  });

  it('forgets earlier breaks once a session has lasted a minute', async () => {
    const error = { kind: 'unreachable' as const, name: 'ECONNRESET' };
    const sessions = [1, 1, 1, 61].map((updates) => ({ updates, error }));
    const run = followingLive({ sessions });
    await run.clock.advance(2 * MINUTE_MS);
    const [, , , lastingMs, nextMs] = run.stream.openedMs;
    expect(nextMs! - lastingMs!).toBe(61_375);
    await run.stop();
  });

  it('has no session while calls are held, and one again when they resume', async () => {
    const events = [10, 90, 130].map((second) => logEvent(String(second), START_MS + second * 1_000));
    const run = followingLive({ events });
    await run.clock.advance(MINUTE_MS);
    run.budget.hold(true);
    await run.clock.advance(MINUTE_MS);
    expect(run.stream.openCount()).toBe(0);
    expect(run.ids()).toEqual(['10']);
    run.budget.hold(false);
    await run.clock.advance(MINUTE_MS);
    expect(run.ids()).toEqual(['10', '90', '130']);
    expect(run.stream.openedMs).toHaveLength(2);
    expect(run.notices()).toEqual(['streaming', 'streaming']);
    expect(run.states).toEqual(['streaming', 'polling', 'streaming']);
    await run.stop();
  });

  it('is polled while the account of the group is unknown', async () => {
    const run = followingLive({ events: [logEvent('a', START_MS + 30_000)], groupIsUnknown: true });
    await run.clock.advance(MINUTE_MS);
    expect(run.ids()).toEqual(['a']);
    expect(run.notices()).toEqual(['broken']);
    expect(run.stream.openedMs).toEqual([]);
    await run.stop();
  });

  it('shows every event exactly once, whatever sessions and pages do', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            afterMs: fc.integer({ min: -10, max: 36 }).map((step) => step * 5_000),
            latenessMs: fc.integer({ min: 0, max: 40_000 }),
            message: fc.constantFrom('x', 'y'),
          }),
          { maxLength: 80, size: 'max' },
        ),
        fc.array(
          fc.record({
            updates: fc.integer({ min: 0, max: 40 }),
            error: fc.constantFrom(null, { kind: 'unreachable' as const, name: 'ECONNRESET' }),
            keeps: fc.integer({ min: 1, max: 3 }),
          }),
          { maxLength: 8 },
        ),
        fc.array(fc.constantFrom<Weather>('fine', 'empty', 'throttled', 'unreachable'), { maxLength: 40 }),
        fc.integer({ min: 5, max: 60 }),
        async (writings, sessions, plan, pageSize) => {
          const events = writings.map(({ afterMs, latenessMs, message }, index) =>
            logEvent(`id-${index}`, START_MS + afterMs, START_MS + afterMs + latenessMs, message),
          );
          const weather = (call: number) => plan[call] ?? 'fine';
          const run = followingLive({ events, sessions, pageSize, weather });
          await run.clock.advance(8 * MINUTE_MS);
          await run.stop();
          const linesOf = (all: readonly LogEvent[]) =>
            all.map(({ timestampMs, message }) => `${timestampMs} ${message}`).sort();
          expect(linesOf(eventsIn(run.items))).toEqual(linesOf(events));
        },
      ),
      { numRuns: 40 },
    ));
});
