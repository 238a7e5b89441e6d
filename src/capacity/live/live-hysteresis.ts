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
/** What comes of long calls within the horizon has not begun yet: a small risk keeps the flag. */
const RESTLESS: Temper = { ...EVEN, lowerBelowRisk: 0.15, calmForMs: 3 * MINUTE_MS };
/** Clumps of long calls come without a sign: whoever waits for one warns too late. */
const CLUMPED: Temper = { ...RESTLESS, raiseAtRisk: 0.35 };
/** Of long calls that come evenly the formula tells the risk well: none is kept for long. */
const FORESEEN: Temper = { ...EVEN, raiseAtRisk: 0.55, lowerBelowRisk: 0.3, lowerWhenNearBelowRisk: 0.2 };
/** Of few long ones among many short ones it tells too little: a smaller risk is worth a warning. */
const FEW_LONG: Temper = { ...EVEN, raiseAtRisk: 0.35, lowerWhenNearBelowRisk: 0.15 };
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
  { wasNear, isFalling, nearAgain }: LiveRisks,
  limit: number,
  isAwaited: boolean,
): Hysteresis {
  // Long calls wander: where they are now says little of where they will be.
  const isLong = load.mixingS >= LONG_MIXING_S;
  const isFar = Math.max(load.level, load.heldByArrivals) < FAR_SHARE * limit;
  const temper = temperOf(load, isLong);
  const hasLeft = !isLong && isFar && !isAwaited;
  const isLeaving = !isLong && isFalling && !isAwaited;
  const calmForMs = Math.max(temper.calmForMs, isLong ? nextClumpMs(load) : 0);
  return {
    raiseAtRisk: temper.raiseAtRisk,
    lowerBelowRisk:
      nearAgain >= KEPT_WHILE_NEAR_AGAIN
        ? 0
        : wasNear && !isFalling && !hasLeft
          ? temper.lowerWhenNearBelowRisk
          : temper.lowerBelowRisk,
    calmForMs: hasLeft ? CALM_WHEN_FAR_MS : isLeaving ? CALM_WHEN_FALLING_MS : calmForMs,
  };
}

function temperOf(load: LiveLoad, isLong: boolean): Temper {
  const { comesInClumps, comesEvenly, mixingS } = load;
  if (comesInClumps) return CLUMPED;
  if (comesEvenly) return isMostlyShort(load) ? FEW_LONG : FORESEEN;
  if (isLong && mixingS < SLOW_MIXING_S) return RESTLESS;
  return isMostlyShort(load) ? SHORT : EVEN;
}

/** The flag outlasts the pause before the next clump. */
function nextClumpMs({ arrivingS, mixingS }: LiveLoad): number {
  return (arrivingS - mixingS) * SECOND_MS;
}
