import { MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { isMostlyShort, type LiveLoad, LONG_MIXING_S, SLOW_MIXING_S } from './live-load.ts';
import type { LiveRisks } from './live-risk.ts';

/** When the flag is raised and lowered. Risks are shares from 0 to 1. */
export interface Hysteresis {
  readonly raiseAtRisk: number;
  /** Lowered once the risk has stayed below this for the calm time. */
  readonly lowerBelowRisk: number;
  readonly calmForMs: number;
}

interface Temper extends Hysteresis {
  /** If the limit was nearly met recently, and the load is not clearly falling, a smaller risk keeps the flag. */
  readonly lowerWhenNearBelowRisk: number;
}

const EVEN: Temper = {
  raiseAtRisk: 0.5,
  lowerBelowRisk: 0.25,
  lowerWhenNearBelowRisk: 0.1,
  calmForMs: MINUTE_MS,
};
/** The formula predicts short calls well over the horizon: keeping a flag against it gains nothing. */
const SHORT: Temper = { ...EVEN, lowerBelowRisk: 0.3, lowerWhenNearBelowRisk: 0.2 };
/** For long calls that arrive singly, the level predicts well and changes slowly. */
const LONG: Hysteresis = { raiseAtRisk: 0.55, lowerBelowRisk: 0.25, calmForMs: 2 * MINUTE_MS };
/**
 * With calls of minutes the level changes so slowly that a warning at a higher risk is still in time; a lower risk is
 * reached by chance with few arrivals.
 */
const SLOW: Hysteresis = { ...LONG, raiseAtRisk: 0.65 };
/**
 * Clumps of long calls come without a sign: waiting for one warns too late. A small risk keeps the flag, for as long as
 * the horizon.
 */
const CLUMPED: Hysteresis = { raiseAtRisk: 0.3, lowerBelowRisk: 0.08, calmForMs: 5 * MINUTE_MS };
/** If peaks are this likely to come near the limit again, the flag stays, whether or not they meet it. */
const KEPT_WHILE_NEAR_AGAIN = 0.5;
/** A load of short calls that has left the limit does not return by chance alone. */
const CALM_WHEN_FAR_MS = 10 * SECOND_MS;
/** A falling load seldom turns: a slow wave may seem to fall by chance near its top. */
const CALM_WHEN_FALLING_MS = 20 * SECOND_MS;
const FAR_SHARE = 0.5;

/** @param isAwaited whether a peak may come again, however low the level is until then */
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

/**
 * Calls of minutes wander so slowly that it long stays unknown whether they clump: they are assumed to arrive evenly.
 */
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
