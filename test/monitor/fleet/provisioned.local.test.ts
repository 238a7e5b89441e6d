import { afterEach, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { worldWithProvisioned } from '../../local/world-with-provisioned.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from './demo-fleet.ts';

const IDLE = 100;
const limitsWorld = () => createWorld({ seed: 1, nowMs: DEMO_START_MS, cast: 'limits' });

let fleet: DemoFleet;
afterEach(() => fleet.close());

it('subtracts idle provisioned concurrency from the pool, from the first look on', async () => {
  fleet = await demoFleet({ world: worldWithProvisioned(DEMO_START_MS, IDLE) });
  const { monitor, status } = fleet;
  const { account } = monitor.getSnapshot();
  expect(account).toMatchObject({ idleProvisioned: IDLE, poolLimit: 765 - IDLE });
  const { limit } = status('geo-lookup').assessment;
  expect(limit).toMatchObject({ kind: 'account', value: 765 - IDLE, inUse: account.unreservedInUse });
  const { pool } = headroomOf(status('checkout-api'), monitor.getSnapshot());
  expect(pool).toMatchObject({ limit: 765 - IDLE, inUse: account.unreservedInUse });
  expect(status('checkout-api').assessment.limit).toMatchObject({ kind: 'reserved', value: 200 });
});

it('knows provisioned concurrency in a past window, too', async () => {
  const untilMs = DEMO_START_MS - 60 * MINUTE_MS;
  fleet = await demoFleet({ world: worldWithProvisioned(DEMO_START_MS, IDLE), untilMs });
  expect(fleet.monitor.getSnapshot().account).toMatchObject({
    idleProvisioned: IDLE,
    poolLimit: 765 - IDLE,
  });
});

it('knows the size of the pool while a reservation is lowered, and that the pool caused the throttles', async () => {
  fleet = await demoFleet({ world: limitsWorld() });
  const { monitor, clock, world, status } = fleet;
  // 55 of the 300 are reserved until the fifth minute, and 27 from then on; 140 are provisioned all the time.
  expect(monitor.getSnapshot().account).toMatchObject({ idleProvisioned: 140, poolLimit: 105 });
  const seen = new Set<number | null>();
  for (let minute = 0; minute < 20; minute++) {
    await clock.pass(MINUTE_MS);
    seen.add(monitor.getSnapshot().account.poolLimit);
  }
  expect([...seen]).toEqual([105, 133]);
  // By then the pool is full, and every throttled call met that limit.
  await clock.pass(45 * MINUTE_MS);
  const turnedAway = world.truth.throttled('catalog-read', clock.now() - 10 * MINUTE_MS, clock.now());
  expect(new Set(turnedAway.map(({ reason }) => reason))).toEqual(
    new Set(['ConcurrentInvocationLimitExceeded']),
  );
  const { cause } = headroomOf(status('catalog-read'), monitor.getSnapshot());
  expect(cause?.cause).toBe('account');
  expect(monitor.getSnapshot().causes.map(({ kind }) => kind)).toContain('poolFull');
});
