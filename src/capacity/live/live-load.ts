import { SECOND_MS } from '../../lambda/time.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { averageOf, lastOf } from '../statistics/span.ts';

/** What the log tells of the load now. Times are seconds. */
export interface LiveLoad {
  /** Environments busy over the last ten seconds: what is over sooner makes no load. */
  readonly level: number;
  /** Environments that the newest arrivals keep busy, once those of before have ended. */
  readonly heldByArrivals: number;
  /** Over so many seconds it was taken what goes on arriving. */
  readonly arrivingS: number;
  /** Index of dispersion of the number of busy environments around its mean: 1 for Poisson arrivals. */
  readonly dispersion: number;
  /** Whether long calls surely come many at once, and not by the chance of a sample. */
  readonly comesInClumps: boolean;
  /** Whether long calls come each by itself, and what is to come of them follows from their number alone. */
  readonly comesEvenly: boolean;
  /** How long the number of busy environments remembers: E[S²] / E[S]. */
  readonly mixingS: number;
  /** The average length of calls: after so long another look at the number of busy environments finds it changed. */
  readonly callS: number;
}

/** Calls of this length and more are judged by how they end, shorter ones by how their numbers scatter. */
export const LONG_MIXING_S = 15;

/** By so much more than chance has it the numbers of arrivals differ where they come in clumps. */
const CLUMPED_DISPERSION = 1.5;

/** Nor less: who comes a little in clumps may turn out to do so. */
const EVEN_DISPERSION = 1.15;

/** Calls shorter than this are replaced several times within the horizon, those beyond it stay what they are. */
export const SLOW_MIXING_S = 60;

/** Where calls are so short on average, those that are long are few, and most of the load is drawn anew all the time. */
const MOSTLY_SHORT_S = 5;

export function isMostlyShort({ callS }: Pick<LiveLoad, 'callS'>): boolean {
  return callS < MOSTLY_SHORT_S;
}

const ASSUMED_CALL_MS = 1_000;

const LEVEL_S = 10;

/** Null before enough of the log has been read. */
export function liveLoadOf({ means, arrivals, callMs, mixingMs, standsFor }: InFlight): LiveLoad | null {
  if (means.length < 30) return null;
  const callS = Math.max(0.05, (callMs ?? ASSUMED_CALL_MS) / SECOND_MS);
  const mixingS = Math.max(callS, (mixingMs ?? ASSUMED_CALL_MS) / SECOND_MS);
  const isLong = mixingS >= LONG_MIXING_S;
  const seenDispersion = isLong ? clumping(arrivals, callS) : scatterAround(means);
  const arrivingS = isLong ? steadyRateS(arrivals, mixingS, seenDispersion) : Math.max(LEVEL_S, mixingS);
  return {
    level: averageOf(lastOf(means, LEVEL_S)),
    heldByArrivals: averageOf(lastOf(arrivals, Math.round(arrivingS))) * callS,
    arrivingS,
    dispersion: ofAllCalls(seenDispersion, standsFor),
    comesInClumps: isLong && seenDispersion >= CLUMPED_DISPERSION * standsFor,
    comesEvenly:
      isLong &&
      (mixingS >= SLOW_MIXING_S || isMostlyShort({ callS })) &&
      seenDispersion < EVEN_DISPERSION * standsFor,
    mixingS,
    callS,
  };
}

/**
 * Of calls of which only some are seen, the numbers differ by which of them are: each that is seen counts as several
 * that came at once, though they did not.
 */
function ofAllCalls(seenDispersion: number, standsFor: number): number {
  return Math.max(1, seenDispersion - (standsFor - 1));
}

const LONGEST_MIXING_S = 120;
/** What is known so well tells what goes on arriving. */
const RATE_ERROR = 0.2;

/**
 * Over so many seconds the rate of arrivals is known: a clump that has just arrived is no rate, and the more they
 * clump the longer it takes until one is.
 */
function steadyRateS(arrivals: Float32Array, mixingS: number, dispersion: number): number {
  const perSecond = averageOf(lastOf(arrivals, CLUMPING_S));
  const knownS = perSecond === 0 ? 0 : dispersion / perSecond / RATE_ERROR ** 2;
  return Math.min(CLUMPING_S, Math.max(Math.min(LONGEST_MIXING_S, mixingS), knownS));
}

const SCATTER_S = 120;
const TRAILING_S = 10;
const HIGHEST_SCATTER = 3;
/** The median of the squares of a normal variable is so much of its variance; a trailing mean adds a tenth. */
const MEDIAN_SQUARE = 0.455 * 1.1;

/** By the middle one of the deviations from what was just before, so that a burst or a step counts as little as it lasts. */
function scatterAround(means: Float32Array): number {
  const from = Math.max(TRAILING_S, means.length - SCATTER_S);
  const squares = Float64Array.from(
    means.subarray(from),
    (value, index) => (value - averageOf(means.subarray(from + index - TRAILING_S, from + index))) ** 2,
  ).sort();
  const mean = averageOf(means.subarray(from));
  const middle = squares[squares.length >> 1] ?? 0;
  return mean > 0 ? Math.min(HIGHEST_SCATTER, Math.max(1, middle / MEDIAN_SQUARE / mean)) : 1;
}

const CLUMPING_S = 900;

/**
 * How much more the numbers of arrivals differ than those of strangers would, over spans of half a call: from one span to
 * the next, so that traffic that has changed once does not count as clumps.
 */
function clumping(arrivals: Float32Array, callS: number): number {
  const spanS = Math.round(Math.min(30, Math.max(5, callS / 2)));
  const known = lastOf(arrivals, CLUMPING_S);
  const spans = Math.floor(known.length / spanS);
  if (spans === 0) return 1;
  const counts = Float64Array.from(
    { length: spans },
    (_, span) => averageOf(known.subarray(span * spanS, (span + 1) * spanS)) * spanS,
  );
  const mean = averageOf(counts);
  if (mean === 0) return 1;
  const changes = counts.slice(1).map((count, span) => (count - (counts[span] ?? 0)) ** 2 / 2);
  return Math.max(1, averageOf(changes) / mean);
}
