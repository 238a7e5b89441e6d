import { mayPass } from '../../monitor/calls/asking.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { EXIT_STATUS, type ExitStatus, exitStatusOf } from '../command/exit-status.ts';

/** What is given up where AWS does not answer for too long. */
export type LateFact = 'limits' | 'week';

/** What was given up, or that AWS answered with nothing but passing errors, in words. */
export function lateNotices(late: readonly LateFact[], snapshot: FleetSnapshot): readonly SafeText[] {
  return missingFacts(late, snapshot).map((fact) => NOTICES[fact]);
}

const NOTICES: Readonly<Record<LateFact, SafeText>> = {
  limits: safe`not read: the limits of some functions, so their use and the time that is left are not known`,
  week: safe`not read: whether functions have failed all week, so not all failures are judged`,
};

/** The status of the error that kept facts from being read, or of none at all; null where all were. */
export function lateStatus(late: readonly LateFact[], snapshot: FleetSnapshot): ExitStatus | null {
  if (missingFacts(late, snapshot).length === 0) return null;
  const last = lastPassing(snapshot);
  return last === undefined ? EXIT_STATUS.unreachable : exitStatusOf(last.error);
}

/** Limits that failed are missing like late ones; those that a recording lacks did not fail. */
function missingFacts(late: readonly LateFact[], snapshot: FleetSnapshot): readonly LateFact[] {
  const haveFailed = lastPassing(snapshot) !== undefined && snapshot.functions.some(lacksLimits);
  return haveFailed && !late.includes('limits') ? ['limits', ...late] : late;
}

function lastPassing({ api: { failures } }: Pick<FleetSnapshot, 'api'>) {
  return failures.findLast(({ error }) => mayPass(error));
}

/** Those that were not asked for are awaited, and managed instances have none. */
function lacksLimits({ assessment: { limit }, configuration }: FunctionStatus): boolean {
  const hasFailed = limit.kind === 'unknown' && limit.because === 'unread' && limit.isAwaited !== true;
  return hasFailed && configuration.capacityProvider === undefined;
}
