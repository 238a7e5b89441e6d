import { type FunctionMinute, JUDGED_MINUTES } from '../minute/function-minute.ts';
import type { Thresholds } from '../thresholds.ts';
import { graded } from './graded.ts';
import type { Reason } from './reason.ts';

/** The longest call is reported over this many minutes. */
export const TIMEOUT_MINUTES = 15;
/** This share counts as the full timeout, allowing for rounding. */
const WHOLE_TIMEOUT = 0.999;

/**
 * A call near the timeout is judged over five minutes like everything else. But if several came in fifteen minutes,
 * another will follow: five minutes without one are no end.
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
 * Whether calls fail because of the timeout: some reached it, not merely came near, in most of the minutes with errors.
 * One such call in fifteen minutes does not explain constant failures.
 */
export function failsAtTimeout({
  reasons,
  minutes,
}: {
  readonly reasons: readonly Reason[];
  readonly minutes: readonly FunctionMinute[];
}): boolean {
  if (!reasons.some(({ rule, value }) => rule === 'timeout' && value >= WHOLE_TIMEOUT)) return false;
  // That call reached the timeout.
  const longestMs = Math.max(
    ...minutes.slice(-TIMEOUT_MINUTES).map(({ durationMaxMs }) => durationMaxMs ?? 0),
  );
  const failed = minutes.slice(-JUDGED_MINUTES).filter(({ errors }) => (errors ?? 0) > 0);
  const atTimeout = failed.filter(({ durationMaxMs }) => (durationMaxMs ?? 0) >= WHOLE_TIMEOUT * longestMs);
  return atTimeout.length > failed.length / 2;
}
