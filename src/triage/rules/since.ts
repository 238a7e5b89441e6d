import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { episodesIn, lastsSince } from '../change/episode.ts';
import { hurtOnsets } from '../change/hurt-onset.ts';
import { pastErrorRises } from '../change/past-errors.ts';
import type { FunctionMinute } from '../minute/function-minute.ts';
import { type Hurt, hurts } from '../minute/hurting-minute.ts';
import type { Thresholds } from '../thresholds.ts';

/**
 * The onset as in the timeline: with few calls some minutes look clean, and such pauses don't end an episode.
 *
 * @param carriedMs the onset according to the judgement before `minutes`
 */
export function sinceWhen(
  hurt: Hurt,
  minutes: readonly FunctionMinute[],
  thresholds: Thresholds,
  carriedMs: EpochMs | null,
): EpochMs | null {
  const sinceMs = lastsSince(minutes, (minute) => hurts(hurt, minute, thresholds), carriedMs);
  return hurtOnsets(hurt, minutes, thresholds)({ sinceMs, endedMs: null });
}

/** This few minutes before a change no longer prove it. */
const FORGETTING_MS = 10 * MINUTE_MS;

/**
 * An onset once seen stays, even when the minutes before it are forgotten or a pause followed; but not where it is
 * over, and the remaining failures are older.
 */
export function errorsSince(
  minutes: readonly FunctionMinute[],
  thresholds: Thresholds,
  toldMs: EpochMs | null,
  isAsEver: () => boolean,
): EpochMs | null {
  const firstMs = minutes[0]?.minuteMs ?? Number.NEGATIVE_INFINITY;
  const carriedMs = toldMs !== null && isTakenBack(toldMs, minutes, thresholds) ? null : toldMs;
  const isOlder = carriedMs !== null && carriedMs < firstMs + FORGETTING_MS;
  if (!isOlder && isAsEver()) return null;
  const hasPaused =
    carriedMs !== null &&
    episodesIn(minutes, (minute) => hurts('errors', minute, thresholds)).some(
      ({ endedMs }) => endedMs !== null && endedMs > carriedMs,
    );
  return hasPaused ? carriedMs : sinceWhen('errors', minutes, thresholds, carriedMs);
}

function isTakenBack(toldMs: EpochMs, minutes: readonly FunctionMinute[], thresholds: Thresholds): boolean {
  return pastErrorRises(minutes, thresholds).some(
    ({ sinceMs, endedMs }) => toldMs >= sinceMs - FORGETTING_MS && toldMs < endedMs,
  );
}
