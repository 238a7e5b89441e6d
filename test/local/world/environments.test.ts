import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady, steps } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { WorldEvent } from '../../../src/local/world/world-log.ts';
import { calledPerSecond, START_MS, type TinyFunction, tinyAccount, tinyFunction } from './tiny-account.ts';

function eventsOf(overrides: TinyFunction, minutes: number): readonly WorldEvent[] {
  const world = simulatedWorld(tinyAccount([tinyFunction('one', overrides)]), 1, START_MS);
  const nowMs = START_MS + minutes * MINUTE_MS;
  return (
    world.log('one')?.read({
      startMs: START_MS,
      endMs: nowMs,
      nowMs: nowMs + 5 * MINUTE_MS,
      after: null,
      limit: 100_000,
      streams: null,
    }) ?? []
  );
}

const coldStarts = (events: readonly WorldEvent[]) =>
  events.filter(({ message }) => message.startsWith('INIT_START')).length;

describe('execution environments', () => {
  it('are reused last in, first out: after a rush the others get no more calls', () => {
    const rushUntilMinute = START_MS / MINUTE_MS + 1;
    const requestsPerSecond = steps(100, [[rushUntilMinute, 5]]);
    const events = eventsOf(
      { caller: { kind: 'sync', requestsPerSecond }, work: { durationMs: steady(200), initMs: 20 } },
      5,
    );
    const usedIn = (minute: number) =>
      new Set(
        events
          .filter(({ timestampMs }) => Math.floor((timestampMs - START_MS) / MINUTE_MS) === minute)
          .map(({ logStream }) => logStream),
      );

    expect(usedIn(0).size).toBeGreaterThan(20);
    expect(usedIn(3).size).toBeLessThan(9);
    expect(usedIn(0).size).toBe(coldStarts(events));
  });

  it.each([
    { pauseMinutes: 5, restarts: 0 },
    { pauseMinutes: 9, restarts: 1 },
  ])('without a call for $pauseMinutes min start $restarts again', ({ pauseMinutes, restarts }) => {
    const firstMs = START_MS + 1_000;
    const events = eventsOf(
      { caller: { kind: 'schedule', firstMs, everyMs: pauseMinutes * MINUTE_MS } },
      pauseMinutes + 1,
    );

    expect(coldStarts(events)).toBe(1 + restarts);
  });

  it('are replaced after an hour or two even when busy', () => {
    const caller = { kind: 'schedule', firstMs: START_MS, everyMs: MINUTE_MS } as const;

    expect(coldStarts(eventsOf({ caller }, 145))).toBeGreaterThanOrEqual(2);
  });

  it('run the new version from the moment of a deployment', () => {
    const deployedMs = START_MS + 2 * MINUTE_MS;
    const starts = eventsOf(
      {
        deployments: [
          { version: '7', sinceMs: 0 },
          { version: '8', sinceMs: deployedMs },
        ],
      },
      4,
    ).filter(({ message }) => message.startsWith('START'));

    const versionOf = ({ message }: WorldEvent) => message.trim().split(' ').at(-1);
    const before = starts.filter(({ timestampMs }) => timestampMs < deployedMs);
    const after = starts.filter(({ timestampMs }) => timestampMs >= deployedMs + 1_000);

    expect(new Set(before.map(versionOf))).toEqual(new Set(['7']));
    expect(new Set(after.map(versionOf))).toEqual(new Set(['8']));
    expect(after.every(({ logStream }) => /^2026\/11\/24\/\[8\][0-9a-f]{32}$/.test(logStream))).toBe(true);
  });

  it('end an invocation at its timeout', () => {
    const events = eventsOf(
      {
        configuration: { timeoutMs: 1_000 },
        work: { durationMs: steady(5_000) },
        caller: calledPerSecond(1),
      },
      1,
    );
    const reports = events.filter(({ message }) => message.startsWith('REPORT'));

    expect(reports.length).toBeGreaterThan(0);
    expect(reports.every(({ message }) => message.includes('\tDuration: 1000.00 ms\t'))).toBe(true);
    expect(reports.every(({ message }) => message.endsWith('\tStatus: timeout\n'))).toBe(true);
    expect(events.some(({ message }) => message.includes('Task timed out'))).toBe(false);
  });

  it('end when their process runs out of memory', () => {
    const exhausted = { name: 'leak', share: steady(1), durationShare: 1, ending: 'out-of-memory' } as const;
    const events = eventsOf({ work: { failures: [exhausted] }, caller: calledPerSecond(1) }, 2);
    const reports = events.filter(({ message }) => message.startsWith('REPORT'));

    expect(coldStarts(events)).toBe(reports.length);
    expect(reports[0]?.message).toContain('Max Memory Used: 128 MB');
    expect(reports[0]?.message).toContain('Status: error\tError Type: Runtime.OutOfMemory');
  });

  it('become idle when calls stop', () => {
    const untilMinute = START_MS / MINUTE_MS + 1;
    const world = simulatedWorld(
      tinyAccount([
        tinyFunction('one', { caller: { kind: 'sync', requestsPerSecond: steps(50, [[untilMinute, 0]]) } }),
      ]),
      1,
      START_MS,
    );

    expect(world.truth.inFlight('one', START_MS + 2 * MINUTE_MS, START_MS + 3 * MINUTE_MS)).toEqual(
      Array.from({ length: 60 }, () => 0),
    );
  });
});
