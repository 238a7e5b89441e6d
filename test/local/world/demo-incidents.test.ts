import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import type { QueueMetric, WorldMetric } from '../../../src/local/world/world-metric.ts';
import { loggedWithin } from './tiny-account.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:10Z');
const NOW0_MS = Date.parse('2026-11-24T03:12:00Z');
const WEEK_MINUTES = 7 * 24 * 60;

const WORLDS = [1, 2].map((seed) => ({
  seed,
  world: createWorld({ seed, nowMs: NOW_MS, cast: 'demo' }),
}));

/** Minutes are relative to now; the end is exclusive. */
const minutes = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function truthOf(world: World, functionName: string, from: number, to: number, version?: string) {
  const truths = minutes(from, to).map((minute) =>
    world.truth.minute(functionName, NOW0_MS + minute * MINUTE_MS, version),
  );
  const invocations = sum(truths.map((truth) => truth.invocations));
  return {
    perSecond: invocations / (to - from) / 60,
    errorShare: sum(truths.map(({ errors }) => errors)) / invocations,
    throttles: sum(truths.map(({ throttles }) => throttles)),
    averageMs: sum(truths.map(({ durationSumMs }) => durationSumMs)) / invocations,
    reasons: new Set(truths.flatMap(({ throttleReasons }) => Object.keys(throttleReasons))),
    peak: Math.max(...truths.map(({ peakConcurrency }) => peakConcurrency)),
  };
}

function metricSum(
  world: World,
  functionName: string,
  metric: WorldMetric,
  from: number,
  to: number,
): number {
  return sum(
    minutes(from, to).map(
      (minute) => world.metric(functionName, metric, NOW0_MS + minute * MINUTE_MS, NOW_MS)?.sum ?? 0,
    ),
  );
}

const queued = (world: World, name: string, metric: QueueMetric, minute: number) =>
  world.queueMetric(name, metric, NOW0_MS + minute * MINUTE_MS, NOW_MS)?.sum ?? Number.NaN;

