import { MINUTE_MS } from '../../lambda/time.ts';
import type { PeakMemory, PeakOfMinute } from '../capacity-memory.ts';
import type { CapacityMinute } from '../evidence.ts';
import { type Load, typicalPeak } from '../statistics/peak.ts';
import { averageDurationMs, meanConcurrency } from './estimate.ts';

const MINUTES_REMEMBERED = 120;
/** Number of similar minutes (with similar minutes before them) from which the next is predicted. */
const MINUTES_ALIKE = 20;
/** Weight of the previous minute's load: calls that began late in it are still running. */
const WEIGHT_OF_BEFORE = 0.5;
const FEWEST_MINUTES = 8;
/** Share of peaks allowed outside the band: on both sides, or all on one where the other is impossible. */
const MISSED = 0.1;
/** Excess misses up to this share are compensated later, or they would add to the allowed ones. */
const MOST_OWED = 0.1;
/** If peaks can be missed only in some minutes, such as those with several calls, at most this share of them. */
const MOST_MISSED = 0.4;
/** @see Gibbs and Candès, "Adaptive Conformal Inference Under Distribution Shift", NeurIPS 2021 */
const ADAPTATION = 0.05;
/** Faster adaptation at first: the n-th minute by this over n, while that is larger. */
const FIRST_ADAPTATION = 4;
/** Durations vary, so weighted by themselves they exceed their average. */
const MIXING_PER_AVERAGE = 1.5;

/** @param most the highest possible peak; Infinity without a limit */
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

/** The minute of a band. */
interface BandedMinute {
  readonly mean: number;
  readonly mixingMs: number;
  /** The minute before it; by default the newest remembered one. */
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
  // A peak once measured too low would give a quiet minute a negative one.
  const peaks = residuals.map((residual) =>
    wholeWithin(most, Math.max(0, (typical + 0.5) * Math.exp(residual) - 0.5)),
  );
  const { low, high } = bandOf(peaks, Math.max(0, memory.missed), most);
  return { low, high: Math.max(wholeWithin(most, Math.ceil(mean)), high) };
}

/**
 * The band of a future peak: half of the allowed misses below it, the rest above. Nothing lies below one, nor above the
 * limit.
 */
function bandOf(
  ascending: readonly number[],
  missed: number,
  most: number,
): { readonly low: number; readonly high: number } {
  // The observed peaks divide the line into parts, each equally likely to contain the next one.
  const parts = missed * (ascending.length + 1);
  // The part next to a peak is outside too, unless the peak is at a bound, beyond which there is none.
  const nextTo = (peak: number) => (peak <= 1 || peak >= Math.floor(most) ? 0 : 1);
  const partsBelow = (peak: number) => ascending.indexOf(peak) + nextTo(peak);
  const partsAbove = (peak: number) => ascending.length - 1 - ascending.lastIndexOf(peak) + nextTo(peak);
  const low = ascending.findLast((peak) => partsBelow(peak) <= parts / 2) ?? ascending[0] ?? 0;
  const left = parts - partsBelow(low);
  const high = ascending.find((peak) => peak >= low && partsAbove(peak) <= left);
  return { low, high: high ?? ascending.at(-1) ?? low };
}

/** Peaks are whole numbers: a band rounded outwards would contain more than it claims. */
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

/** Ascending. Burstiness depends on the load: a minute with or after a burst differs from one without. */
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
