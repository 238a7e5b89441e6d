import type { FleetMonitor } from '../../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { Complaint } from '../command/complaint.ts';
import { absenceComplaint, strangerComplaint } from '../names/unknown-function.ts';
import type { Session } from '../session/session.ts';
import type { FirstScreen } from './first-screen.ts';

/**
 * Complains where the account does not have the function to be shown: there would be no dashboard to wait for. Lambda
 * is asked for the function and for the list, and the first answer counts; null for no complaint.
 */
export function absencesOf(
  first: FirstScreen,
  session: Session,
  present: FleetMonitor | undefined,
  signal: AbortSignal,
): readonly Promise<Complaint | null>[] {
  if (first.name !== 'function' && first.name !== 'triage') return [];
  const { functionName: name, qualifier } = first;
  const asked = absenceComplaint({ name, qualifier }, session, signal);
  return present === undefined
    ? [asked]
    : [asked, present.firstPoll.then(() => absenceFrom(present.getSnapshot(), name, session))];
}

/** Null where the fleet has it, or when unknown. */
function absenceFrom({ functions }: FleetSnapshot, name: string, session: Session): Complaint | null {
  return functions.length === 0 || functions.some((each) => each.name === name)
    ? null
    : strangerComplaint(name, functions, session);
}
