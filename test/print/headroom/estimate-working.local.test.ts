import { afterEach, beforeAll, expect, it } from 'vitest';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { workingLines } from '../../../src/print/headroom/estimate-working.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../../monitor/fleet/demo-fleet.ts';
import { expectReckoned } from './pocket-calculator.ts';

let world: World;
let fleet: DemoFleet;
beforeAll(() => {
  world = createWorld({ seed: 1, nowMs: DEMO_START_MS, cast: 'demo' });
});
afterEach(() => fleet.close());

it('the calculation for every function of the demo can be checked with a pocket calculator, and agrees with the world', async () => {
  fleet = await demoFleet({ world });
  const { functions, account } = fleet.monitor.getSnapshot();
  const active = functions.filter(({ activity }) => activity === 'active');
  expect(active.length).toBeGreaterThan(8);
  for (const status of active) {
    const lines = workingLines({ status, account, nowMs: DEMO_START_MS }, 60, safe`x`).map(plainLine);
    expect(expectReckoned(lines), status.name).toBeGreaterThanOrEqual(2);
    const minute = world.truth.minute(status.name, status.minuteMs!);
    const [served] = /(?<=served +)[\d,]+/.exec(lines.join('\n')) ?? [];
    expect(Number(served?.replaceAll(',', '')), status.name).toBe(minute.invocations);
  }
});