describe.each(WORLDS)('the cast of the demo (seed $seed)', ({ world }) => {
  it('has ledger-stream try one batch of one shard about 63 times', () => {
    const failures = loggedWithin(world, 'ledger-stream', NOW0_MS - 180 * MINUTE_MS, NOW0_MS)
      .map(({ message }) => /starts at (\d+)/.exec(message)?.[1])
      .filter((sequenceNumber) => sequenceNumber !== undefined);
    const age = (minute: number) =>
      world.metric('ledger-stream', 'IteratorAge', NOW0_MS + minute * MINUTE_MS, NOW_MS);

    expect(failures.length).toBeGreaterThan(57);
    expect(failures.length).toBeLessThan(70);
    expect(new Set(failures).size).toBe(1);
    expect((age(-3)?.maximum ?? 0) / MINUTE_MS).toBeCloseTo(19, 0);
    expect(age(-3)?.quantile(0.5)).toBeLessThan(1_000);
    expect(age(-22)?.maximum).toBeLessThan(1_000);
  });

  it('has email-dispatch lose events that failed three times, since twenty minutes ago', () => {
    expect(truthOf(world, 'email-dispatch', -60, 0).perSecond).toBeCloseTo(2.1, 1);
    expect(truthOf(world, 'email-dispatch', -60, 0).errorShare).toBeGreaterThan(0.034);
    expect(truthOf(world, 'email-dispatch', -60, 0).errorShare).toBeLessThan(0.042);
    expect(metricSum(world, 'email-dispatch', 'DeadLetterErrors', -180, -20)).toBe(0);
    expect(metricSum(world, 'email-dispatch', 'DeadLetterErrors', -7, -2)).toBeGreaterThanOrEqual(5);
    expect(metricSum(world, 'email-dispatch', 'DeadLetterErrors', -7, -2)).toBeLessThanOrEqual(9);
    expect(metricSum(world, 'email-dispatch', 'AsyncEventsDropped', -180, -20)).toBeGreaterThan(150);
    expect(world.truth.lostEvents('email-dispatch', NOW0_MS - 180 * MINUTE_MS, NOW0_MS)).toBe(
      world.truth.lostEvents('email-dispatch', NOW0_MS - 20 * MINUTE_MS, NOW0_MS),
    );
  });

  it('has invoice-pdf run out of memory every 83rd time or so', () => {
    const { perSecond, errorShare, averageMs } = truthOf(world, 'invoice-pdf', -180, 0);
    const killed = loggedWithin(world, 'invoice-pdf', NOW0_MS - 60 * MINUTE_MS, NOW0_MS).filter(
      ({ message }) => message.includes('Runtime.OutOfMemory'),
    );

    expect(perSecond).toBeCloseTo(0.9, 1);
    expect(errorShare).toBeGreaterThan(0.008);
    expect(errorShare).toBeLessThan(0.016);
    expect(averageMs).toBeGreaterThan(7_500);
    expect(killed.length).toBeGreaterThan(15);
  });

  it('brings auth-token within a tenth of its 350 requests a second', () => {
    const quiet = truthOf(world, 'auth-token', -11, 0);
    const threeHours = truthOf(world, 'auth-token', -180, 0);

    expect(quiet.perSecond / 350).toBeCloseTo(0.89, 1);
    expect(quiet.throttles).toBe(0);
    expect(threeHours.throttles).toBeGreaterThan(0);
    expect(threeHours.throttles).toBeLessThan(500);
    expect([...threeHours.reasons]).toEqual(['ReservedFunctionInvocationRateLimitExceeded']);
    expect(quiet.peak).toBeLessThan(35);
  });

  it('makes the canary of cart-api fail almost a third of a tenth of the requests', () => {
    expect(truthOf(world, 'cart-api', -180, -33).errorShare).toBeLessThan(0.002);
    expect(truthOf(world, 'cart-api', -33, 0).errorShare).toBeGreaterThan(0.027);
    expect(truthOf(world, 'cart-api', -33, 0).errorShare).toBeLessThan(0.036);
    expect(truthOf(world, 'cart-api', -33, 0, '42').errorShare).toBeCloseTo(0.31, 1);
    expect(truthOf(world, 'cart-api', -33, 0, '41').errorShare).toBeLessThan(0.002);
    expect(world.aliases('cart-api', NOW_MS)).toEqual([
      { name: 'live', version: '41', additionalWeights: { '42': 0.1 } },
    ]);
  });

  it('fills the redrive queue of inventory-sync, whose own errors stay zero', () => {
    const depth = (minute: number) =>
      queued(world, 'inventory-redrive', 'ApproximateNumberOfMessagesVisible', minute);

    expect(depth(-30)).toBe(0);
    expect((depth(-3) - depth(-13)) / 10).toBeCloseTo(4, 0);
    expect(truthOf(world, 'inventory-sync', -60, 0).errorShare).toBe(0);
    expect(truthOf(world, 'inventory-sync', -60, 0).perSecond).toBeGreaterThan(3.4);
    expect(queued(world, 'inventory', 'ApproximateNumberOfMessagesVisible', -3)).toBeLessThan(20);
  });

  it('makes legacy-export fail one request in twenty, today as a week ago', () => {
    const today = truthOf(world, 'legacy-export', -60, 0);
    const weekAgo = [-WEEK_MINUTES - 60, -WEEK_MINUTES] as const;
    const before =
      metricSum(world, 'legacy-export', 'Errors', ...weekAgo) /
      metricSum(world, 'legacy-export', 'Invocations', ...weekAgo);

    expect(today.errorShare).toBeCloseTo(0.05, 1);
    expect(before).toBeCloseTo(today.errorShare, 1);
  });

  it('makes invoice-pdf run out of memory since it was deployed two days ago, and not before', () => {
    const errorsOf = (hoursAgo: number) =>
      metricSum(world, 'invoice-pdf', 'Errors', -60 * hoursAgo, -60 * (hoursAgo - 6));

    expect(errorsOf(24)).toBeGreaterThan(60);
    expect(errorsOf(96)).toBe(0);
  });

  it.each(['search-index', 'webhook-in', 'user-profile'])('keeps %s healthy', (name) => {
    const { errorShare, throttles } = truthOf(world, name, -60, 0);

    expect(errorShare).toBeLessThan(0.005);
    expect(throttles).toBe(0);
  });

  it.each(['thumbnail-cron', 'report-nightly'])('leaves %s idle', (name) => {
    expect(truthOf(world, name, -180, 0).perSecond).toBe(0);
  });

  it('has one alarm raised, for checkout-api, since its throttles began', () => {
    const [raised, ...others] = world.alarms(NOW_MS).filter(({ state }) => state === 'ALARM');

    expect(others).toEqual([]);
    expect(raised?.alarm.functionName).toBe('checkout-api');
    expect((NOW0_MS - (raised?.sinceMs ?? 0)) / MINUTE_MS).toBeGreaterThan(8);
    expect((NOW0_MS - (raised?.sinceMs ?? 0)) / MINUTE_MS).toBeLessThan(15);
  });

  it('has an incident for each troubled function', () => {
    expect(new Set(world.truth.incidents.map(({ functionName }) => functionName))).toEqual(
      new Set([
        'checkout-api',
        'order-stream-consumer',
        'ledger-stream',
        'image-resize',
        'email-dispatch',
        'invoice-pdf',
        'cart-api',
        'inventory-sync',
        'legacy-export',
      ]),
    );
  });
});
