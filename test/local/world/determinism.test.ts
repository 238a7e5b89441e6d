import { describe, expect, it } from 'vitest';
import { type EpochMs, MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { steady } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { asRead, calledPerSecond, START_MS, stream, tinyAccount, tinyFunction } from './tiny-account.ts';

const FUNCTIONS = [
  tinyFunction('web', {
    caller: calledPerSecond(30),
    work: { durationMs: steady(400), spread: steady(0.6) },
  }),
  tinyFunction('reader', {
    caller: stream(200, 4),
    work: { durationMs: steady(50), recordDurationMs: 8, spread: steady(0.2) },
  }),
  tinyFunction('alone', {
    configuration: { reservedConcurrency: 5 },
    work: { durationMs: steady(350), spread: steady(0.6) },
  }),
];
const NAMES = FUNCTIONS.map(({ configuration }) => configuration.name);
const OF_ACCOUNT = [
  'Invocations',
  'ConcurrentExecutions',
  'UnreservedConcurrentExecutions',
  'ClaimedAccountConcurrency',
] as const;

/** All that can be read at `nowMs` about the last four minutes. */
function seen(world: World, functionName: string, nowMs: EpochMs): object {
  const minutes = [-4, -3, -2, -1, 0].map(
    (ago) => Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + ago * MINUTE_MS,
  );
  const metrics = ['Invocations', 'Errors', 'Throttles', 'Duration', 'ConcurrentExecutions'] as const;
  return {
    metrics: metrics.flatMap((metric) =>
      minutes.map((minuteMs) => {
        const found = world.metric(functionName, metric, minuteMs, nowMs);
        return found === null ? null : [found.count, found.sum, found.maximum, found.quantile(0.95)];
      }),
    ),
    log: asRead(
      world.log(functionName)?.read({
        startMs: nowMs - 2 * MINUTE_MS,
        endMs: nowMs,
        nowMs,
        after: null,
        limit: 5_000,
        streams: null,
      }) ?? [],
    ),
    streams: world.log(functionName)?.streams(nowMs),
    inFlight: world.truth.inFlight(functionName, nowMs - MINUTE_MS, nowMs),
  };
}

describe('a world', () => {
  it('is different for another seed', () => {
    const nowMs = START_MS + 8 * MINUTE_MS;
    const one = simulatedWorld(tinyAccount(FUNCTIONS), 7, START_MS);
    const other = simulatedWorld(tinyAccount(FUNCTIONS), 8, START_MS);

    expect(seen(one, 'web', nowMs)).not.toEqual(seen(other, 'web', nowMs));
  });

  it.each(NAMES)('does not depend on how often it is read (%s)', (name) => {
    const nowMs = START_MS + 8 * MINUTE_MS;
    const atOnce = simulatedWorld(tinyAccount(FUNCTIONS), 7, START_MS);
    const inSteps = simulatedWorld(tinyAccount(FUNCTIONS), 7, START_MS);
    for (let stepMs = START_MS; stepMs < nowMs; stepMs += 7_919.5) {
      inSteps.advanceTo(stepMs);
      seen(inSteps, name, stepMs);
    }

    expect(seen(inSteps, name, nowMs)).toEqual(seen(atOnce, name, nowMs));
  });

  it('does not depend on which function is read first', () => {
    const nowMs = START_MS + 8 * MINUTE_MS;
    const asked = (names: readonly string[]) => {
      const world = simulatedWorld(tinyAccount(FUNCTIONS), 7, START_MS);
      const found = new Map(names.map((name) => [name, seen(world, name, nowMs)]));
      return NAMES.map((name) => found.get(name));
    };

    expect(asked(NAMES.toReversed())).toEqual(asked(NAMES));
  });

  it.each(OF_ACCOUNT)('returns the %s of the account even if nothing else is read', (metric) => {
    const nowMs = START_MS + 8 * MINUTE_MS;
    const untouched = simulatedWorld(tinyAccount(FUNCTIONS), 7, START_MS);
    const advanced = simulatedWorld(tinyAccount(FUNCTIONS), 7, START_MS);
    advanced.advanceTo(nowMs);
    const of = (world: World) => world.metric(null, metric, START_MS + 5 * MINUTE_MS, nowMs);

    expect(of(untouched)?.count).toBeGreaterThan(0);
    expect({ ...of(untouched), quantile: null }).toEqual({ ...of(advanced), quantile: null });
  });

  it.each(NAMES)('shows the past as it was seen at that time (%s)', (name) => {
    const thenMs = START_MS + 5 * MINUTE_MS + 20_500;
    const world = simulatedWorld(tinyAccount(FUNCTIONS), 7, START_MS);
    const then = seen(world, name, thenMs) as { readonly metrics: object; readonly log: object };
    world.advanceTo(thenMs + 20 * MINUTE_MS);
    const later = seen(world, name, thenMs) as { readonly metrics: object; readonly log: object };

    expect(later.metrics).toEqual(then.metrics);
    expect(later.log).toEqual(then.log);
  });

  it('leaves the arrivals of other functions unchanged when one is added', () => {
    const nowMs = START_MS + 8 * MINUTE_MS;
    const small = simulatedWorld(tinyAccount(FUNCTIONS), 7, START_MS);
    const large = simulatedWorld(tinyAccount([tinyFunction('new'), ...FUNCTIONS]), 7, START_MS);

    expect(seen(large, 'web', nowMs)).toEqual(seen(small, 'web', nowMs));
  });

  it('without a cast is an empty account', () => {
    const world = createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' });

    expect(world.functions).toEqual([]);
    expect(world.account.concurrencyLimit).toBe(1_000);
    expect(world.metric(null, 'Invocations', START_MS - MINUTE_MS, START_MS)).toBeNull();
    expect(world.log('checkout-api')).toBeNull();
  });
});
