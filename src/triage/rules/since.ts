import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { episodesIn, lastsSince } from '../change/episode.ts';
import { hurtOnsets } from '../change/hurt-onset.ts';
import { pastErrorRises } from '../change/past-errors.ts';
import type { FunctionMinute } from '../minute/function-minute.ts';
import { type Hurt, hurts } from '../minute/hurting-minute.ts';
import type { Thresholds } from '../thresholds.ts';

/**
 * When what hurts began, as the timeline has it: few calls leave minutes that do not hurt, and such pauses end nothing.
 *
 * @param carriedMs when it began by what was told before `minutes` did
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

/** So few minutes before a change are no evidence of it any more. */
const FORGETTING_MS = 10 * MINUTE_MS;

/**
 * What was seen to begin has begun, also where the minutes of before are forgotten by now, or there was a pause since; but
 * not where it is over, and what is left was there before it.
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
