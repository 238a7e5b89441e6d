import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { steady } from '../../../../src/local/world/curve.ts';
import type { FunctionModel } from '../../../../src/local/world/function-model.ts';
import { simulatedWorld } from '../../../../src/local/world/simulated-world.ts';
import type { ThrottleReason } from '../../../../src/local/world/world-truth.ts';
import { calledPerSecond, START_MS, tinyAccount, tinyFunction } from '../tiny-account.ts';

const seconds = (count: number) => ({ durationMs: steady(count * 1_000) });
const reserved = (reservedConcurrency: number) => ({ reservedConcurrency, timeoutMs: 900_000 });

interface AdmissionCase {
  readonly rule: string;
  readonly functions: readonly FunctionModel[];
  readonly concurrencyLimit: number;
  readonly reason: ThrottleReason;
}

const CASES: readonly AdmissionCase[] = [
  {
    rule: 'a function with nothing reserved for it is switched off',
    functions: [tinyFunction('victim', { configuration: reserved(0) })],
    concurrencyLimit: 1_000,
    reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  },
  {
    rule: 'a function may not run more than its reserved concurrency at once',
    functions: [tinyFunction('victim', { configuration: reserved(5), work: seconds(2) })],
    concurrencyLimit: 1_000,
    reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  },
  {
    rule: 'a function without reserved concurrency finds the pool eaten by another',
    functions: [
      tinyFunction('victim'),
      tinyFunction('eater', { caller: calledPerSecond(100), work: seconds(2) }),
      tinyFunction('reserver', { configuration: reserved(60) }),
    ],
    concurrencyLimit: 100,
    reason: 'ConcurrentInvocationLimitExceeded',
  },
  {
    rule: 'a function with reserved concurrency gets ten times as many requests a second',
    functions: [
      tinyFunction('victim', {
        configuration: reserved(10),
        caller: calledPerSecond(140),
        work: { durationMs: steady(2), initMs: 1 },
      }),
    ],
    concurrencyLimit: 1_000,
    reason: 'ReservedFunctionInvocationRateLimitExceeded',
  },
  {
    rule: 'the pool gets ten times as many requests a second as it has concurrency',
    functions: [
      tinyFunction('victim', { caller: calledPerSecond(140), work: { durationMs: steady(2), initMs: 1 } }),
      tinyFunction('reserver', { configuration: reserved(90) }),
    ],
    concurrencyLimit: 100,
    reason: 'FunctionInvocationRateLimitExceeded',
  },
  {
    rule: 'a function starts no more than a thousand environments in ten seconds',
    functions: [
      tinyFunction('victim', {
        configuration: { timeoutMs: 900_000 },
        caller: calledPerSecond(600),
        work: seconds(30),
      }),
    ],
    concurrencyLimit: 50_000,
    reason: 'FunctionScalingRateLimitExceeded',
  },
  {
    rule: 'reserved concurrency is asked before the request rate',
    functions: [
      tinyFunction('victim', { configuration: reserved(1), caller: calledPerSecond(50), work: seconds(2) }),
    ],
    concurrencyLimit: 1_000,
    reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  },
  {
    rule: 'the pool is asked before the scaling rate',
    functions: [
      tinyFunction('victim', {
        configuration: { timeoutMs: 900_000 },
        caller: calledPerSecond(2_000),
        work: seconds(90),
      }),
    ],
    concurrencyLimit: 900,
    reason: 'ConcurrentInvocationLimitExceeded',
  },
];

describe('admission', () => {
  it.each(CASES)('$rule: $reason', ({ functions, concurrencyLimit, reason }) => {
    const world = simulatedWorld(tinyAccount(functions, concurrencyLimit), 1, START_MS);

    const { throttles, throttleReasons } = world.truth.minute('victim', START_MS);

    expect(throttles).toBeGreaterThan(0);
    expect(throttleReasons).toEqual({ [reason]: throttles });
  });

  it.each([
    { seed: 1, durationMs: 900, timeoutMs: 4_000 },
    { seed: 3, durationMs: 100_000, timeoutMs: 900_000 },
  ])(
    'never runs more at once than reserved ($durationMs ms, seed $seed)',
    ({ seed, durationMs, timeoutMs }) => {
      const model = tinyFunction('busy', {
        configuration: { reservedConcurrency: 20, timeoutMs },
        caller: calledPerSecond(40),
        work: { durationMs: steady(durationMs), spread: steady(0.8) },
      });
      const world = simulatedWorld(tinyAccount([model]), seed, START_MS);

      const inFlight = world.truth.inFlight('busy', START_MS, START_MS + 10 * MINUTE_MS);

      expect(Math.max(...inFlight)).toBe(20);
      expect(world.truth.minute('busy', START_MS + 3 * MINUTE_MS).peakConcurrency).toBe(20);
    },
  );

  it('refills the scaling rate steadily', () => {
    const model = tinyFunction('growing', {
      configuration: { timeoutMs: 900_000 },
      caller: calledPerSecond(600),
      work: { durationMs: steady(600_000), initMs: 1 },
    });
    const world = simulatedWorld(tinyAccount([model], 100_000), 1, START_MS);

    const inFlight = world.truth.inFlight('growing', START_MS, START_MS + 20_000);

    expect(inFlight[9]).toBeGreaterThan(1_950);
    expect(inFlight[9]).toBeLessThanOrEqual(2_000);
    expect((inFlight[19] ?? 0) - (inFlight[9] ?? 0)).toBeCloseTo(1_000, -1);
  });
});
