import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import type { SyncCallerModel } from '../../../src/local/world/function-model.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import { START_MS, tinyAccount, tinyFunction } from './tiny-account.ts';

const CALLED: SyncCallerModel = { kind: 'sync', requestsPerSecond: steady(10) };

interface RetryCase {
  readonly case: string;
  readonly retries?: SyncCallerModel['retries'];
  readonly failureShare: number;
  readonly reserved: number;
  /** As a multiple of the requests that clients wanted answered. */
  readonly attempts: number;
}

const CASES: readonly RetryCase[] = [
  { case: 'clients do not retry by default', failureShare: 1, reserved: 50, attempts: 1 },
  {
    case: 'a failed call is retried',
    retries: { most: 3, pauseMs: 200 },
    failureShare: 1,
    reserved: 50,
    attempts: 4,
  },
  {
    case: 'a successful call is not retried',
    retries: { most: 3, pauseMs: 200 },
    failureShare: 0,
    reserved: 50,
    attempts: 1,
  },
  {
    case: 'a throttled client retries',
    retries: { most: 2, pauseMs: 200 },
    failureShare: 0,
    reserved: 0,
    attempts: 3,
  },
];

it.each(CASES)('$case: $attempts times as many attempts', ({ retries, failureShare, reserved, attempts }) => {
  const client = tinyFunction('client', {
    configuration: { reservedConcurrency: reserved },
    caller: { ...CALLED, ...(retries === undefined ? {} : { retries }) },
    work: {
      failures: [{ name: 'broken', share: steady(failureShare), durationShare: 1, ending: 'exception' }],
    },
  });
  const world = simulatedWorld(tinyAccount([client]), 1, START_MS);

  const { invocations, throttles } = world.truth.minute('client', START_MS + MINUTE_MS);

  const wanted = 600;
  expect((invocations + throttles) / wanted / attempts).toBeGreaterThan(0.85);
  expect((invocations + throttles) / wanted / attempts).toBeLessThan(1.15);
});
