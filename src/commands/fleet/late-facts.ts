import type { ApiLedgerSnapshot } from '../../monitor/calls/api-ledger.ts';
import { mayPass } from '../../monitor/calls/asking.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { EXIT_STATUS, type ExitStatus, exitStatusOf } from '../command/exit-status.ts';

/** What is given up where AWS does not answer for too long. */
export type LateFact = 'limits' | 'week';

export function lateNotice(late: LateFact): SafeText {
  switch (late) {
    case 'limits':
      return safe`not read in time: the limits of some functions, so their use and the time that is left are not known`;
    case 'week':
      return safe`not read in time: whether functions have failed all week, so not all failures are judged`;
  }
}

/** The status of the error that delayed it, or of none at all; null where everything came in time. */
export function lateStatus(
  late: readonly LateFact[],
  { failures }: Pick<ApiLedgerSnapshot, 'failures'>,
): ExitStatus | null {
  if (late.length === 0) return null;
  const last = failures.findLast(({ error }) => mayPass(error));
  return last === undefined ? EXIT_STATUS.unreachable : exitStatusOf(last.error);
}
