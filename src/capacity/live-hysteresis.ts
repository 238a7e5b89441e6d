import { MINUTE_MS, SECOND_MS } from '../lambda/time.ts';
import { type LiveLoad, LONG_MIXING_S } from './live-load.ts';
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
  readonly lowerBelowRiskWhenNear: number;
}

const EVEN: Temper = {
  raiseAtRisk: 0.5,
  lowerBelowRisk: 0.3,
  lowerBelowRiskWhenNear: 0.2,
  calmForMs: MINUTE_MS,
};
/** Clumps of long calls come without a sign: whoever waits for one warns too late. */
const CLUMPED: Temper = {
  raiseAtRisk: 0.4,
  lowerBelowRisk: 0.15,
  lowerBelowRiskWhenNear: 0.1,
  calmForMs: 3 * MINUTE_MS,
};
const CLUMPED_DISPERSION = 1.5;
/** Calls shorter than this are so often replaced within the horizon that few of them suffice for a clump. */
const SLOW_MIXING_S = 60;
/** A load of short calls that has left the limit does not come back by the chance of counts. */
const CALM_WHEN_FAR_MS = 10 * SECOND_MS;
const FAR_SHARE = 0.5;

/** @param isAwaited whether a peak may come again, however low the level is until then. */
export function hysteresisOf(
  load: LiveLoad,
  { wasNear, isFalling }: LiveRisks,
  limit: number,
  isAwaited: boolean,
): Hysteresis {
  // Long calls wander: where they are now says little of where they will be.
  const isLong = load.mixingS >= LONG_MIXING_S;
  const isFar = Math.max(load.level, load.heldByArrivals) < FAR_SHARE * limit;
  const temper = isLong && comesInClumps(load) ? CLUMPED : EVEN;
  const hasLeft = !isLong && isFar && !isAwaited;
  return {
    raiseAtRisk: temper.raiseAtRisk,
    lowerBelowRisk: wasNear && !isFalling && !hasLeft ? temper.lowerBelowRiskWhenNear : temper.lowerBelowRisk,
    calmForMs: hasLeft ? CALM_WHEN_FAR_MS : Math.max(temper.calmForMs, isLong ? nextClumpMs(load) : 0),
  };
}

function comesInClumps({ dispersion, mixingS }: LiveLoad): boolean {
  return dispersion >= CLUMPED_DISPERSION || mixingS < SLOW_MIXING_S;
}

/** The flag outlasts the pause before the next clump. */
function nextClumpMs({ arrivingS, mixingS }: LiveLoad): number {
  return (arrivingS - mixingS) * SECOND_MS;
}
