import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import type { PastPeak, PastPeaks } from '../capacity-memory.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { averageOf } from '../statistics/span.ts';

const PEAKS_REMEMBERED = 40;
/** What stays lower says nothing of the limit. */
const WORTH_SHARE = 0.7;
/** A peak begins from a lull that is lower than this share of it, and is over with the next one. */
const DOWN_SHARE = 0.5;
/** A level that scatters is down for a second now and then; one that came down stays there for a while. */
const LULL_S = 10;

/** By then late lines have come in, and of a sampled log CloudWatch has told the peaks. */
const SETTLED_AFTER_MS = 5 * MINUTE_MS;

/** What has peaked by now, and so much of it as will not change any more: the next look goes on from there. */
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

/** Oldest first, that which may still grow included. */
export function allPeaks({ over, newest }: PastPeaks): readonly PastPeak[] {
  return newest === null ? over : [...over, newest];
}

/** Milliseconds from the beginning of each to that of the next. */
export function pausesMs(peaks: readonly { readonly beganMs: EpochMs }[]): readonly number[] {
  return peaks.slice(1).map(({ beganMs }, index) => beganMs - (peaks[index]?.beganMs ?? beganMs));
}
