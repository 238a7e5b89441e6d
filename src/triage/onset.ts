import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';
import { averageDurationOf, type FunctionMinute } from './function-minute.ts';

/**
 * The first minute of the unbroken run of minutes for which `holds`, ending with the newest; null when it does not
 * hold for the newest, or holds from the first minute on: then it began before, nobody knows when. A minute without
 * data breaks no run and begins none.
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
  return since === minutes[0]?.minuteMs ? null : since;
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
/** An average of fewer calls says nothing: one slow call at night is no rise. */
const FEWEST_CALLS = 20;

/**
 * A rise of the average duration that still lasts: the unbroken run of minutes at least half as slow again as the
 * hour before. Null when there is none, or too little before it to compare with.
 */
export function durationRise(minutes: readonly FunctionMinute[]): DurationRise | null {
  const nowMs = averagesOf(minutes).at(-1);
  const baselineMs = lowerQuartile(averagesOf(minutes.slice(-BASELINE_MINUTES)));
  if (nowMs === undefined || baselineMs === null) return null;
  const sinceMs = runSince(minutes, (minute) => {
    const averageMs = averageDurationOf(minute);
    return averageMs === null ? null : averageMs >= RISE_FACTOR * baselineMs;
  });
  if (sinceMs === null) return null;

  const before = minutes.filter(
    ({ minuteMs }) => minuteMs < sinceMs && minuteMs >= sinceMs - BASELINE_MINUTES * MINUTE_MS,
  );
  const since = minutes.filter(({ minuteMs }) => minuteMs >= sinceMs);
  const usualMs = averagesOf(before);
  if (usualMs.length < SHORTEST_BASELINE_MINUTES) return null;
  if (callsIn(before) < FEWEST_CALLS || callsIn(since) < FEWEST_CALLS) return null;
  const beforeMs = median(usualMs);
  const oftenMs = upperQuartile(usualMs);
  if (beforeMs === null || oftenMs === null || nowMs < RISE_FACTOR * oftenMs) return null;
  return { sinceMs, beforeMs, nowMs };
}

function averagesOf(minutes: readonly FunctionMinute[]): readonly number[] {
  return minutes.flatMap((minute) => averageDurationOf(minute) ?? []);
}

function callsIn(minutes: readonly FunctionMinute[]): number {
  return minutes.reduce((sum, { invocations }) => sum + (invocations ?? 0), 0);
}

/** The upper quartile: what an hour reaches so often that reaching it is no news. */
function upperQuartile(values: readonly number[]): number | null {
  return quantile(values, 0.75);
}

/** The lower quartile: what an hour looks like even when half of it is an incident. */
function lowerQuartile(values: readonly number[]): number | null {
  return quantile(values, 0.25);
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? null;
}
