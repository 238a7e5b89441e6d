import { MINUTE_MS } from '../../lambda/time.ts';
import type { PeakMemory, PeakOfMinute } from '../capacity-memory.ts';
import type { CapacityMinute } from '../evidence.ts';
import { type Load, typicalPeak } from '../statistics/peak.ts';
import { averageDurationMs, meanConcurrency } from './estimate.ts';

const MINUTES_REMEMBERED = 120;
/** Of those, so many that were about as busy, and came after minutes about as busy, tell of the next. */
const MINUTES_ALIKE = 20;
/** How busy the minute before was counts for so much: calls that began late in it are busy in this one. */
const WEIGHT_OF_BEFORE = 0.5;
const FEWEST_MINUTES = 8;
const MISSED = 0.05;
/** @see Gibbs and Candès, "Adaptive Conformal Inference Under Distribution Shift", NeurIPS 2021 */
const ADAPTATION = 0.05;
/** Call lengths are rarely all alike: weighted by themselves they are longer than their average. */
const MIXING_PER_AVERAGE = 1.5;

/** @param most no peak is higher; Infinity where nothing is known to hold it. */
export function peakMemoryAfter(
  before: PeakMemory | null,
  minutes: readonly CapacityMinute[],
  most: number,
  meanOf: (minute: CapacityMinute) => number | null = meanConcurrency,
): PeakMemory | null {
  const throughMs = before?.throughMs ?? -Infinity;
  return minutes.reduce((memory, minute) => {
    return minute.minuteMs > throughMs ? learned(memory, minute, meanOf(minute), most) : memory;
  }, before);
}

/**
 * Null until enough peaks have been seen.
 *
 * @param before the minute before that which the band is of.
 */
export function learnedPeakBand(
  memory: PeakMemory | null,
  mean: number,
  mixingMs: number,
  most: number,
  before: PeakOfMinute | undefined = memory?.minutes.at(-1),
): { readonly low: number; readonly high: number } | null {
  if (memory === null || memory.minutes.length < FEWEST_MINUTES || mean <= 0) return null;
  const logMean = Math.log(mean);
  const residuals = residualsOfAlike(memory.minutes, logMean, before?.logMean ?? logMean);
  const typical = typicalOf(mean, mixingMs, most);
  const peak = (share: number) => (typical + 0.5) * Math.exp(quantile(residuals, share)) - 0.5;
  // A peak that was seen too low once would leave a quiet minute with less than nothing.
  const at = (share: number) => Math.min(most, Math.max(0, peak(share)));
  return { low: at(memory.missLow), high: Math.max(Math.min(mean, most), at(1 - memory.missHigh)) };
}

function learned(
  memory: PeakMemory | null,
  minute: CapacityMinute,
  mean: number | null,
  most: number,
): PeakMemory | null {
  const { observedMax, minuteMs } = minute;
  if (mean === null || mean <= 0 || observedMax === null || observedMax <= 0) return memory;
  const mixingMs = mixingOf(minute);
  const residual = Math.log((observedMax + 0.5) / (typicalOf(mean, mixingMs, most) + 0.5));
  const logMean = Math.log(mean);
  const logMeanBefore = memory?.minutes.at(-1)?.logMean ?? logMean;
  const minutes = [...(memory?.minutes ?? []), { logMean, logMeanBefore, residual }];
  const band = learnedPeakBand(memory, mean, mixingMs, most);
  const { missLow, missHigh } = memory ?? { missLow: MISSED, missHigh: MISSED };
  return {
    throughMs: minuteMs,
    minutes: minutes.slice(-MINUTES_REMEMBERED),
    missLow: band === null ? missLow : adapted(missLow, observedMax < Math.floor(band.low)),
    missHigh: band === null ? missHigh : adapted(missHigh, observedMax > Math.ceil(band.high)),
  };
}

function adapted(missed: number, isMissed: boolean): number {
  return Math.min(0.4, Math.max(0.001, missed + ADAPTATION * (MISSED - (isMissed ? 1 : 0))));
}

/** Ascending. Burstiness comes with the load: a minute with a pile of work, or behind one, is unlike one without. */
function residualsOfAlike(
  minutes: PeakMemory['minutes'],
  logMean: number,
  logMeanBefore: number,
): readonly number[] {
  const unlike = (minute: PeakOfMinute) =>
    Math.abs(minute.logMean - logMean) + WEIGHT_OF_BEFORE * Math.abs(minute.logMeanBefore - logMeanBefore);
  return minutes
    .toSorted((one, other) => unlike(one) - unlike(other))
    .slice(0, MINUTES_ALIKE)
    .map(({ residual }) => residual)
    .toSorted((one, other) => one - other);
}

function typicalOf(mean: number, mixingMs: number, most: number): number {
  const load: Load = { mean, dispersion: 1, mixingMs };
  return Math.min(most, typicalPeak(load, MINUTE_MS));
}

/** Between the two nearest; beyond the last where more than there are would be needed. */
function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length + 1) - 1;
  const below = Math.min(sorted.length - 1, Math.max(0, Math.floor(position)));
  const above = Math.min(sorted.length - 1, below + 1);
  const low = sorted[below] ?? 0;
  const high = sorted[above] ?? low;
  return low + (high - low) * Math.min(1, Math.max(0, position - below));
}

export function mixingOf(minute: CapacityMinute): number {
  return MIXING_PER_AVERAGE * (averageDurationMs(minute) ?? 1_000);
}
