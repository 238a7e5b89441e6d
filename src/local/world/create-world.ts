import { demoAccount, EMPTY_ACCOUNT } from './cast/cast.ts';
import { simulatedWorld } from './simulated-world.ts';
import type { EpochMs, World } from './world.ts';

/** Shown history, and before it a few minutes in which the environments warm up. */
const HISTORY_MS = 185 * 60_000;

/** A world in which three hours have passed by `nowMs`. A function that shares nothing catches up when it is asked about. */
export function createWorld(options: {
  readonly seed: number;
  readonly nowMs: EpochMs;
  readonly cast: 'demo' | 'empty';
}): World {
  const { seed, nowMs, cast } = options;
  const model = cast === 'demo' ? demoAccount(nowMs) : EMPTY_ACCOUNT;
  const world = simulatedWorld(model, seed, nowMs - HISTORY_MS);
  world.advanceShared(nowMs);
  return world;
}
