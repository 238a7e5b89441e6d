import type { Asking } from '../../../monitor/calls/asking.ts';
import type { Session } from '../../session/session.ts';

/** Questions in one of the session's Regions, or in that of an ARN: each Region has its own part of the budget. */
export function askingIn(region: string, session: Session, signal: AbortSignal): Asking {
  return {
    ...session,
    signal,
    budget: session.budget.in(region),
    ...(region === session.region ? {} : { askedRegion: region }),
  };
}

/** As sources are told a Region: undefined for the session's. */
export function elsewhere(region: string, session: Session): string | undefined {
  return region === session.region ? undefined : region;
}
