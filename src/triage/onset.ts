import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';
import { averageDurationOf, type FunctionMinute } from './function-minute.ts';

/**
 * The first minute of the unbroken run of minutes for which `holds`, ending with the newest; null when it does not
 * hold for the newest. A minute without data breaks no run and begins none.
 */
export function runSince(
  minutes: readonly FunctionMinute[],
  holds: (minute: FunctionMinute) => boolean | null,
): EpochMs | null {
  let since: EpochMs | null = null;
  for (const minute of minutes.toReversed()) {
    const held = holds(minute);
    if (held === false) break;
    if (held === true) since = minute.minuteMs;
  }
  return since;
}

export interface DurationRise {
  readonly sinceMs: EpochMs;
  /** Median of the minutes' averages before the rise. */
  readonly beforeMs: number;
  /** Average of the newest minute. */
  readonly nowMs: number;
}

const RISE_FACTOR = 1.5;
const BASELINE_MINUTES = 60;
const SHORTEST_BASELINE_MINUTES = 10;

/**
 * A rise of the average duration that still lasts: the unbroken run of minutes at least half as slow again as the
 * hour before. Null when there is none, or too little before it to compare with.
 */
export function durationRise(minutes: readonly FunctionMinute[]): DurationRise | null {
  const averages = minutes.map((minute) => ({
    minuteMs: minute.minuteMs,
    averageMs: averageDurationOf(minute),
  }));
  const newest = averages.findLast(({ averageMs }) => averageMs !== null);
  if (newest?.averageMs == null) return null;

  const baselineMs = quietest(averages.slice(-BASELINE_MINUTES).flatMap(({ averageMs }) => averageMs ?? []));
  if (baselineMs === null || newest.averageMs < RISE_FACTOR * baselineMs) return null;
  const sinceMs = runSince(minutes, (minute) => {
    const averageMs = averageDurationOf(minute);
    return averageMs === null ? null : averageMs >= RISE_FACTOR * baselineMs;
  });
  if (sinceMs === null) return null;

  const before = averages.filter(
    ({ minuteMs }) => minuteMs < sinceMs && minuteMs >= sinceMs - BASELINE_MINUTES * MINUTE_MS,
  );
  if (before.length < SHORTEST_BASELINE_MINUTES) return null;
  const beforeMs = median(before.flatMap(({ averageMs }) => averageMs ?? []));
  return beforeMs === null ? null : { sinceMs, beforeMs, nowMs: newest.averageMs };
}

/** The lower quartile: what an hour looks like even when half of it is an incident. */
function quietest(values: readonly number[]): number | null {
  return quantile(values, 0.25);
}

function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? null;
}
