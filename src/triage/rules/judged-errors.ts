import {
  areEnoughErrors,
  type Calls,
  callsBefore,
  callsOf,
  FEW_CALLS,
  LONGER_MINUTES,
} from '../minute/enough-errors.ts';
import { type FunctionMinute, JUDGED_MINUTES } from '../minute/function-minute.ts';
import type { Thresholds } from '../thresholds.ts';

type ErrorThresholds = Pick<Thresholds, 'errors' | 'fewestErrors'>;

/**
 * The calls by which a function's errors are judged; null where too few failed. With few calls a longer span is used
 * for beginning and end alike, or chance would raise and clear it many times a day: fifteen minutes, or all known
 * minutes where they fail constantly.
 *
 * @param isAsEver whether calls failed alike in all known minutes; evaluated only for few calls
 * @param goesOn whether the finding existed a minute ago: a few errors more or less neither begin nor end it
 */
export function judgedErrors(
  minutes: readonly FunctionMinute[],
  thresholds: ErrorThresholds,
  goesOn: boolean,
  isAsEver: () => boolean,
): Calls | null {
  const newest = callsBefore(minutes, minutes.length, JUDGED_MINUTES);
  const fewest = goesOn ? 1 : thresholds.fewestErrors;
  if (newest.called >= FEW_CALLS) return newest.failed >= fewest ? newest : null;
  const all = callsOf(minutes);
  if (all.failed < fewest || all.called === 0) return null;
  const longer = callsBefore(minutes, minutes.length, LONGER_MINUTES);
  // Without calls it no longer fails, even if it always did.
  if (longer.called === 0) return null;
  const isMuchOfAll = all.failed >= thresholds.errors.critAt * all.called;
  const begins = areEnoughErrors(minutes, thresholds);
  if (!goesOn && !begins && !isMuchOfAll) return null;
  if (isAsEver()) return goesOn || isMuchOfAll || newest.failed >= fewest ? all : null;
  if (goesOn) return longer.failed === 0 || hasEnded(newest, longer) ? null : longer;
  // Errors that were frequent until five minutes ago and are now as usual don't begin a finding.
  if (!begins || newest.failed < thresholds.errors.warnAt * newest.called) return null;
  return newest.failed >= fewest ? newest : longer;
}

/** At the earlier rate this many calls would have failed: chance hardly skips as many. */
const SURELY_MISSED = 3;

/**
 * After five minutes without a failure: if half the calls failed before, it is over; if one in ten did, that is not
 * certain yet.
 */
function hasEnded(newest: Calls, longer: Calls): boolean {
  const calledBefore = longer.called - newest.called;
  return newest.failed === 0 && longer.failed * newest.called >= SURELY_MISSED * calledBefore;
}
