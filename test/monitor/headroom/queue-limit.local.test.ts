import { afterEach, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lambda/time.ts';
import { demoAccount } from '../../../src/local/world/cast/cast.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { limitAnswer, wayOutAnswer } from '../../../src/print/headroom/headroom-answer.ts';
import { plainLine } from '../../../src/terminal/draw-line.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../fleet/demo-fleet.ts';

let fleet: DemoFleet;
afterEach(() => fleet.close());

/** The demo, but for a maximum concurrency that somebody gave to the mapping of its queue. */
function worldWithMaximum(maximumConcurrency: number): World {
  const demo = demoAccount(DEMO_START_MS);
  const functions = demo.functions.map((model) =>
    model.caller.kind === 'queue' ? { ...model, caller: { ...model.caller, maximumConcurrency } } : model,
  );
  const world = simulatedWorld({ ...demo, functions }, 1, DEMO_START_MS - 3 * HOUR_MS);
  world.advanceShared(DEMO_START_MS);
  return world;
}

it.each([
  { maximum: 4, flag: 'near', says: /^All 4 calls that its queue may make are under way: messages wait/ },
  { maximum: 40, flag: 'ok', says: /^Uses \d+ % of the 40 calls that its queue may make; no trend/ },
])(
  'a queue that may call $maximum times at once binds its function: $flag',
  async ({ maximum, flag, says }) => {
    const world = worldWithMaximum(maximum);
    fleet = await demoFleet({ world });
    const status = fleet.status('inventory-sync');
    expect(status.assessment).toMatchObject({
      limit: { kind: 'source', value: maximum, isQueue: true },
      flag,
    });
    expect(world.truth.minute('inventory-sync', status.minuteMs!).peakConcurrency).toBeLessThanOrEqual(
      maximum,
    );
    expect(plainLine(limitAnswer(status))).toMatch(says);
    const snapshot = fleet.monitor.getSnapshot();
    const wayOut = wayOutAnswer(status, headroomOf(status, snapshot), snapshot);
    if (flag === 'ok') expect(wayOut).toBeNull();
    else expect(plainLine(wayOut!)).toMatch(/a higher maximum concurrency of its mapping/);
  },
);
