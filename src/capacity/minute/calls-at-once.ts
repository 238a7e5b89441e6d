import { MINUTE_MS } from '../../lambda/time.ts';
import type { CapacityMinute } from '../evidence.ts';
import { peakBand } from '../statistics/peak.ts';

/** Removing simultaneous calls leaves less for the others to explain, and so more of the peak: hence several rounds. */
const ROUNDS = 3;

/** A minute's calls in two groups. */
export interface Pile {
  /** Simultaneous calls, published or not. */
  readonly calls: number;
  /** The other calls, as far as published. */
  readonly othersShown: number;
}

/**
 * Splits a minute's calls into simultaneous and evenly spread ones. A burst is published mostly as a whole or not at
 * all; an unpublished burst of short calls that also occurred in the minute before is assumed to be there.
 *
 * @param load `mean` concurrency of the minute, calls of `callMs` on average, and whether all of them are published
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
 * The simultaneous calls of a minute: its highest second exceeds that of random arrivals by this many. Null without a
 * peak.
 *
 * @param mean average concurrency of the minute
 * @param callMs average duration
 * @param most the number of calls, where all are known
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
