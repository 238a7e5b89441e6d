import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import type { WorldMetric } from '../../../src/local/world/world-metric.ts';
import { calledPerSecond, START_MS, stream, tinyAccount, tinyFunction } from './tiny-account.ts';

const HALF_FAILING = { name: 'bug', share: steady(0.5), durationShare: 0.5, ending: 'exception' } as const;

function busyWorld(seed = 3): World {
  return simulatedWorld(
    tinyAccount([
      tinyFunction('web', {
        configuration: { reservedConcurrency: 40, timeoutMs: 10_000 },
        caller: calledPerSecond(30),
        work: { durationMs: steady(1_500), spread: steady(0.9), failures: [HALF_FAILING] },
      }),
      tinyFunction('reader', { caller: stream(200, 4), work: { recordDurationMs: 8 } }),
      tinyFunction('off', { configuration: { reservedConcurrency: 0 } }),
      tinyFunction('async', { configuration: { deadLetterArn: 'arn:aws:sqs:eu-west-1:123456789012:lost' } }),
    ]),
    seed,
    START_MS,
  );
}

const minuteAt = (index: number) => START_MS + index * MINUTE_MS;
const LONG_AFTER_MS = START_MS + 60 * MINUTE_MS;

describe('metrics as published', () => {
  it.each([2, 3, 7, 11])('converge to what happened in minute %i', (index) => {
    const world = busyWorld();
    const truth = world.truth.minute('web', minuteAt(index));
    const of = (metric: WorldMetric) => world.metric('web', metric, minuteAt(index), LONG_AFTER_MS);

    expect(of('Invocations')).toMatchObject({ count: truth.invocations, sum: truth.invocations });
    expect(of('Errors')).toMatchObject({ count: truth.invocations, sum: truth.errors });
    expect(of('Throttles')).toMatchObject({
      count: truth.invocations + truth.throttles,
      sum: truth.throttles,
    });
    expect(of('Duration')?.count).toBe(truth.invocations);
    expect(of('Duration')?.sum).toBeCloseTo(truth.durationSumMs, 6);
    expect(of('Duration')?.quantile(0.95)).toBe(truth.durationP95Ms);
    expect(of('ConcurrentExecutions')?.maximum).toBe(truth.peakConcurrency);
  });

  it('update a minute already shown, and only ever upwards', () => {
    const world = busyWorld();
    const shown = Array.from({ length: 20 }, (_, step) => {
      const nowMs = minuteAt(3) + step * 5_000;
      return world.metric('web', 'Duration', minuteAt(2), nowMs)?.count ?? 0;
    });

    const distinct = new Set(shown.filter((count) => count > 0));

    expect(shown[0]).toBeLessThan(world.truth.minute('web', minuteAt(2)).invocations);
    expect(distinct.size).toBeGreaterThan(3);
    expect(shown).toEqual(shown.toSorted((one, other) => one - other));
    expect(shown.at(-1)).toBe(world.truth.minute('web', minuteAt(2)).invocations);
  });

  it('show every sample within 50 s of the end of the longest invocation, and none within 15 s', () => {
    const world = simulatedWorld(tinyAccount([tinyFunction('quick')]), 1, START_MS);
    const at = (nowMs: number) => world.metric('quick', 'Invocations', minuteAt(1), nowMs)?.sum ?? 0;

    expect(at(minuteAt(1) + 15_000)).toBe(0);
    expect(at(minuteAt(2) + 1_000 + 50_000)).toBe(world.truth.minute('quick', minuteAt(1)).invocations);
  });

  it.each([
    { functionName: 'web', metric: 'IteratorAge', why: 'nothing reads a stream' },
    { functionName: 'web', metric: 'DeadLetterErrors', why: 'there is no dead-letter target' },
    { functionName: 'web', metric: 'ClaimedAccountConcurrency', why: 'it belongs to the account' },
    { functionName: 'off', metric: 'Invocations', why: 'every request was throttled' },
    { functionName: 'off', metric: 'ConcurrentExecutions', why: 'nothing ran' },
    { functionName: 'nobody', metric: 'Invocations', why: 'there is no such function' },
    { functionName: null, metric: 'IteratorAge', why: 'it is only published by function' },
  ] as const)('have no $metric for $functionName, because $why', ({ functionName, metric }) => {
    expect(busyWorld().metric(functionName, metric, minuteAt(2), LONG_AFTER_MS)).toBeNull();
  });

  it.each([
    { functionName: 'reader', metric: 'IteratorAge' },
    { functionName: 'async', metric: 'DeadLetterErrors' },
    { functionName: 'off', metric: 'Throttles' },
  ] as const)('have $metric for $functionName', ({ functionName, metric }) => {
    expect(busyWorld().metric(functionName, metric, minuteAt(2), LONG_AFTER_MS)?.count).toBeGreaterThan(0);
  });

  it.each(['Invocations', 'Errors', 'Throttles', 'Duration'] as const)(
    'of the account are the sum over its functions: %s',
    (metric) => {
      const world = busyWorld();
      const parts = world.functions.map(
        ({ name }) => world.metric(name, metric, minuteAt(4), LONG_AFTER_MS)?.sum ?? 0,
      );

      expect(world.metric(null, metric, minuteAt(4), LONG_AFTER_MS)?.sum).toBeCloseTo(
        parts.reduce((sum, part) => sum + part, 0),
        6,
      );
    },
  );

  it('of the account have percentiles over all functions', () => {
    const world = busyWorld();
    const slowest = world.metric('web', 'Duration', minuteAt(4), LONG_AFTER_MS)?.maximum;

    expect(world.metric(null, 'Duration', minuteAt(4), LONG_AFTER_MS)?.quantile(1)).toBe(slowest);
  });

  it('count reservations as claimed whether they are used or not', () => {
    const world = busyWorld();
    const at = (metric: WorldMetric) => world.metric(null, metric, minuteAt(4), LONG_AFTER_MS)?.maximum ?? 0;

    expect(at('ClaimedAccountConcurrency')).toBe(at('UnreservedConcurrentExecutions') + 40);
    expect(at('ConcurrentExecutions')).toBeLessThan(at('ClaimedAccountConcurrency'));
  });

  it('have the mean concurrency of the in-flight counts', () => {
    const world = simulatedWorld(
      tinyAccount([
        tinyFunction('web', {
          caller: calledPerSecond(50),
          work: { durationMs: steady(2_000), spread: steady(0.3) },
        }),
      ]),
      1,
      START_MS,
    );
    const inFlight = world.truth.inFlight('web', minuteAt(3), minuteAt(4));
    const mean = inFlight.reduce((sum, count) => sum + count, 0) / inFlight.length;

    expect(world.truth.minute('web', minuteAt(3)).meanConcurrency).toBeGreaterThan(mean * 0.97);
    expect(world.truth.minute('web', minuteAt(3)).meanConcurrency).toBeLessThan(mean * 1.03);
  });

  it('drop what is more than four hours old', () => {
    const world = simulatedWorld(tinyAccount([tinyFunction('web')]), 1, START_MS);
    const nowMs = START_MS + 300 * MINUTE_MS;

    expect(world.metric('web', 'Invocations', nowMs - 241 * MINUTE_MS, nowMs)).toBeNull();
    expect(world.metric('web', 'Invocations', nowMs - 240 * MINUTE_MS, nowMs)?.sum).toBe(
      world.truth.minute('web', nowMs - 240 * MINUTE_MS).invocations,
    );
  });
});
