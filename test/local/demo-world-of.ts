import { HOUR_MS } from '../../src/lambda/time.ts';
import { DEMO_REGION, demoAccount } from '../../src/local/world/cast/cast.ts';
import type { FunctionModel } from '../../src/local/world/function-model.ts';
import { simulatedWorld } from '../../src/local/world/simulated-world.ts';
import type { World } from '../../src/local/world/world.ts';

/** More history than the capacity rules need. */
const HISTORY_MS = HOUR_MS;

/** The last hour of the demo with only some of its functions: ready in a fraction of the time of the whole demo. */
export function demoWorldOf(
  functionNames: readonly string[],
  nowMs: number,
  {
    changed = (model) => model,
    seed = 1,
    region = DEMO_REGION,
  }: {
    readonly changed?: (model: FunctionModel) => FunctionModel;
    readonly seed?: number;
    readonly region?: string;
  } = {},
): World {
  const demo = demoAccount(nowMs, region);
  const functions = demo.functions.filter(({ configuration }) => functionNames.includes(configuration.name));
  const account = { ...demo, functions: functions.map(changed), alarms: [] };
  const world = simulatedWorld(account, seed, nowMs - HISTORY_MS);
  world.advanceShared(nowMs);
  return world;
}
