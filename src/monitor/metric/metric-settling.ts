import { type EpochMs, MINUTE_MS, minuteOf } from '../../lambda/time.ts';

/**
 * Points carry the start of their invocation, so a minute changes until every call that began in it has ended and been
 * published: minute end + publication delay + the longest call.
 *
 * AWS states no publication delay; the local AWS and the header's data age assume a minute.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
 */
export const PUBLICATION_DELAY_MS = MINUTE_MS;

/** The newest minute that no longer changes. */
export function lastSettledMinute(
  nowMs: EpochMs,
  timeoutMs: number,
  recentLongestMs: number | null,
): EpochMs {
  const longestMs = Math.min(timeoutMs, recentLongestMs ?? timeoutMs);
  return minuteOf(nowMs - PUBLICATION_DELAY_MS - longestMs) - MINUTE_MS;
}

/** The newest minute of the window: the last one before `untilMs`, where that is earlier. */
export function endingBefore(untilMs: EpochMs | null, settledMs: EpochMs): EpochMs {
  return untilMs === null ? settledMs : Math.min(settledMs, minuteOf(untilMs) - MINUTE_MS);
}
