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
 * The calls by which the errors of a function are judged; null where too few failed to say anything. Of few calls the same
 * time begins and ends it, or chance would do so many times a day: a quarter of an hour, and all that is known where they
 * fail as ever.
 *
 * @param isAsEver whether calls failed alike for as long as anything is known; asked only of few calls
 * @param goesOn whether it was told a minute ago: few errors more or less neither begin nor end that
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
  // What nobody calls any more fails no longer, also where it always did.
  if (longer.called === 0) return null;
  const isMuchOfAll = all.failed >= thresholds.errors.critAt * all.called;
  const begins = areEnoughErrors(minutes, thresholds);
  if (!goesOn && !begins && !isMuchOfAll) return null;
  if (isAsEver()) return goesOn || isMuchOfAll || newest.failed >= fewest ? all : null;
  if (goesOn) return longer.failed === 0 || hasEnded(newest, longer) ? null : longer;
  // What was bad until five minutes ago, and fails as usual since, does not begin now.
  if (!begins || newest.failed < thresholds.errors.warnAt * newest.called) return null;
  return newest.failed >= fewest ? newest : longer;
}

/** Had calls failed as before, so many would have: chance leaves out fewer. */
const SURELY_MISSED = 3;

/** Of five minutes in which none failed: where half did until then, it is over; where one in ten did, nobody can tell yet. */
function hasEnded(newest: Calls, longer: Calls): boolean {
  const calledBefore = longer.called - newest.called;
  return newest.failed === 0 && longer.failed * newest.called >= SURELY_MISSED * calledBefore;
}
