import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareOfLimit, type TimeToLimit } from '../../src/capacity/assessment.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { headroomOf } from '../../src/monitor/headroom/headroom.ts';
import { verdictSentences } from '../../src/print/fleet/verdict-words.ts';
import { plainLine } from '../../src/terminal/drawing/draw-line.ts';
import { causesOfOne } from '../../src/triage/cause/causes-of-one.ts';
import { TOLD_IN_UTC } from '../../src/triage/sentence/time-words.ts';
import { type DemoFleet, demoFleet } from '../monitor/fleet/demo-fleet.ts';
import { answerNow } from '../print/headroom/answer-now.ts';

/** Three minutes apart; the pool is full after the sixth. */
const MOMENTS = 7;
const MOMENTS_BEFORE_FULL = 5;

let fleet: DemoFleet;

beforeAll(async () => {
  fleet = await demoFleet();
});
afterAll(() => fleet.close());

const answerOf = (name: string) => answerNow(fleet.status(name));
const headroom = (name: string) => headroomOf(fleet.status(name), fleet.monitor.getSnapshot());
/** The true reasons of throttled calls in the judged minutes. */
const reasonsOf = (name: string) => {
  const endMs = fleet.status(name).minuteMs! + MINUTE_MS;
  const throttled = fleet.world.truth.throttled(name, endMs - 5 * MINUTE_MS, endMs);
  return new Set(throttled.map(({ reason }) => reason));
};

/** Requests per second in the status's minute, including throttled ones, as a share of the limit. */
const usedByTruth = (name: string, limit: number) => {
  const { invocations, throttles } = fleet.world.truth.minute(name, fleet.status(name).minuteMs!);
  return (invocations + throttles) / 60 / limit;
};

