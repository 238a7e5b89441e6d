import type { EpochMs } from '../../lambda/time.ts';
import { DEMO_REGION, demoAccount, emptyAccount } from './cast/cast.ts';
import type { CastName } from './cast/cast-name.ts';
import { limitsAccount } from './cast/limits-account.ts';
import type { AccountModel } from './function-model.ts';
import { simulatedWorld } from './simulated-world.ts';
import type { World } from './world.ts';

/** Shown history, and before it a few minutes in which the environments warm up. */
const HISTORY_MS = 185 * 60_000;

const CASTS: Readonly<Record<CastName, (nowMs: EpochMs, region: string) => AccountModel>> = {
  demo: demoAccount,
  limits: limitsAccount,
  empty: (_, region) => emptyAccount(region),
};

/**
 * A world in which three hours have passed by `nowMs`. A function that shares nothing is simulated only when it is
 * asked about.
 */
export function createWorld(options: {
  readonly seed: number;
  readonly nowMs: EpochMs;
  readonly cast: CastName;
  readonly region?: string;
}): World {
  const { seed, nowMs, cast, region = DEMO_REGION } = options;
  const world = simulatedWorld(CASTS[cast](nowMs, region), seed, nowMs - HISTORY_MS);
  world.advanceShared(nowMs);
  return world;
}
