import type { FleetMonitor } from '../../monitor/fleet/fleet-monitor.ts';
import type { Complaint } from '../command/complaint.ts';
import { absenceComplaint, unknownFunction } from '../names/unknown-function.ts';
import type { Session } from '../session/session.ts';
import type { FirstScreen } from './first-screen.ts';

/**
 * What there is to complain of a function that is to be shown: where the account does not have it, there is no
 * dashboard to wait at. Lambda is asked for it and for all, and whoever answers first has said it; null says nothing.
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

/** Null where the fleet has it, or nobody knows. */
function strangerComplaint(
  functionName: string,
  present: FleetMonitor,
  { region }: Session,
): Complaint | null {
  const names = present.getSnapshot().functions.map(({ name }) => name);
  if (names.length === 0 || names.some((name) => name === functionName)) return null;
  return unknownFunction(functionName, functionName, names, region);
}
