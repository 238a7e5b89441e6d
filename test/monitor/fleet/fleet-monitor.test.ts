import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { MetricQuery } from '../../../src/monitor/sources.ts';
import { busyPoint, scriptedFunction } from '../scripted-account.ts';
import { FIRST_POLL_MS, START_MS, watching } from './watched-fleet.ts';

describe('a fleet monitor', () => {
  it('polls at once, and then twenty seconds after each minute', async () => {
    const { account, clock } = await watching();
    await clock.pass(3 * MINUTE_MS);
    expect(account.metricCalls.map(({ atMs }) => atMs)).toEqual([
      START_MS,
      FIRST_POLL_MS,
      FIRST_POLL_MS + MINUTE_MS,
      FIRST_POLL_MS + 2 * MINUTE_MS,
    ]);
  });

  it('judges once a poll if only its minutes are new', async () => {
    const { clock, monitor } = await watching();
    await clock.pass(MINUTE_MS);
    const before = monitor.getSnapshot().functions;
    const judged = new Set([before]);
    monitor.subscribe(() => judged.add(monitor.getSnapshot().functions));
    await clock.pass(3 * MINUTE_MS);
    judged.delete(before);
    expect(judged.size).toBe(3);
  });

  it('polls as soon as it is asked to', async () => {
    const { account, clock, monitor } = await watching();
    monitor.refresh();
    await clock.atRest();
    expect(account.metricCalls.map(({ atMs }) => atMs)).toEqual([START_MS, START_MS]);
  });

  it('asks nothing once it is stopped', async () => {
    const { account, clock, monitor } = await watching();
    monitor.stop();
    await clock.sleep(0);
    expect(account.metricCalls).toHaveLength(1);
  });

  it('judges what it knew as of an earlier minute, too', async () => {
    const { monitor } = await watching();
    const endMs = START_MS - (START_MS % MINUTE_MS) - 5 * MINUTE_MS;
    const [worker] = monitor.snapshotUntil(endMs).functions;
    expect(worker).toMatchObject({ minuteMs: endMs - MINUTE_MS, attempts: 600 });
  });

  it('shows no minute that may still change', async () => {
    const { clock, status } = await watching();
    // The end of the minute, a minute until it is published, and the longest call of 100 ms.
    expect(clock.now()).toBe(START_MS);
    expect(status('worker').minuteMs).toBe(Date.parse('2026-11-24T03:10:00Z'));
    expect(status('worker').minutes.at(-1)?.minuteMs).toBe(Date.parse('2026-11-24T03:10:00Z'));
  });

  it('takes over points that CloudWatch has changed', async () => {
    const lateMinuteMs = Date.parse('2026-11-24T03:08:00Z');
    const { clock, status } = await watching({
      point: (query, minuteMs, nowMs) => {
        const value = busyPoint(query, minuteMs, nowMs);
        return query.metric === 'Errors' && minuteMs === lateMinuteMs && nowMs > FIRST_POLL_MS ? 7 : value;
      },
    });
    const errorsThen = () =>
      status('worker').minutes.find(({ minuteMs }) => minuteMs === lateMinuteMs)?.errors;
    expect(errorsThen()).toBe(0);
    await clock.pass(2 * MINUTE_MS);
    expect(errorsThen()).toBe(7);
  });

  it('reads a minute once more after the longest possible calls have ended', async () => {
    const timeoutMs = 15 * MINUTE_MS;
    const slow = (query: MetricQuery, minuteMs: number, nowMs: number) => {
      if (minuteMs + MINUTE_MS > nowMs) return null;
      const ended = nowMs >= minuteMs + MINUTE_MS + timeoutMs + 45_000;
      if (query.metric === 'Invocations') return ended ? 2 : 1;
      return query.metric === 'Duration' ? (ended ? timeoutMs : 1_000) : null;
    };
    const { clock, status } = await watching({
      functions: [scriptedFunction('slow', { timeoutMs })],
      point: slow,
    });
    await clock.pass(40 * MINUTE_MS);
    const recent = status('slow').minutes.slice(-15);
    expect(recent.map(({ invocations }) => invocations)).toEqual(recent.map(() => 2));
  });
});
