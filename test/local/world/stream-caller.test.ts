import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ramp, steady } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { START_MS, stream, type TinyFunction, tinyAccount, tinyFunction } from './tiny-account.ts';

function reader(overrides: TinyFunction): World {
  return simulatedWorld(tinyAccount([tinyFunction('reader', overrides)]), 1, START_MS);
}

function iteratorAgeMs(world: World, minute: number): number {
  const minuteMs = START_MS + minute * MINUTE_MS;
  return world.metric('reader', 'IteratorAge', minuteMs, minuteMs + 30 * MINUTE_MS)?.maximum ?? Number.NaN;
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

  it('keeps up while it is faster than the producer', () => {
    const world = reader({ caller: stream(200, 4), work: { durationMs: steady(50), recordDurationMs: 8 } });

    expect(iteratorAgeMs(world, 10)).toBeLessThan(2_000);
  });

  it('falls behind while the producer is faster, and catches up afterwards', () => {
    const start = START_MS / MINUTE_MS;
    const producer = ramp([
      [start + 2, 100],
      [start + 2.01, 400],
      [start + 6, 400],
      [start + 6.01, 100],
    ]);
    const caller = { ...stream(0, 4), recordsPerSecond: producer } as ReturnType<typeof stream>;
    const world = reader({ caller, work: { durationMs: steady(2_000) } });

    expect(iteratorAgeMs(world, 1)).toBeLessThan(3_000);
    expect(iteratorAgeMs(world, 4)).toBeGreaterThan(50_000);
    expect(iteratorAgeMs(world, 5)).toBeGreaterThan(iteratorAgeMs(world, 4));
    expect(iteratorAgeMs(world, 25)).toBeLessThan(3_000);
  });

  it('is blocked by a batch that keeps failing', () => {
    const poison = { name: 'poison', share: steady(1), durationShare: 1, ending: 'exception' } as const;
    const world = reader({ caller: stream(100, 2), work: { failures: [poison] } });

    expect(iteratorAgeMs(world, 9)).toBeGreaterThan(0);
    expect(world.truth.minute('reader', START_MS + 9 * MINUTE_MS).errors).toBeGreaterThan(0);
    const first = world.log('reader')?.streams(START_MS + 10 * MINUTE_MS);
    expect(first?.length).toBe(2);
  });

  it('backs off while it is throttled', () => {
    const world = reader({ caller: stream(100, 2), configuration: { reservedConcurrency: 0 } });
    const { throttles, invocations } = world.truth.minute('reader', START_MS + 5 * MINUTE_MS);

    expect(invocations).toBe(0);
    expect(throttles).toBeGreaterThan(0);
    expect(throttles).toBeLessThanOrEqual(2 * 3);
  });
});
