import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { World } from '../../../src/local/world/world.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:10Z');
const NOW0_MS = Date.parse('2026-11-24T03:12:00Z');

const WORLDS = [1, 2, 3].map((seed) => ({
  seed,
  world: createWorld({ seed, nowMs: NOW_MS, cast: 'demo' }),
}));

/** @param minute relative to now. */
function minuteOf(world: World, functionName: string, minute: number) {
  const truth = world.truth.minute(functionName, NOW0_MS + minute * MINUTE_MS);
  const attempts = truth.invocations + truth.throttles;
  return {
    ...truth,
    attemptsPerSecond: attempts / 60,
    throttleShare: truth.throttles / attempts,
    errorShare: truth.errors / truth.invocations,
    averageMs: truth.durationSumMs / truth.invocations,
  };
}

const minutes = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each(WORLDS)('the demo (seed $seed)', ({ world }) => {
  it('has a healthy checkout-api for three hours', () => {
    for (const minute of minutes(-180, -17)) {
      const { throttles, errorShare, averageMs } = minuteOf(world, 'checkout-api', minute);
      expect(throttles).toBe(0);
      expect(errorShare).toBeLessThan(0.01);
      expect(averageMs).toBeGreaterThan(950);
      expect(averageMs).toBeLessThan(1_250);
    }
  });

  it('then makes checkout-api slow while its attempts stay flat', () => {
    for (const minute of minutes(-180, 0)) {
      expect(minuteOf(world, 'checkout-api', minute).attemptsPerSecond).toBeGreaterThan(42);
      expect(minuteOf(world, 'checkout-api', minute).attemptsPerSecond).toBeLessThan(52);
    }
    expect(minuteOf(world, 'checkout-api', -17).averageMs).toBeGreaterThan(1_700);
    for (const minute of minutes(-13, 0)) {
      const { averageMs, durationP95Ms, errorShare } = minuteOf(world, 'checkout-api', minute);
      expect(averageMs).toBeGreaterThan(4_300);
      expect(averageMs).toBeLessThan(5_000);
      expect(durationP95Ms).toBe(10_000);
      expect(errorShare).toBeGreaterThan(0.06);
      expect(errorShare).toBeLessThan(0.13);
    }
  });

  it('throttles checkout-api in every minute since its reserved 200 were used up', () => {
    const throttled = minutes(-180, 0).filter(
      (minute) => minuteOf(world, 'checkout-api', minute).throttles > 0,
    );
    const shares = minutes(-14, 0).map((minute) => minuteOf(world, 'checkout-api', minute).throttleShare);

    expect([-15, -14]).toContain(throttled[0]);
    expect(throttled).toEqual(minutes(throttled[0] ?? 0, 0));
    expect(Math.min(...shares)).toBeGreaterThan(0.03);
    expect(Math.max(...shares)).toBeLessThan(0.2);
    expect(mean(shares)).toBeGreaterThan(0.08);
    expect(mean(shares)).toBeLessThan(0.13);
  });

  it('never runs more than 200 of checkout-api', () => {
    const inFlight = world.truth.inFlight('checkout-api', NOW0_MS - 15 * MINUTE_MS, NOW0_MS);

    expect(Math.max(...inFlight)).toBe(200);
  });

  it('deployed version 119 of checkout-api half an hour ago', () => {
    const streams = world.log('checkout-api')?.streams(NOW_MS) ?? [];
    const first = streams.find(({ name }) => name.includes('[119]'));

    expect(first?.firstEventMs).toBeGreaterThanOrEqual(NOW0_MS - 31 * MINUTE_MS);
    expect(first?.firstEventMs).toBeLessThan(NOW0_MS - 30 * MINUTE_MS);
    expect(
      streams
        .filter(({ name }) => name.includes('[118]'))
        .every(({ createdMs }) => createdMs < NOW0_MS - 31 * MINUTE_MS),
    ).toBe(true);
  });

  it('has payments.internal in the log of checkout-api', () => {
    const events = world.log('checkout-api')?.read({
      startMs: NOW_MS - 60_000,
      endMs: NOW_MS,
      nowMs: NOW_MS,
      after: null,
      limit: 10_000,
      streams: null,
    });
    const lines = (events ?? []).map(({ message }) => JSON.parse(message));

    expect(lines.some(({ code }) => code === 'SLOW_UPSTREAM')).toBe(true);
    expect(lines.some(({ type, record }) => type === 'platform.report' && record.status === 'timeout')).toBe(
      true,
    );
    expect((events ?? []).some(({ message }) => message.includes('Task timed out'))).toBe(false);
  });

  it('makes order-stream-consumer fall behind by most of a minute each minute', () => {
    const age = (minute: number) =>
      world.metric('order-stream-consumer', 'IteratorAge', NOW0_MS + minute * MINUTE_MS, NOW_MS)?.maximum ??
      0;

    expect(Math.max(...minutes(-180, -13).map(age))).toBeLessThan(2_000);
    expect(age(-2) / MINUTE_MS).toBeGreaterThan(6);
    expect(age(-2) / MINUTE_MS).toBeLessThan(9);
    expect((age(-2) - age(-7)) / 5 / MINUTE_MS).toBeGreaterThan(0.65);
    expect((age(-2) - age(-7)) / 5 / MINUTE_MS).toBeLessThan(0.9);
    expect(minuteOf(world, 'order-stream-consumer', -3).peakConcurrency).toBe(10);
    expect(minuteOf(world, 'order-stream-consumer', -3).meanConcurrency).toBeGreaterThan(9.5);
    expect(minuteOf(world, 'order-stream-consumer', -60).meanConcurrency).toBeCloseTo(5.5, 0);
  });

  it('grows image-resize to about 270 environments, still not throttled', () => {
    const busy = (minute: number) => minuteOf(world, 'image-resize', minute).meanConcurrency;

    expect(busy(-60)).toBeLessThan(25);
    expect(busy(-1)).toBeGreaterThan(235);
    expect(busy(-1)).toBeLessThan(300);
    expect((busy(-1) - busy(-11)) / 10).toBeGreaterThan(22);
    expect((busy(-1) - busy(-11)) / 10).toBeLessThan(26);
    expect(minuteOf(world, 'image-resize', -1).throttles).toBe(0);
  });

  it('keeps geo-lookup and user-profile healthy and report-nightly idle', () => {
    for (const minute of [-180, -90, -20, -1]) {
      expect(minuteOf(world, 'geo-lookup', minute).throttles).toBe(0);
      expect(minuteOf(world, 'geo-lookup', minute).errorShare).toBeLessThan(0.002);
      expect(minuteOf(world, 'user-profile', minute).throttles).toBe(0);
      expect(minuteOf(world, 'report-nightly', minute).invocations).toBe(0);
    }
  });

  it('reserves 235 of the account’s 1,000', () => {
    const reserved = world.functions.map(({ reservedConcurrency }) => reservedConcurrency ?? 0);

    expect(reserved.reduce((sum, each) => sum + each, 0)).toBe(235);
    expect(world.account.concurrencyLimit).toBe(1_000);
  });
});

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
