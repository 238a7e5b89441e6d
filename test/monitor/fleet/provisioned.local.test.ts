import { afterEach, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { worldWithProvisioned } from '../../local/world-with-provisioned.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from './demo-fleet.ts';

const IDLE = 100;

let fleet: DemoFleet;
afterEach(() => fleet.close());

it('takes off the pool what an account keeps ready, from the first minute of which its reservations are known', async () => {
  fleet = await demoFleet({ world: worldWithProvisioned(DEMO_START_MS, IDLE) });
  const { monitor, clock, status } = fleet;
  expect(monitor.getSnapshot().account).toMatchObject({ idleProvisioned: 0, poolLimit: 765 });
  await clock.pass(5 * MINUTE_MS);
  const { account } = monitor.getSnapshot();
  expect(account).toMatchObject({ idleProvisioned: IDLE, poolLimit: 765 - IDLE });
  const { limit } = status('geo-lookup').assessment;
  expect(limit).toMatchObject({ kind: 'account', value: 765 - IDLE, inUse: account.unreservedInUse });
  const { pool } = headroomOf(status('checkout-api'), monitor.getSnapshot());
  expect(pool).toMatchObject({ limit: 765 - IDLE, inUse: account.unreservedInUse });
  expect(status('checkout-api').assessment.limit).toMatchObject({ kind: 'reserved', value: 200 });
});
