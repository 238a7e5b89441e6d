/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Both ends are inclusive, as FilterLogEvents reads them. */
export interface TimeRange {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
}

/** The start of the minute that holds `timeMs`. */
export function minuteOf(timeMs: EpochMs): EpochMs {
  return Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
}