// The moments build on each other: each continues where the previous one stopped.
describe('the headroom of the demo', () => {
  it('names the reserved limit that throttles checkout-api, like the world', () => {
    expect(answerOf('checkout-api')).toMatch(/^Turning calls away since .* reserved concurrency of 200;/);
    expect(headroom('checkout-api').cause?.cause).toBe('reserved');
    expect(reasonsOf('checkout-api')).toEqual(new Set(['ReservedFunctionConcurrentInvocationLimitExceeded']));
  });

  it('shows the demand of checkout-api, which is what it would keep busy', () => {
    const status = fleet.status('checkout-api');
    const truth = fleet.world.truth.minute('checkout-api', status.minuteMs!);
    const wanted = truth.meanConcurrency * (1 + truth.throttles / truth.invocations);
    expect(status.assessment.demand! / wanted).toBeCloseTo(1, 1);
  });

  it('names the request rate of auth-token before it throttles', () => {
    expect(answerOf('auth-token')).toMatch(
      /of its request limit of 350\/s \(10 for each of its reserved 35\)/,
    );
    const { minuteMs } = fleet.status('auth-token');
    const told = fleet.world.truth.throttled(
      'auth-token',
      minuteMs! - 120 * MINUTE_MS,
      minuteMs! + MINUTE_MS,
    );
    expect(new Set(told.map(({ reason }) => reason))).toEqual(
      new Set(['ReservedFunctionInvocationRateLimitExceeded']),
    );
  });

  it('names the shards that limit order-stream-consumer, all of them busy to the second', () => {
    expect(answerOf('order-stream-consumer')).toMatch(/^All 10 shard workers are busy: records wait/);
    const { minuteMs } = fleet.status('order-stream-consumer');
    const inFlight = fleet.world.truth.inFlight('order-stream-consumer', minuteMs!, minuteMs! + MINUTE_MS);
    expect(Math.max(...inFlight)).toBe(10);
    const source = headroom('order-stream-consumer').limits.find(({ name }) => name === 'source');
    expect(source).toMatchObject({ value: 10, binds: true });
  });

  it('names for every limit the API that reported it, and when', () => {
    const nowMs = fleet.clock.now();
    for (const { name, value, from, asOfMs } of headroom('checkout-api').limits) {
      expect(from, name).not.toBe('');
      if (name === 'reserved' || name === 'requestRate') {
        expect(typeof value, name).toBe('number');
        expect(nowMs - asOfMs!, name).toBeLessThan(5 * MINUTE_MS);
      }
    }
  });

  it('names the same limits for half an hour, and forecasts all along when image-resize will have filled the account pool', async () => {
    expect(headroom('image-resize').poolUsers[0]?.functionName).toBe('image-resize');
    const foreseen: { readonly atMs: number; readonly eta: TimeToLimit }[] = [];
    while (foreseen.length < MOMENTS) {
      const { assessment, isRead } = fleet.status('image-resize');
      expect(isRead).toBe(true);
      expect(assessment.limit.kind).toBe('account');
      if (foreseen.length < MOMENTS_BEFORE_FULL)
        expect(answerOf('image-resize')).toMatch(
          /^The account pool of 765 is met (in ~\d+ min \(\d+ to \d+\)|within \d+ min)/,
        );
      foreseen.push({ atMs: fleet.monitor.getSnapshot().judgedMs!, eta: assessment.eta! });

      expect(answerOf('checkout-api')).toMatch(/^Turning calls away since .* reserved concurrency of 200;/);
      expect(reasonsOf('checkout-api')).toEqual(
        new Set(['ReservedFunctionConcurrentInvocationLimitExceeded']),
      );
      expect(answerOf('auth-token')).toMatch(
        /of its request limit of 350\/s \(10 for each of its reserved 35\)/,
      );
      expect(usedByTruth('auth-token', 350)).toBeCloseTo(
        shareOfLimit(fleet.status('auth-token').assessment.limit)!,
        2,
      );
      expect(answerOf('order-stream-consumer')).toMatch(/^All 10 shard workers are busy: records wait/);
      expect(reasonsOf('order-stream-consumer').size).toBe(0);
      await fleet.clock.pass(3 * MINUTE_MS);
    }

    const firstMs = foreseen[0]!.atMs;
    const [first] = ['geo-lookup', 'cart-api', 'image-resize', 'user-profile']
      .flatMap((name) => fleet.world.truth.throttled(name, firstMs, fleet.clock.now()))
      .filter(({ reason }) => reason === 'ConcurrentInvocationLimitExceeded')
      .toSorted((a, b) => a.timeMs - b.timeMs);
    for (const { atMs, eta } of foreseen.slice(0, MOMENTS_BEFORE_FULL)) {
      const metInMs = first!.timeMs - atMs;
      // Metrics have a resolution of one minute.
      expect(metInMs).toBeGreaterThan(eta.earlyMs - MINUTE_MS);
      expect(metInMs).toBeLessThan(eta.lateMs + MINUTE_MS);
      expect(eta.lateMs - eta.earlyMs).toBeLessThan(10 * MINUTE_MS);
    }
  });

  it('blames the account pool for throttles of functions without a reservation', async () => {
    await fleet.clock.pass(15 * MINUTE_MS);
    const turnedAway = fleet.monitor
      .getSnapshot()
      .functions.filter(
        ({ limits, throttles }) =>
          limits.reserved.known && limits.reserved.value === null && (throttles as number) > 0,
      );
    expect(turnedAway.length).toBeGreaterThan(0);
    for (const { name } of turnedAway) {
      expect(reasonsOf(name), name).toEqual(new Set(['ConcurrentInvocationLimitExceeded']));
      expect(headroom(name).cause?.cause, name).toBe('account');
      expect(answerOf(name), name).toMatch(/^Turning calls away since .* at the account pool of 765;/);
    }
  });

  it.each([
    ['cart-api', /^fails [\d.]+ % of calls now, since .*; the account pool turns away [\d.]+ % of attempts$/],
    [
      'ledger-stream',
      /^\d+ min behind, .*; likely one record blocks its shard; the account pool turn(s|ed) away [\d.]+ % of attempts/,
    ],
    [
      'geo-lookup',
      /^the account pool turns away [\d.]+ % of attempts now, since \d\d:\d\dZ; image-resize grew the most/,
    ],
  ])('of a full account pool keeps the own cause of %s, and names both', (name, says) => {
    const status = fleet.status(name);
    const { causes } = fleet.monitor.getSnapshot();
    expect(plainLine(verdictSentences(status, causesOfOne(causes, status), TOLD_IN_UTC.present)[0]!)).toMatch(
      says,
    );
  });

  it('of a full account pool keeps functions with errors of their own in the list of trouble', () => {
    const named = fleet.monitor.getSnapshot().causes.map(({ functionName }) => functionName);
    expect(named).toEqual(expect.arrayContaining(['cart-api', 'invoice-pdf', 'ledger-stream']));
  });
});
