import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { type FollowedLog, reachedMsOf, readingLogs } from './followed-log.ts';

/** Many quiet logs share the calls, and each may be read every half minute. A log further behind is not up to date. */
export const STILL_LIVE_MS = MINUTE_MS;

export interface LogBehind {
  readonly log: FollowedLog;
  readonly behindMs: number;
}

/**
 * Logs that are behind while others are up to date, furthest first. None where all are behind: that is said of them
 * together.
 */
export function logsBehind(logs: readonly FollowedLog[], nowMs: EpochMs): readonly LogBehind[] {
  const reading = readingLogs(logs);
  const behind = reading
    .map((log) => ({ log, behindMs: nowMs - (reachedMsOf(log) ?? nowMs) }))
    .filter(({ log, behindMs }) => log.readThroughMs === null || behindMs > STILL_LIVE_MS)
    .toSorted((one, other) => other.behindMs - one.behindMs);
  return behind.length === reading.length ? [] : behind;
}
