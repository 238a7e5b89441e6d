import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import type { WorldMetric } from '../../../src/local/world/world-metric.ts';
import { calledPerSecond, START_MS, stream, tinyAccount, tinyFunction } from './tiny-account.ts';

const NOW_MS = START_MS + 30 * MINUTE_MS;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

const FUNCTIONS = [
  tinyFunction('web', {
    caller: calledPerSecond(20),
    work: {
      durationMs: steady(200),
      spread: steady(0.4),
      failures: [{ name: 'bug', share: steady(0.05), durationShare: 1, ending: 'exception' }],
    },
  }),
  tinyFunction('reader', { caller: stream(100, 4) }),
  tinyFunction('cron', { caller: { kind: 'schedule', firstMs: START_MS, everyMs: 60 * MINUTE_MS } }),
];

const worldWithPast = (): World => simulatedWorld({ ...tinyAccount(FUNCTIONS), hasPast: true }, 1, START_MS);

/** The mean, over the minutes of an hour, of each minute's sum. */
function hourly(world: World, name: string, metric: WorldMetric, startMs: number, minutes: number): number {
  const sums = Array.from(
    { length: minutes },
    (_, index) => world.metric(name, metric, startMs + index * MINUTE_MS, NOW_MS)?.sum ?? 0,
  );
  return sums.reduce((sum, value) => sum + value, 0) / minutes;
}

describe('the weeks before a world began', () => {
  it.each(['Invocations', 'Errors', 'Duration'] as const)('had about the same %s as today', (metric) => {
    const world = worldWithPast();
    const before = hourly(world, 'web', metric, NOW_MS - WEEK_MS, 25);
    const today = hourly(world, 'web', metric, START_MS + MINUTE_MS, 25);

    expect(before / today).toBeGreaterThan(0.9);
    expect(before / today).toBeLessThan(1.1);
  });

  it('are the same whenever they are read, and differ from minute to minute', () => {
    const at = (world: World, minute: number) =>
      world.metric('web', 'Invocations', NOW_MS - WEEK_MS + minute * MINUTE_MS, NOW_MS)?.sum;

    expect(at(worldWithPast(), 3)).toBe(at(worldWithPast(), 3));
    expect(
      new Set(Array.from({ length: 20 }, (_, minute) => at(worldWithPast(), minute))).size,
    ).toBeGreaterThan(5);
  });

  it('have percentiles in order, and no duration above the timeout', () => {
    const duration = worldWithPast().metric('web', 'Duration', NOW_MS - WEEK_MS, NOW_MS);
    const [median, p95, p99] = [0.5, 0.95, 0.99].map((share) => duration?.quantile(share) ?? Number.NaN);

    expect(median).toBeLessThan(p95 ?? 0);
    expect(p95).toBeLessThan(p99 ?? 0);
    expect(duration?.maximum).toBeLessThanOrEqual(3_000);
  });

  it('had no throttles, and streams that keep up', () => {
    const world = worldWithPast();

    expect(world.metric('web', 'Throttles', NOW_MS - WEEK_MS, NOW_MS)?.sum).toBe(0);
    expect(world.metric('reader', 'IteratorAge', NOW_MS - WEEK_MS, NOW_MS)?.maximum).toBeLessThan(1_000);
    expect(world.metric('web', 'IteratorAge', NOW_MS - WEEK_MS, NOW_MS)).toBeNull();
  });

  it('kept as many environments of the account busy as the functions did', () => {
    const reserving = tinyFunction('own', {
      configuration: { reservedConcurrency: 40 },
      caller: calledPerSecond(50),
      work: { durationMs: steady(400), spread: steady(0.4) },
    });
    const account = { ...tinyAccount([...FUNCTIONS, reserving]), hasPast: true };
    const world = simulatedWorld(account, 1, START_MS);
    const peak = (functionName: string | null, metric: WorldMetric) =>
      world.metric(functionName, metric, NOW_MS - WEEK_MS, NOW_MS)?.maximum ?? Number.NaN;
    const unreserved = peak(null, 'UnreservedConcurrentExecutions');

    expect(unreserved).toBeGreaterThanOrEqual(peak('web', 'ConcurrentExecutions'));
    expect(unreserved).toBeLessThan(peak('web', 'ConcurrentExecutions') + 10);
    expect(peak(null, 'ClaimedAccountConcurrency')).toBe(unreserved + 40);
    expect(peak(null, 'ConcurrentExecutions')).toBeGreaterThan(unreserved + 10);
  });

  it('ran a schedule when it was due', () => {
    const world = worldWithPast();
    const calls = (minute: number) =>
      world.metric('cron', 'Invocations', START_MS - WEEK_MS + minute * MINUTE_MS, NOW_MS)?.sum ?? 0;

    expect([0, 1, 59, 60, 61].map(calls)).toEqual([1, 0, 0, 1, 0]);
  });
});
