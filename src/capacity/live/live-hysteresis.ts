import { MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { isMostlyShort, type LiveLoad, LONG_MIXING_S, SLOW_MIXING_S } from './live-load.ts';
import type { LiveRisks } from './live-risk.ts';

/** What it takes to raise the flag and to lower it again. Risks are shares from 0 to 1. */
export interface Hysteresis {
  readonly raiseAtRisk: number;
  /** The flag is lowered once the risk has stayed below this for so long. */
  readonly lowerBelowRisk: number;
  readonly calmForMs: number;
}

interface Temper extends Hysteresis {
  /** While the limit was nearly met of late, and the load does not surely go down, a smaller risk keeps the flag. */
  readonly lowerWhenNearBelowRisk: number;
}

const EVEN: Temper = {
  raiseAtRisk: 0.5,
  lowerBelowRisk: 0.25,
  lowerWhenNearBelowRisk: 0.1,
  calmForMs: MINUTE_MS,
};
/** What short calls do within the horizon their formula tells: nothing is gained by keeping a flag against it. */
const SHORT: Temper = { ...EVEN, lowerBelowRisk: 0.3, lowerWhenNearBelowRisk: 0.2 };
/** Of long calls that come each by itself the level tells what is to come, and changes slowly. */
const LONG: Hysteresis = { raiseAtRisk: 0.55, lowerBelowRisk: 0.25, calmForMs: 2 * MINUTE_MS };
/**
 * Where calls last for minutes the level changes so slowly that a warning is in time even at a higher risk; a lower one is
 * reached by the chance of few arrivals alone.
 */
const SLOW: Hysteresis = { ...LONG, raiseAtRisk: 0.65 };
/**
 * Clumps of long calls come without a sign: whoever waits for one warns too late. A small risk keeps the flag, for as long
 * as the risk looks ahead.
 */
const CLUMPED: Hysteresis = { raiseAtRisk: 0.3, lowerBelowRisk: 0.08, calmForMs: 5 * MINUTE_MS };
/** Peaks that so likely come near the limit again keep the flag, whether or not they meet it. */
const KEPT_WHILE_NEAR_AGAIN = 0.5;
/** A load of short calls that has left the limit does not come back by the chance of counts. */
const CALM_WHEN_FAR_MS = 10 * SECOND_MS;
/** One that surely goes down seldom turns: by the chance of counts a slow wave does, near its height. */
const CALM_WHEN_FALLING_MS = 20 * SECOND_MS;
const FAR_SHARE = 0.5;

/** @param isAwaited whether a peak may come again, however low the level is until then. */
export function hysteresisOf(
  load: LiveLoad,
  risks: LiveRisks,
  limit: number,
  isAwaited: boolean,
): Hysteresis {
  if (load.mixingS < LONG_MIXING_S) return hysteresisOfShort(load, risks, limit, isAwaited);
  if (mayComeInClumps(load)) return CLUMPED;
  return load.mixingS < SLOW_MIXING_S ? LONG : SLOW;
}

/** Those that last for minutes wander so slowly that nobody knows for long whether they clump: they are taken to come evenly. */
function mayComeInClumps({ comesInClumps, comesEvenly, mixingS }: LiveLoad): boolean {
  return comesInClumps || (!comesEvenly && mixingS < SLOW_MIXING_S);
}

function hysteresisOfShort(
  load: LiveLoad,
  { wasNear, isFalling, nearAgain }: LiveRisks,
  limit: number,
  isAwaited: boolean,
): Hysteresis {
  const temper = isMostlyShort(load) ? SHORT : EVEN;
  const hasLeft = !isAwaited && Math.max(load.level, load.heldByArrivals) < FAR_SHARE * limit;
  const isLeaving = !isAwaited && isFalling;
  const lowerBelowRisk =
    wasNear && !isFalling && !hasLeft ? temper.lowerWhenNearBelowRisk : temper.lowerBelowRisk;
  return {
    raiseAtRisk: temper.raiseAtRisk,
    lowerBelowRisk: nearAgain >= KEPT_WHILE_NEAR_AGAIN ? 0 : lowerBelowRisk,
    calmForMs: hasLeft ? CALM_WHEN_FAR_MS : isLeaving ? CALM_WHEN_FALLING_MS : temper.calmForMs,
  };
}
