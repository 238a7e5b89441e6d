import type { EpochMs } from '../../lambda/time.ts';
import { onAbort } from '../../monitor/abort.ts';
import { watchFleet } from '../../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { isNamedByLog } from '../../triage/cause/log-named-cause.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Session } from '../session/session.ts';
import { endedLook } from './ended-look.ts';
import type { LateFact } from './late-facts.ts';
import { patientReading } from './patient-reading.ts';
import { unreadFunctions } from './unread-functions.ts';

/** A single look at the account, for commands that print it and end. */
export interface OneLook {
  readonly snapshot: FleetSnapshot;
  /** Failing functions, worst first, whose log would have told more but was not read, or not all of it, for lack of time or calls. */
  readonly unread: readonly FunctionStatus[];
  /** What was not waited for any longer. */
  readonly late: readonly LateFact[];
}

interface LookOptions {
  readonly thresholds: Thresholds;
  /** The end of a past window. */
  readonly untilMs: EpochMs | null;
  /** Whose metrics and limits are wanted, as far as possible without those of others; by default everyone's. */
  readonly isWanted?: (functionName: string) => boolean;
  /** Whether the cause of this function's trouble is wanted. */
  readonly isAsked?: (status: FunctionStatus) => boolean;
}

/**
 * Reads metrics, and the logs of functions whose metrics can't tell the cause: an out-of-memory looks like
 * any failure. Others get the same words as on a screen without their log.
 */
export async function lookOnce(
  session: Pick<Session, 'sources' | 'clock' | 'wall' | 'budget' | 'ledger' | 'region' | 'close'>,
  { thresholds, untilMs, isWanted, isAsked = () => true }: LookOptions,
  signal: AbortSignal,
): Promise<OneLook> {
  const needsLog = (status: FunctionStatus, cause: Cause | undefined) =>
    cause !== undefined && isNamedByLog(cause) && isAsked(status);
  const reading = patientReading(session, signal);
  const monitor = watchFleet({
    ...session,
    sources: reading.sources,
    thresholds,
    untilMs,
    looksCloser: true,
    looksAfterLimits: true,
    ...(isWanted && { isWanted }),
    mayProbe: needsLog,
  });
  onAbort(signal, monitor.stop);
  const { polled, late } = await reading.told(async () => {
    const late = await reading.facts(monitor);
    // Of what is late, some may have come since the functions were judged.
    if (late.length > 0) monitor.judgeBy(thresholds);
    const polled = monitor.getSnapshot();
    if (late.length === 0) await reading.logs(monitor.firstLook);
    return { polled, late };
  });
  const snapshot = monitor.getSnapshot();
  monitor.stop();
  session.close();
  return {
    snapshot: endedLook(snapshot),
    unread: unreadFunctions(polled, snapshot, needsLog),
    late,
  };
}
