import { type EpochMs, minuteOf } from '../lambda/time.ts';

/** How often something happened within a minute. */
export interface MinuteCount {
  /** The start of the minute. */
  readonly minuteMs: EpochMs;
  readonly count: number;
}

/** The times counted by the minute, oldest first; empty minutes are left out. */
export function countByMinute(timesMs: readonly EpochMs[]): readonly MinuteCount[] {
  const counts = new Map<EpochMs, number>();
  for (const timeMs of timesMs) {
    const minuteMs = minuteOf(timeMs);
    counts.set(minuteMs, (counts.get(minuteMs) ?? 0) + 1);
  }
  return [...counts]
    .map(([minuteMs, count]) => ({ minuteMs, count }))
    .toSorted((one, other) => one.minuteMs - other.minuteMs);
}
