import { afterEach, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { worldWithProvisioned } from '../../local/world-with-provisioned.ts';
import { fleetOnScreen, rowWith } from '../../views/fleet/fleet-on-screen.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from './demo-fleet.ts';

const IDLE = 100;
const limitsWorld = () => createWorld({ seed: 1, nowMs: DEMO_START_MS, cast: 'limits' });

let fleet: DemoFleet;
afterEach(() => fleet.close());

const fleetRow = (name: string) =>
  rowWith(fleetOnScreen({ snapshot: fleet.monitor.getSnapshot(), nowMs: fleet.clock.now() }), ` ${name} `);

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

it('names what is provisioned as the limit of a function whose calls run on it, in its row too, like the truth', async () => {
  fleet = await demoFleet({ world: limitsWorld() });
  const { world, clock, status } = fleet;
  const kinds = () =>
    Object.fromEntries(
      ['rate-batches', 'search-suggest', 'quote-price', 'catalog-read'].map((name) => [
        name,
        status(name).assessment.limit.kind,
      ]),
    );
  const expected = {
    'rate-batches': 'provisioned',
    // About a quarter of its calls find none free, and run on the pool.
    'search-suggest': 'account',
    'quote-price': 'reserved',
    'catalog-read': 'account',
  };
  for (const minutes of [0, 3, 60]) {
    await clock.pass(minutes * MINUTE_MS);
    expect(kinds()).toEqual(expected);
    const { assessment, minuteMs } = status('rate-batches');
    const kept = world.truth.provisioned('rate-batches', minuteMs! - 14 * MINUTE_MS, minuteMs! + MINUTE_MS);
    const peak = Math.max(...kept.map((minute) => minute.peak));
    expect(assessment).toMatchObject({ limit: { value: 120, inUse: peak }, flag: 'ok', eta: null });
    expect(kept.every(({ spilledOver }) => spilledOver === 0)).toBe(true);
    expect(fleetRow('rate-batches')).toMatch(new RegExp(`${peak}/120 P +${Math.round(peak / 1.2)} +- `));
  }
  expect(fleetRow('search-suggest')).toMatch(/\/133 A +A100 +now /);
});

it('asks for provisioned concurrency only where some is kept', async () => {
  fleet = await demoFleet();
  const asked = () => fleet.door('GET', 'calls') as Promise<Readonly<Record<string, unknown>>>;
  expect(await asked()).not.toHaveProperty('lambda:ListProvisionedConcurrencyConfigs');
  await fleet.close();
  fleet = await demoFleet({ world: limitsWorld() });
  expect(await asked()).toHaveProperty('lambda:ListProvisionedConcurrencyConfigs');
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
