import type { EpochMs } from '../lambda/time.ts';
import type { FlagReason } from './flag-reason.ts';

/** State handed from one assessment of a function to the next. Immutable. */
export interface CapacityMemory {
  readonly peaks: PeakMemory | null;
  readonly live: LiveMemory | null;
  /** The limit against which it was learned. */
  readonly limit: number | null;
}

/** Learned from a function watched to the second. Immutable. */
export interface LiveMemory {
  readonly calibration: Calibration;
  readonly rises: Rises;
  readonly isRaised: boolean;
  readonly reason: FlagReason | null;
  /** Since when nothing supports the flag; null while something does. */
  readonly calmSinceMs: EpochMs | null;
  /** As far as they are final. */
  readonly peaks: PastPeaks | null;
}

/**
 * How high the level of long calls rose within five minutes of each look. All in square roots of concurrency.
 * Immutable.
 */
export interface Rises {
  /** Oldest first. */
  readonly past: readonly { readonly from: number; readonly by: number }[];
  /** Looks whose outcome is not known yet, oldest first. */
  readonly pending: readonly { readonly atMs: EpochMs; readonly from: number }[];
}

/** When the load rose from a lull and fell again, since the log is being followed. Immutable. */
export interface PastPeaks {
  readonly sinceMs: EpochMs;
  readonly throughMs: EpochMs;
  /** Oldest first. */
  readonly over: readonly PastPeak[];
  /** The unfinished one; null between peaks. */
  readonly newest: PastPeak | null;
  /** The lowest level since the last peak. */
  readonly lowest: number;
}

export interface PastPeak {
  readonly beganMs: EpochMs;
  /** The highest concurrency. */
  readonly value: number;
}

/**
 * Learned from observed peaks of past minutes: how far the highest second lies above that of random arrivals, by how
 * busy the minute was. Immutable.
 */
export interface PeakMemory {
  /** The newest minute learned from. */
  readonly throughMs: EpochMs;
  /** Oldest first. */
  readonly minutes: readonly PeakOfMinute[];
  /**
   * Share of peaks allowed outside the band, half of it on each side: adapted so that the band keeps its promise; below
   * 0 after more misses.
   */
  readonly missed: number;
}

export interface PeakOfMinute {
  readonly logMean: number;
  /** For the minute before, or the last one before with calls. */
  readonly logMeanBefore: number;
  /** Logarithm of the observed peak over the typical one of random arrivals. */
  readonly residual: number;
}

/**
 * Outcomes of earlier risks, by their height: a function called in bursts meets its limit more or less often than any
 * formula says. Immutable.
 */
export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Looks whose outcome is not known yet, oldest first. */
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
