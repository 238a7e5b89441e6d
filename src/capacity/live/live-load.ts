import { SECOND_MS } from '../../lambda/time.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { averageOf, lastOf } from '../statistics/span.ts';

/** The present load according to the log. Times are in seconds. */
export interface LiveLoad {
  /** Concurrency over the last ten seconds: shorter bursts are no load. */
  readonly level: number;
  /** Concurrency from the newest arrivals alone, once earlier calls have ended. */
  readonly heldByArrivals: number;
  /** Seconds over which the arrival rate was measured. */
  readonly arrivingS: number;
  /** Index of dispersion of concurrency: 1 for Poisson arrivals. */
  readonly dispersion: number;
  /** Whether long calls certainly arrive in clumps, rather than by sampling chance. */
  readonly comesInClumps: boolean;
  /** Whether long calls arrive singly, so that their number predicts the load. */
  readonly comesEvenly: boolean;
  /** Memory of the concurrency: E[S²] / E[S]. */
  readonly mixingS: number;
  /** Average duration: after this long, concurrency has changed. */
  readonly callS: number;
}

/** Longer calls are judged by how they end, shorter ones by how their number varies. */
export const LONG_MIXING_S = 15;

/** Excess variation of arrivals that means clumps. */
const CLUMPED_DISPERSION = 1.5;

/** The limit below which arrivals count as even. */
const EVEN_DISPERSION = 1.15;

/** Shorter calls are replaced several times within the horizon, longer ones persist. */
export const SLOW_MIXING_S = 60;

/** With averages this short, long calls are few, and most of the load is redrawn all the time. */
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
 * When only some calls are seen, sampling varies their number: each seen call counts as several simultaneous ones,
 * though they were not.
 */
function ofAllCalls(seenDispersion: number, standsFor: number): number {
  return Math.max(1, seenDispersion - (standsFor - 1));
}

const LONGEST_MIXING_S = 120;
/** Error at which the arrival rate counts as known. */
const RATE_ERROR = 0.2;

/**
 * Seconds until the arrival rate is known: a clump that just arrived is no rate, and the more arrivals clump, the
 * longer it takes.
 */
function steadyRateS(arrivals: Float32Array, mixingS: number, dispersion: number): number {
  const perSecond = averageOf(lastOf(arrivals, CLUMPING_S));
  const knownS = perSecond === 0 ? 0 : dispersion / perSecond / RATE_ERROR ** 2;
  return Math.min(CLUMPING_S, Math.max(Math.min(LONGEST_MIXING_S, mixingS), knownS));
}

const SCATTER_S = 120;
const TRAILING_S = 10;
const HIGHEST_SCATTER = 3;
/** The median of a normal variable's square, as a share of its variance; a trailing mean adds a tenth. */
const MEDIAN_SQUARE = 0.455 * 1.1;

/** By the median deviation from the recent past, so that a burst or step counts only as long as it lasts. */
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
 * Variation of arrivals beyond chance, over spans of half a call: between adjacent spans, so that a single change of
 * traffic is no clump.
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
