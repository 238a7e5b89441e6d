import type { PastPeaks } from '../capacity-memory.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { regularisedLowerGamma } from '../statistics/incomplete-gamma.ts';
import { slopeOf } from '../statistics/slope.ts';
import { averageOf, highestOf, lastOf } from '../statistics/span.ts';
import { isMostlyShort, type LiveLoad, LONG_MIXING_S } from './live-load.ts';
import { comingBack } from './recurring-peak.ts';

/** Chances, 0 to 1, that the limit is met within five minutes, by different methods, before calibration. */
export interface LiveRisks {
  /** At constant load. */
  readonly steady: number;
  /** If earlier peaks recur. */
  readonly recurring: number;
  /** The same for coming near the limit. */
  readonly nearAgain: number;
  /** If the trend goes on. */
  readonly rising: number;
  /** Whether the limit has been met for seconds, and still is. */
  readonly isAtLimit: boolean;
  /** Whether it was nearly met in the last five minutes. */
  readonly wasNear: boolean;
  /** Whether the load is certainly falling. */
  readonly isFalling: boolean;
}

const HORIZON_S = 300;
const AT_LIMIT_S = 4;
/** A recent peak this near may recur within the horizon. */
const NEAR_S = HORIZON_S;
const NEAR_SHARE = 0.9;
/** The steepest of these windows (in seconds) counts; each must be significant on its own. */
const TREND_WINDOWS_S = [20, 40, 120, 300] as const;
const SURE_T = 4;
/** A certain rise is assumed to go on this many times as long as it was seen. */
const GOES_ON_FOR = 1.5;
/** The newest part of a window shows whether a climb has ended, but no less than this share. */
const NEWEST_PART = 0.25;
const NEWEST_S = 15;
/** With longer calls, the level wanders for minutes without a trend. */
const LONGEST_TREND_MIXING_S = 30;

export function liveRisks(inFlight: InFlight, load: LiveLoad, past: PastPeaks, limit: number): LiveRisks {
  const { peaks } = inFlight;
  const isLong = load.mixingS >= LONG_MIXING_S;
  const again = comingBack(past, limit);
  const justNow = highestOf(lastOf(peaks, AT_LIMIT_S));
  const justBefore = highestOf(lastOf(peaks, 2 * AT_LIMIT_S).subarray(0, AT_LIMIT_S));
  return {
    steady: steadyRisk(load, limit),
    recurring: isLong ? 0 : again.meetsLimit,
    nearAgain: isLong ? 0 : again.comesNear,
    rising: risingRisk(inFlight, load, limit),
    // A jump that is over before its lines arrive is no load to warn about.
    isAtLimit: Math.min(justNow, justBefore) >= limit && (peaks.at(-1) ?? 0) >= NEAR_SHARE * limit,
    wasNear: highestOf(lastOf(peaks, NEAR_S)) >= NEAR_SHARE * limit,
    isFalling: TREND_WINDOWS_S.some((windowS) => (sureSlope(inFlight.means, windowS, load) ?? 0) < 0),
  };
}

/**
 * Short calls: concurrency is redrawn each call length around the present arrivals. Long calls: it moves from the
 * present level towards the arrivals, as running calls end, and varies more the longer that takes. How often it reaches
 * the limit meanwhile depends on all calls; if most are short, not on the few long ones.
 */
function steadyRisk(load: LiveLoad, limit: number): number {
  const { level, heldByArrivals, dispersion, mixingS, callS, comesEvenly } = load;
  const isLong = mixingS >= LONG_MIXING_S;
  if (!isLong)
    return metWithin(HORIZON_S, { mean: Math.max(level, heldByArrivals), dispersion, lookS: mixingS }, limit);
  let missed = 1;
  for (const [fromS, endS] of [
    [0, mixingS],
    [mixingS, 3 * mixingS],
    [3 * mixingS, HORIZON_S],
  ] as const) {
    const untilS = Math.min(endS, HORIZON_S);
    if (untilS <= fromS) continue;
    const left = Math.exp(-(fromS + untilS) / 2 / mixingS);
    const mean = level * left + heldByArrivals * (1 - left);
    const arriving = heldByArrivals * (1 - left);
    // With clumps, the dispersion already includes this.
    const unsure = comesEvenly ? (arriving * rateError(load)) ** 2 : 0;
    const variance = dispersion * arriving + level * left * (1 - left) + unsure;
    const scatter = Math.max(0.05, variance / Math.max(mean, 1e-9));
    const lookS = comesEvenly && !isMostlyShort(load) ? callS / comesAnew(mean, scatter, limit) : callS;
    missed *= 1 - metWithin(untilS - fromS, { mean, dispersion: scatter, lookS }, limit);
  }
  return 1 - missed;
}

/**
 * How often concurrency reaches and leaves the limit within a call length, relative to the chance of a single look: a
 * level z standard deviations away is reached z² times as often, each time for as much shorter.
 *
 * @see Aldous, "Probability Approximations via the Poisson Clumping Heuristic", 1989
 */
function comesAnew(mean: number, dispersion: number, limit: number): number {
  const deviations = (limit - mean) / Math.sqrt(dispersion * Math.max(mean, 1e-9));
  return deviations > 1 ? deviations ** 2 : 1;
}

/** Relative error of the arrival rate, given the number of arrivals. */
function rateError({ heldByArrivals, dispersion, arrivingS, callS }: LiveLoad): number {
  const counted = (arrivingS * heldByArrivals) / callS;
  return Math.sqrt(dispersion / Math.max(1, counted));
}

/** A rise is assumed to go on for half as long again as it was seen. */
function risingRisk({ means }: InFlight, load: LiveLoad, limit: number): number {
  let highest = 0;
  for (const windowS of TREND_WINDOWS_S) {
    const perSecond = sureSlope(means, windowS, load);
    if (perSecond === null || perSecond <= 0 || !mayGoOn(means, windowS, perSecond, load)) continue;
    const mean = averageOf(lastOf(means, windowS)) + perSecond * windowS * (0.5 + GOES_ON_FOR);
    const risen = { mean, dispersion: load.dispersion, lookS: load.mixingS };
    highest = Math.max(highest, metWithin(HORIZON_S / 4, risen, limit));
  }
  return highest;
}

/** A climb that has ended is no trend. */
function mayGoOn(means: Float32Array, windowS: number, perSecond: number, { mixingS }: LiveLoad): boolean {
  const newest = slopeOf(lastOf(means, Math.max(NEWEST_S, NEWEST_PART * windowS)));
  return perSecond <= newest.perStep + SURE_T * newest.standardError * (1 + (2 * mixingS) / 5);
}

/** Null where the load neither rises nor falls significantly. */
function sureSlope(means: Float32Array, windowS: number, { mixingS }: LiveLoad): number | null {
  if (means.length < windowS || mixingS >= LONGEST_TREND_MIXING_S) return null;
  const slope = slopeOf(lastOf(means, windowS));
  // Adjacent seconds see the same calls.
  const isSure = Math.abs(slope.perStep) > SURE_T * slope.standardError * (1 + (2 * mixingS) / 5);
  return isSure ? slope.perStep : null;
}

interface Fluctuation {
  readonly mean: number;
  readonly dispersion: number;
  /** After this many seconds it is another draw. */
  readonly lookS: number;
}

function metWithin(seconds: number, { mean, dispersion, lookS }: Fluctuation, limit: number): number {
  if (mean <= 0) return 0;
  const standing = Math.min(1, regularisedLowerGamma(limit / dispersion, mean / dispersion));
  return 1 - (1 - standing) ** Math.max(0.5, seconds / Math.max(lookS, 0.2));
}
