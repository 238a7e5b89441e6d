import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import type { PastPeak, PastPeaks } from '../capacity-memory.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { averageOf } from '../statistics/span.ts';

const PEAKS_REMEMBERED = 40;
/** Lower peaks say nothing about the limit. */
const WORTH_SHARE = 0.7;
/** A peak begins after a lull below this share of it, and ends with the next one. */
const DOWN_SHARE = 0.5;
/** A varying level dips for a second now and then; a real lull lasts at least this long. */
const LULL_S = 10;

/** By then late lines have arrived and, for a sampled log, CloudWatch has published the peaks. */
const SETTLED_AFTER_MS = 5 * MINUTE_MS;

/** The peaks so far, and which of them are final: the next look continues from there. */
export function pastPeaksAfter(
  settledBefore: PastPeaks | null,
  inFlight: InFlight,
  limit: number,
): { readonly now: PastPeaks; readonly settled: PastPeaks } {
  const settled = peaksUntil(inFlight.asOfMs - SETTLED_AFTER_MS, settledBefore, inFlight, limit);
  return { now: peaksUntil(inFlight.asOfMs, settled, inFlight, limit), settled };
}

function peaksUntil(
  untilMs: EpochMs,
  before: PastPeaks | null,
  { peaks, means, asOfMs, completeFromMs }: InFlight,
  limit: number,
): PastPeaks {
  const firstMs = asOfMs - peaks.length * SECOND_MS;
  const fromMs = Math.max(before?.throughMs ?? completeFromMs, firstMs);
  let { newest, lowest } = before ?? { newest: null, lowest: Infinity };
  const over = [...(before?.over ?? [])];
  for (let atMs = fromMs; atMs < untilMs; atMs += SECOND_MS) {
    const second = (atMs - firstMs) / SECOND_MS;
    const peak = peaks[second] ?? 0;
    const lull = second < LULL_S ? Infinity : averageOf(means.subarray(second - LULL_S, second));
    if (newest === null) {
      lowest = Math.min(lowest, lull);
      if (peak >= WORTH_SHARE * limit && lowest < DOWN_SHARE * peak) newest = { beganMs: atMs, value: peak };
    } else if (lull < DOWN_SHARE * newest.value && atMs - newest.beganMs >= LULL_S * SECOND_MS) {
      over.push(newest);
      newest = null;
      lowest = lull;
    } else if (peak > newest.value) newest = { ...newest, value: peak };
  }
  return {
    sinceMs: before?.sinceMs ?? fromMs,
    throughMs: Math.max(fromMs, untilMs),
    over: over.slice(-PEAKS_REMEMBERED),
    newest,
    lowest,
  };
}

/** Oldest first, including the unfinished one. */
export function allPeaks({ over, newest }: PastPeaks): readonly PastPeak[] {
  return newest === null ? over : [...over, newest];
}

/** Milliseconds between the starts of consecutive peaks. */
export function pausesMs(peaks: readonly { readonly beganMs: EpochMs }[]): readonly number[] {
  return peaks.slice(1).map(({ beganMs }, index) => beganMs - (peaks[index]?.beganMs ?? beganMs));
}
