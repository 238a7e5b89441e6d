import { MINUTE_MS } from '../../lambda/time.ts';
import type { CapacityMinute } from '../evidence.ts';
import { peakBand } from '../statistics/peak.ts';

/** Taking out those that came at once leaves less for the others to make, and so more of the peak to explain. */
const ROUNDS = 3;

/** A minute's calls in two parts. */
export interface Pile {
  /** Those that came at one moment, whether they have been shown or not. */
  readonly calls: number;
  /** Of the others, those that CloudWatch has shown. */
  readonly othersShown: number;
}

/**
 * Tells those of a minute's calls that came at one moment from those that came evenly. A pile comes in for the most
 * part or not at all; one of short calls that has not come in and was in the minute before as well is still that.
 *
 * @param load `mean` environments busy in the minute, calls of `callMs` on average, and whether all of them are shown.
 */
export function pileIn(
  minute: Pick<CapacityMinute, 'observedMax' | 'invocations'>,
  before: Pick<CapacityMinute, 'observedMax'> | undefined,
  { mean, callMs, isWhole }: { readonly mean: number; readonly callMs: number; readonly isWhole: boolean },
): Pile {
  const shown = minute.invocations ?? 0;
  const calls = callsAtOnce(minute, mean, callMs, isWhole ? shown : Infinity);
  if (shown >= calls / 2) return { calls, othersShown: Math.max(0, shown - calls) };
  const isOfBefore = callMs < MINUTE_MS / 2 && (before?.observedMax ?? 0) >= calls;
  return { calls: isOfBefore ? 0 : calls, othersShown: shown };
}

/**
 * Of a minute's calls, those that came at one moment: so many more were busy in its highest second than ever are where
 * calls come by chance. None where the peak is not known.
 *
 * @param mean environments busy in the minute on average.
 * @param callMs how long its calls take on average.
 * @param most its calls, where all of them are known.
 */
export function callsAtOnce(
  { observedMax }: Pick<CapacityMinute, 'observedMax'>,
  mean: number,
  callMs: number,
  most: number,
): number {
  if (observedMax === null || callMs <= 0) return 0;
  const busyEach = Math.min(callMs / MINUTE_MS, 0.5);
  let atOnce = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const ofOthers = { mean: Math.max(0, mean - atOnce * busyEach), dispersion: 1, mixingMs: callMs };
    atOnce = Math.min(most, Math.max(0, observedMax - peakBand(ofOthers, MINUTE_MS).high));
  }
  return atOnce;
}
