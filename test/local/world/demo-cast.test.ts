import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { World } from '../../../src/local/world/world.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:10Z');
const NOW0_MS = Date.parse('2026-11-24T03:12:00Z');

/** @param minute relative to now. */
function minuteOf(world: World, functionName: string, minute: number) {
  const truth = world.truth.minute(functionName, NOW0_MS + minute * MINUTE_MS);
  return { ...truth, throttleShare: truth.throttles / (truth.invocations + truth.throttles) };
}

const minutes = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe('the demo, watched for hours', () => {
  const world = createWorld({ seed: 4, nowMs: NOW_MS, cast: 'demo' });

  it('fills the pool in 14 to 20 min, throttles everyone in it, and lets it drain again', () => {
    const throttled = minutes(0, 70).filter((minute) => minuteOf(world, 'geo-lookup', minute).throttles > 10);
    const reasons = minuteOf(world, 'geo-lookup', 35).throttleReasons;

    expect(throttled[0]).toBeGreaterThanOrEqual(14);
    expect(throttled[0]).toBeLessThanOrEqual(20);
    expect(Object.keys(reasons)).toEqual(['ConcurrentInvocationLimitExceeded']);
    expect(minuteOf(world, 'image-resize', 65).meanConcurrency).toBeLessThan(30);
    expect(minuteOf(world, 'geo-lookup', 65).throttles).toBe(0);
  });

  it('recovers, and repeats its incidents four hours later', () => {
    expect(minuteOf(world, 'checkout-api', 90).throttles).toBe(0);
    expect(minuteOf(world, 'checkout-api', 240 - 3).throttleShare).toBeGreaterThan(0.03);
  });
});
