import type { EpochMs } from '../lambda/time.ts';
import type { FlagReason } from './flag-reason.ts';

/** What an assessment hands on to the next one of the same function. Immutable. */
export interface CapacityMemory {
  readonly peaks: PeakMemory | null;
  readonly live: LiveMemory | null;
  /** The limit that all this was learned against. */
  readonly limit: number | null;
}

/** What a function that is watched to the second has taught. Immutable. */
export interface LiveMemory {
  readonly calibration: Calibration;
  readonly rises: Rises;
  readonly isRaised: boolean;
  readonly reason: FlagReason | null;
  /** Since when nothing speaks for the flag; null while something does. */
  readonly calmSinceMs: EpochMs | null;
  /** So far as they will not change any more. */
  readonly peaks: PastPeaks | null;
}

/** How high long calls got within the five minutes after each look. All in square roots of environments. Immutable. */
export interface Rises {
  /** Oldest first. */
  readonly past: readonly { readonly from: number; readonly by: number }[];
  /** Looks of which nobody knows yet how high it got after them, oldest first. */
  readonly pending: readonly { readonly atMs: EpochMs; readonly from: number }[];
}

/** When the load went up from a lull and came down again, since the log is followed. Immutable. */
export interface PastPeaks {
  readonly sinceMs: EpochMs;
  readonly throughMs: EpochMs;
  /** Oldest first. */
  readonly over: readonly PastPeak[];
  /** That which is not over; null between peaks. */
  readonly newest: PastPeak | null;
  /** Of the level since the last peak. */
  readonly lowest: number;
}

export interface PastPeak {
  readonly beganMs: EpochMs;
  /** The most environments busy at once. */
  readonly value: number;
}

/**
 * What the observed peaks of past minutes taught about the next: how far the highest second lies above
 * what random arrivals make, by how busy the minute was. Immutable.
 */
export interface PeakMemory {
  /** The newest minute that has been learned from. */
  readonly throughMs: EpochMs;
  /** Oldest first. */
  readonly minutes: readonly PeakOfMinute[];
  /** Of the peaks, the share to be left out of the band, half of it on each side: adapted so that the band keeps what it says, and below 0 while more was missed. */
  readonly missed: number;
}

export interface PeakOfMinute {
  readonly logMean: number;
  /** Of the minute before, or the last before that with calls. */
  readonly logMeanBefore: number;
  /** Logarithm of the observed peak over that which random arrivals typically have. */
  readonly residual: number;
}

/**
 * What came of the risks that were told before, by how high they were: a function that is called in piles meets its
 * limit more often, or less, than any formula says. Immutable.
 */
export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Looks of which nobody knows yet what came of them, oldest first. */
  readonly pending: readonly PendingLook[];
}

export interface CalibrationBin {
  readonly looks: number;
  readonly hits: number;
}

export interface PendingLook {
  readonly atMs: EpochMs;
  readonly bin: number;
}
