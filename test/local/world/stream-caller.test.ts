import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { START_MS, stream, type TinyFunction, tinyAccount, tinyFunction } from './tiny-account.ts';

function reader(overrides: TinyFunction): World {
  return simulatedWorld(tinyAccount([tinyFunction('reader', overrides)]), 1, START_MS);
}

describe('a function that reads a stream', () => {
  it.each([
    { shards: 4, factor: 1 },
    { shards: 2, factor: 3 },
  ])('runs on $shards shards × $factor at most', ({ shards, factor }) => {
    const world = reader({ caller: stream(10_000, shards, factor), work: { durationMs: steady(2_000) } });
    const inFlight = world.truth.inFlight('reader', START_MS, START_MS + 5 * MINUTE_MS);

    expect(Math.max(...inFlight)).toBe(shards * factor);
  });

  it('backs off while it is throttled', () => {
    const world = reader({ caller: stream(100, 2), configuration: { reservedConcurrency: 0 } });
    const { throttles, invocations } = world.truth.minute('reader', START_MS + 5 * MINUTE_MS);

    expect(invocations).toBe(0);
    expect(throttles).toBeGreaterThan(0);
    expect(throttles).toBeLessThanOrEqual(2 * 3);
  });
});
