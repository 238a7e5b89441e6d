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
/** Of the peaks, so many may lie outside of the band: on both sides, or all on one where none can lie on the other. */
const MISSED = 0.1;
/** Of more than were due so many are made good again: forgotten, they would be missed on top of what may be. */
const MOST_OWED = 0.1;
/** Where peaks can only be missed in some minutes, as those with several calls, no more than so many of these are. */
const MOST_MISSED = 0.4;
/** @see Gibbs and Candès, "Adaptive Conformal Inference Under Distribution Shift", NeurIPS 2021 */
const ADAPTATION = 0.05;
/** The first minutes teach more: the n-th by this over n, as long as that is more. */
const FIRST_ADAPTATION = 4;
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

/** The minute that a band is of. */
interface BandedMinute {
  readonly mean: number;
  readonly mixingMs: number;
  /** The minute before it; the newest that is remembered when absent. */
  readonly before?: PeakOfMinute | undefined;
}

/** Null until enough peaks have been seen. */
export function learnedPeakBand(
  memory: PeakMemory | null,
  { mean, mixingMs, before = memory?.minutes.at(-1) }: BandedMinute,
  most: number,
): { readonly low: number; readonly high: number } | null {
  if (memory === null || memory.minutes.length < FEWEST_MINUTES || mean <= 0) return null;
  const logMean = Math.log(mean);
  const residuals = residualsOfAlike(memory.minutes, logMean, before?.logMean ?? logMean);
  const typical = typicalOf(mean, mixingMs, most);
  // A peak that was seen too low once would leave a quiet minute with less than nothing.
  const peaks = residuals.map((residual) =>
    wholeWithin(most, Math.max(0, (typical + 0.5) * Math.exp(residual) - 0.5)),
  );
  const { low, high } = bandOf(peaks, Math.max(0, memory.missed), most);
  return { low, high: Math.max(wholeWithin(most, Math.ceil(mean)), high) };
}

/**
 * Of a peak that is to come so much may lie outside: half of it below, and above what is left. Below one environment nothing lies, nor
 * above the limit.
 */
function bandOf(
  ascending: readonly number[],
  missed: number,
  most: number,
): { readonly low: number; readonly high: number } {
  // Each that was seen parts the line once more, and that which is to come falls into any part as likely.
  const parts = missed * (ascending.length + 1);
  // The part next to a peak is outside too, unless that peak stands where no other can be beyond it: then the part is its own.
  const nextTo = (peak: number) => (peak <= 1 || peak >= Math.floor(most) ? 0 : 1);
  const partsBelow = (peak: number) => ascending.indexOf(peak) + nextTo(peak);
  const partsAbove = (peak: number) => ascending.length - 1 - ascending.lastIndexOf(peak) + nextTo(peak);
  const low = ascending.findLast((peak) => partsBelow(peak) <= parts / 2) ?? ascending[0] ?? 0;
  const left = parts - partsBelow(low);
  const high = ascending.find((peak) => peak >= low && partsAbove(peak) <= left);
  return { low, high: high ?? ascending.at(-1) ?? low };
}

/** Environments are whole ones, and so are their peaks: a band whose ends are rounded outwards holds more than it says. */
function wholeWithin(most: number, busy: number): number {
  return Math.min(Math.floor(most), Math.round(busy));
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
  const band = learnedPeakBand(memory, { mean, mixingMs }, most);
  const missed = memory?.missed ?? MISSED;
  const isMissed = band !== null && (observedMax < band.low || observedMax > band.high);
  const by = Math.max(ADAPTATION, FIRST_ADAPTATION / minutes.length);
  return {
    throughMs: minuteMs,
    minutes: minutes.slice(-MINUTES_REMEMBERED),
    missed: band === null ? missed : adapted(missed, isMissed, by),
  };
}

function adapted(missed: number, isMissed: boolean, by: number): number {
  return Math.min(MOST_MISSED, Math.max(-MOST_OWED, missed + by * (MISSED - (isMissed ? 1 : 0))));
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
    .toReversed()
    .sort((one, other) => unlike(one) - unlike(other))
    .slice(0, MINUTES_ALIKE)
    .map(({ residual }) => residual)
    .toSorted((one, other) => one - other);
}

function typicalOf(mean: number, mixingMs: number, most: number): number {
  const load: Load = { mean, dispersion: 1, mixingMs };
  return Math.min(most, typicalPeak(load, MINUTE_MS));
}

export function mixingOf(minute: CapacityMinute): number {
  return MIXING_PER_AVERAGE * (averageDurationMs(minute) ?? 1_000);
}
