import { SECOND_MS } from '../lambda/time.ts';
import type { InFlight } from './in-flight.ts';
import { averageOf, lastOf } from './span.ts';

/** What the log tells of the load now. Times are seconds. */
export interface LiveLoad {
  /** Environments busy over the last seconds. */
  readonly level: number;
  /** Environments that the newest arrivals keep busy, once those of before have ended. */
  readonly heldByArrivals: number;
  /** Index of dispersion of the number of busy environments around its mean: 1 for Poisson arrivals. */
  readonly dispersion: number;
  /** How long the number of busy environments remembers: E[S²] / E[S]. */
  readonly mixingS: number;
}

/** Calls of this length and more are judged by how they end, shorter ones by how their numbers scatter. */
export const LONG_MIXING_S = 15;

const ASSUMED_CALL_MS = 1_000;

/** Null before enough of the log has been read. */
export function liveLoadOf({ means, arrivals, callMs, mixingMs }: InFlight): LiveLoad | null {
  if (means.length < 30) return null;
  const callS = Math.max(0.05, (callMs ?? ASSUMED_CALL_MS) / SECOND_MS);
  const mixingS = Math.max(callS, (mixingMs ?? ASSUMED_CALL_MS) / SECOND_MS);
  const recentS = Math.round(Math.min(10, Math.max(3, mixingS / 4)));
  const arrivingS = Math.round(Math.min(120, Math.max(10, mixingS)));
  return {
    level: averageOf(lastOf(means, recentS)),
    heldByArrivals: averageOf(lastOf(arrivals, arrivingS)) * callS,
    dispersion: mixingS < LONG_MIXING_S ? scatterAround(means) : clumping(arrivals, callS),
    mixingS,
  };
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

/** How much more the numbers of arrivals differ than those of strangers would, over spans of half a call. */
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
  return Math.max(1, averageOf(counts.map((count) => (count - mean) ** 2)) / mean);
}
