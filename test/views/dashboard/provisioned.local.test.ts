import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { functionRows } from '../../../src/views/dashboard/dashboard-rows.ts';
import { NO_PANE } from '../../../src/views/dashboard/panes.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../../monitor/fleet/demo-fleet.ts';
import { type WatchedFleet, watchedFleet } from '../../monitor/fleet/watched-fleet.ts';
import { LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';

let fleet: DemoFleet;
let watched: WatchedFleet;
beforeAll(async () => {
  fleet = await demoFleet({ world: createWorld({ seed: 1, nowMs: DEMO_START_MS, cast: 'limits' }) });
  watched = await watchedFleet(fleet.sources, fleet.clock, undefined, { looksCloser: true });
});
afterAll(async () => {
  watched.monitor.stop();
  await fleet.close();
});

it.each([
  { name: 'rate-batches', says: /limit +provisioned 120\b/, binds: 'provisioned' },
  { name: 'search-suggest', says: /limit +provisioned 20, then pool 105\b/, binds: 'account' },
  { name: 'catalog-read', says: /limit +account pool 105\b/, binds: 'account' },
  { name: 'quote-price', says: /limit +reserved 15\b/, binds: 'reserved' },
])(
  'the dashboard of $name names the limit that the headroom does, which dates what is provisioned',
  async ({ name, says, binds }) => {
    const { monitor, clock, status, until } = watched;
    monitor.attend(status(name).name);
    await until(({ detail }) => detail?.functionName === name && detail.provisioned.known);
    const snapshot = monitor.getSnapshot();
    const dashboard = functionRows({
      status: status(name),
      snapshot,
      whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0 },
      path: [safe`Fleet`],
      isRoot: false,
      nowMs: clock.now(),
      columns: 120,
      rows: 80,
      look: LOOK,
      qualifier: null,
      pane: NO_PANE,
      step: 0,
      windowMinutes: 60,
    });
    expect(wordsOf(dashboard).join('\n')).toMatch(says);
    const { limits } = headroomOf(status(name), snapshot);
    expect(limits.find((limit) => limit.binds)?.name).toBe(binds);
    const { asOfMs } = limits.find((limit) => limit.name === 'provisioned')!;
    expect(clock.now() - asOfMs!).toBeLessThan(5 * MINUTE_MS);
  },
);
