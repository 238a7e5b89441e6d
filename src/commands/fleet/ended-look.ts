import type { MetLimit } from '../../capacity/assessment.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Cause } from '../../triage/cause/cause.ts';

/**
 * Once a look has ended, complete or given up, nothing is awaited: what was counted of a log until then is told,
 * with its span, and a limit that has not come could not be read.
 */
export function endedLook(snapshot: FleetSnapshot): FleetSnapshot {
  return {
    ...snapshot,
    functions: snapshot.functions.map(judgedForGood),
    causes: snapshot.causes.map(awaitingNothing),
    awaitedLogs: new Set(),
  };
}

function judgedForGood(status: FunctionStatus): FunctionStatus {
  const { assessment } = status;
  const { limit } = assessment;
  return isAwaited(limit) ? { ...status, assessment: { ...assessment, limit: givenUp(limit) } } : status;
}

function awaitingNothing(cause: Cause): Cause {
  switch (cause.kind) {
    case 'nearTimeout':
    case 'outOfMemory': {
      const { awaitsLog, ...told } = cause;
      return told;
    }
    case 'throttled':
      return isAwaited(cause.limit) ? { ...cause, limit: givenUp(cause.limit) } : cause;
    default:
      return cause;
  }
}

type UnknownLimit = Extract<MetLimit, { readonly kind: 'unknown' }>;

function isAwaited(limit: MetLimit): limit is UnknownLimit {
  return limit.kind === 'unknown' && limit.answer === 'awaited';
}

function givenUp(limit: UnknownLimit): UnknownLimit {
  return { ...limit, answer: 'givenUp' };
}
