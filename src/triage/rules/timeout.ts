import { type FunctionMinute, JUDGED_MINUTES } from '../minute/function-minute.ts';
import type { Thresholds } from '../thresholds.ts';
import { graded } from './graded.ts';
import type { Reason } from './reason.ts';

/** Over so many minutes the longest call is told. */
export const TIMEOUT_MINUTES = 15;
/** A share of the timeout that is all of it, but for rounding. */
const WHOLE_TIMEOUT = 0.999;

/**
 * A call that came near the timeout is judged like all else. Where several did in a quarter of an hour, the next one
 * comes: five minutes without one are no end.
 */
export function timeout({
  minutes,
  timeoutMs,
  thresholds,
}: {
  readonly minutes: readonly FunctionMinute[];
  readonly timeoutMs: number;
  readonly thresholds: Pick<Thresholds, 'timeout'>;
}): Reason | null {
  const shares = minutes.slice(-TIMEOUT_MINUTES).map((minute) => (minute.durationMaxMs ?? 0) / timeoutMs);
  const isNear = (share: number) => share >= thresholds.timeout.warnAt;
  const comesAgain = shares.filter(isNear).length > 1;
  if (!comesAgain && !shares.slice(-JUDGED_MINUTES).some(isNear)) return null;
  const share = Math.max(...shares);
  const severity = graded(share, thresholds.timeout);
  return severity && { rule: 'timeout', severity, value: share, sinceMs: null };
}

/**
 * Whether calls fail at the timeout: those that ran into it, and did not merely come near, did so in most of the minutes
 * that had errors. One such call in a quarter of an hour does not explain what fails all the time.
 */
export function failsAtTimeout({
  reasons,
  minutes,
}: {
  readonly reasons: readonly Reason[];
  readonly minutes: readonly FunctionMinute[];
}): boolean {
  if (!reasons.some(({ rule, value }) => rule === 'timeout' && value >= WHOLE_TIMEOUT)) return false;
  // That call took all of the timeout: as long as it is at the timeout.
  const longestMs = Math.max(
    ...minutes.slice(-TIMEOUT_MINUTES).map(({ durationMaxMs }) => durationMaxMs ?? 0),
  );
  const failed = minutes.slice(-JUDGED_MINUTES).filter(({ errors }) => (errors ?? 0) > 0);
  const atTimeout = failed.filter(({ durationMaxMs }) => (durationMaxMs ?? 0) >= WHOLE_TIMEOUT * longestMs);
  return atTimeout.length > failed.length / 2;
}
