import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { headroomOf } from '../../src/monitor/headroom/headroom.ts';
import { limitAnswer } from '../../src/print/headroom/headroom-answer.ts';
import { plainLine } from '../../src/terminal/draw-line.ts';
import { stubCredentials } from '../aws/loopback-aws.ts';
import { type DemoFleet, demoFleet } from '../monitor/fleet/demo-fleet.ts';

const MINUTE_MS = 60_000;

let fleet: DemoFleet;

beforeAll(async () => {
  stubCredentials();
  fleet = await demoFleet({ quotas: true });
});
afterAll(async () => {
  await fleet.close();
  vi.unstubAllEnvs();
});

const answerOf = (name: string) => plainLine(limitAnswer(fleet.status(name)));
const headroom = (name: string) => headroomOf(fleet.status(name), fleet.monitor.getSnapshot());
/** What the world says of each call that was turned away in the judged minutes. */
const reasonsOf = (name: string) => {
  const endMs = fleet.status(name).minuteMs! + MINUTE_MS;
  const told = fleet.world.truth.throttled(name, endMs - 5 * MINUTE_MS, endMs);
  return new Set(told.map(({ reason }) => reason));
};

// The moments follow each other: each goes on from where the one before it stopped.
describe('the headroom of the demo', () => {
  it('names the reserved limit that turns calls of checkout-api away, as the world does', () => {
    expect(answerOf('checkout-api')).toMatch(/^Turning calls away since .* reserved concurrency of 200;/);
    expect(headroom('checkout-api').cause?.cause).toBe('reserved');
    expect(reasonsOf('checkout-api')).toEqual(new Set(['ReservedFunctionConcurrentInvocationLimitExceeded']));
  });

  it('tells what checkout-api wants at once, which is what it would keep busy', () => {
    const status = fleet.status('checkout-api');
    const truth = fleet.world.truth.minute('checkout-api', status.minuteMs!);
    const wanted = truth.meanConcurrency * (1 + truth.throttles / truth.invocations);
    expect(status.assessment.demand! / wanted).toBeCloseTo(1, 1);
  });

  it('names the request rate of auth-token before it turns calls away', () => {
    expect(answerOf('auth-token')).toMatch(/of its request rate of 350\/s \(10 x reserved 35\)/);
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

  it('names the shards that bound order-stream-consumer, all of them busy to the second', () => {
    expect(answerOf('order-stream-consumer')).toMatch(/^All 10 shard workers are busy: records wait/);
    const { minuteMs } = fleet.status('order-stream-consumer');
    const inFlight = fleet.world.truth.inFlight('order-stream-consumer', minuteMs!, minuteMs! + MINUTE_MS);
    expect(Math.max(...inFlight)).toBe(10);
    const source = headroom('order-stream-consumer').limits.find(({ name }) => name === 'source');
    expect(source).toMatchObject({ value: 10, binds: true });
  });

  it('tells of every limit which API said so, and when', () => {
    const nowMs = fleet.clock.now();
    for (const { name, value, from, asOfMs } of headroom('checkout-api').limits) {
      expect(from, name).not.toBe('');
      if (name === 'reserved' || name === 'requestRate') {
        expect(typeof value, name).toBe('number');
        expect(nowMs - asOfMs!, name).toBeLessThan(5 * MINUTE_MS);
      }
    }
  });

  it('foresees when image-resize has filled the account pool: the world turns the first call away then', async () => {
    const foreseen = fleet.status('image-resize').assessment.eta!;
    const foreseenAtMs = fleet.monitor.getSnapshot().judgedMs;
    expect(answerOf('image-resize')).toMatch(/^The account pool of 765 is met in \d+ to \d+ min/);
    expect(headroom('image-resize').poolUsers[0]?.functionName).toBe('image-resize');

    await fleet.clock.pass(40 * MINUTE_MS);
    const [first] = ['geo-lookup', 'cart-api', 'image-resize', 'user-profile']
      .flatMap((name) => fleet.world.truth.throttled(name, foreseenAtMs, foreseenAtMs + 40 * MINUTE_MS))
      .filter(({ reason }) => reason === 'ConcurrentInvocationLimitExceeded')
      .toSorted((a, b) => a.timeMs - b.timeMs);
    const metInMs = first!.timeMs - foreseenAtMs;
    // A minute is what metrics are read in.
    expect(metInMs).toBeGreaterThan(foreseen.earlyMs - MINUTE_MS);
    expect(metInMs).toBeLessThan(foreseen.lateMs + MINUTE_MS);
  }, 60_000);

  it('blames the account for what it then turns away', () => {
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
    }
  });
});
