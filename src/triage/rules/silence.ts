import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Episode } from '../change/episode.ts';
import { attemptsOf, type FunctionMinute } from '../minute/function-minute.ts';
import { median } from '../onset/quantile.ts';
import type { Thresholds } from '../thresholds.ts';

/** Minutes without calls of a function that is otherwise called all the time. */
export interface Silence {
  /** The median calls a minute in the hour before. */
  readonly usualCalls: number;
  /** Its first minute. */
  readonly sinceMs: EpochMs | null;
}

/** The usual rate is taken from this many minutes before the calls stopped. */
export const SILENCE_BASELINE_MINUTES = 60;
/** With fewer minutes, the usual rate is unknown. */
const FEWEST_USUAL_MINUTES = 10;
const MANY_CALLS_A_MINUTE = 10;

/**
 * The silence at the end of the minutes; null where they end with calls. Lambda publishes nothing for a minute without
 * calls: no data is silence where the hour before had data.
 *
 * @param minutes settled, oldest first, without holes
 */
export function silenceAtEnd(
  minutes: readonly FunctionMinute[],
  { silenceMs }: Pick<Thresholds, 'silenceMs'>,
): Silence | null {
  const firstSilent = minutes.findLastIndex(isCalled) + 1;
  if ((minutes.length - firstSilent) * MINUTE_MS < silenceMs) return null;
  const before = minutes.slice(Math.max(0, firstSilent - SILENCE_BASELINE_MINUTES), firstSilent);
  if (before.length < FEWEST_USUAL_MINUTES) return null;
  // The median, not the mean: a batch that runs five minutes an hour is not missed.
  const usualCalls = median(before.map(({ invocations }) => invocations ?? 0)) ?? 0;
  if (usualCalls < MANY_CALLS_A_MINUTE) return null;
  return { usualCalls, sinceMs: minutes[firstSilent]?.minuteMs ?? null };
}

/** Silences that are over. */
export function pastSilences(minutes: readonly FunctionMinute[], thresholds: Thresholds): readonly Episode[] {
  return minutes.flatMap((minute, index) => {
    const before = minutes[index - 1];
    if (!isCalled(minute) || (before !== undefined && isCalled(before))) return [];
    const silence = silenceAtEnd(minutes.slice(0, index), thresholds);
    return silence === null ? [] : [{ sinceMs: silence.sinceMs, endedMs: minute.minuteMs }];
  });
}

function isCalled(minute: FunctionMinute): boolean {
  return (attemptsOf(minute) ?? 0) > 0;
}
