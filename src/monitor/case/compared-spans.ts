import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS, type TimeRange } from '../../lambda/time.ts';
import {
  attemptsOf,
  errorRateOf,
  type FunctionMinute,
  throttleRateOf,
} from '../../triage/minute/function-minute.ts';
import { median } from '../../triage/onset/quantile.ts';

/** The spans of a log to compare: one while the function hurts, one before. */
export interface ComparedSpans {
  readonly now: TimeRange;
  readonly before: TimeRange;
}

/** With this many runs, a failure share of a tenth is known well enough. */
const WANTED_RUNS = 800;
const SHORTEST_MS = 20 * SECOND_MS;
const LONGEST_MS = 30 * MINUTE_MS;
/** The span must be long enough that runs begun in it also end in it. */
const RUNS_IN_A_SPAN = 3;
const RECENT_MINUTES = 15;
/** An onset is dated to the minute, and runs that began before it may be affected. */
export const APART_MS = 2 * MINUTE_MS;
/** Younger lines may still be on their way. */
const LATENESS_MS = 5 * SECOND_MS;
/** A minute half as bad as the worst is as telling, and the newest one is best. */
const TELLING_SHARE = 0.5;

/**
 * @param onsetMs when it began; null when unknown: then an hour earlier serves as the comparison
 * @param toMs the end of the span
 */
export function comparedSpans(
  minutes: readonly FunctionMinute[],
  onsetMs: EpochMs | null,
  toMs: EpochMs,
): ComparedSpans {
  const recent = minutes.slice(-RECENT_MINUTES);
  const perMinute = median(recent.flatMap((minute) => attemptsOf(minute) ?? [])) ?? 0;
  const longestMs = Math.max(0, ...recent.map(({ durationMaxMs }) => durationMaxMs ?? 0));
  const wantedMs = Math.max((WANTED_RUNS / Math.max(1, perMinute)) * MINUTE_MS, RUNS_IN_A_SPAN * longestMs);
  const spanMs = Math.round(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, wantedMs)));

  const sinceMs = onsetMs ?? toMs - RECENT_MINUTES * MINUTE_MS;
  const worstMs = worstMinute(minutes.filter(({ minuteMs }) => minuteMs >= sinceMs));
  const latestMs = toMs - LATENESS_MS;
  const endMs = Math.min(latestMs, (worstMs ?? latestMs) + Math.max(MINUTE_MS, longestMs));
  const startMs = Math.floor(Math.max(endMs - spanMs, Math.min(sinceMs, endMs - SHORTEST_MS)));
  const beforeEndMs = onsetMs === null ? startMs - HOUR_MS : Math.min(onsetMs, startMs) - APART_MS;
  return {
    now: { startMs, endMs: Math.floor(Math.min(latestMs, startMs + spanMs)) },
    before: { startMs: Math.floor(beforeEndMs - spanMs), endMs: Math.floor(beforeEndMs) },
  };
}

/** The newest of the minutes that hurt about as much as the worst; null without one. */
function worstMinute(minutes: readonly FunctionMinute[]): EpochMs | null {
  const hurt = (minute: FunctionMinute) =>
    Math.max(errorRateOf(minute) ?? 0, 0) + (throttleRateOf(minute) ?? 0);
  const worst = Math.max(0, ...minutes.map(hurt));
  if (worst === 0) return null;
  return minutes.findLast((minute) => hurt(minute) >= TELLING_SHARE * worst)?.minuteMs ?? null;
}
