import type { MetLimit } from '../../capacity/assessment.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { Cause } from '../../triage/cause/cause.ts';

/**
 * Once a look has ended, complete or given up, nothing is awaited: what was counted of a log until then is told,
 * with its span, and a limit that has not come could not be read.
 */
export function endedLook(snapshot: FleetSnapshot): FleetSnapshot {
  return { ...snapshot, causes: snapshot.causes.map(awaitingNothing), awaitedLogs: new Set() };
}

function awaitingNothing(cause: Cause): Cause {
  switch (cause.kind) {
    case 'nearTimeout':
    case 'outOfMemory': {
      const { awaitsLog, ...told } = cause;
      return told;
    }
    case 'throttled':
      return { ...cause, limit: limitAwaitingNothing(cause.limit) };
    default:
      return cause;
  }
}

function limitAwaitingNothing(limit: MetLimit): MetLimit {
  if (limit.kind !== 'unknown') return limit;
  const { isAwaited, ...unread } = limit;
  return unread;
}
