import type { FleetMonitor } from '../../monitor/fleet/fleet-monitor.ts';
import type { Complaint } from '../command/complaint.ts';
import { absenceComplaint, unknownFunction } from '../names/unknown-function.ts';
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
    : [asked, present.firstPoll.then(() => strangerComplaint(name, present, session))];
}

/** Null where the fleet has it, or when unknown. */
function strangerComplaint(
  functionName: string,
  present: FleetMonitor,
  { region }: Session,
): Complaint | null {
  const names = present.getSnapshot().functions.map(({ name }) => name);
  if (names.length === 0 || names.some((name) => name === functionName)) return null;
  return unknownFunction(functionName, functionName, names, region);
}
