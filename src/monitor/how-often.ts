import { type EpochMs, MINUTE_MS, minuteOf, SECOND_MS } from '../lambda/time.ts';

/** What changes with deployments, or costs a call or a metric for each function, is asked for this seldom. */
export const SELDOM_MS = 5 * MINUTE_MS;

/** A closer look is taken at most once a minute, however often the user switches between functions. */
export const LOOK_PAUSE_MS = 45 * SECOND_MS;

/** Lambda publishes metrics once a minute; most of them have arrived by this time after it. */
const POLL_AFTER_MINUTE_MS = 20 * SECOND_MS;

/** When metrics are read next, once a minute. */
export function nextPollAfter(timeMs: EpochMs): EpochMs {
  const thisMinute = minuteOf(timeMs) + POLL_AFTER_MINUTE_MS;
  return thisMinute > timeMs ? thisMinute : thisMinute + MINUTE_MS;
}
