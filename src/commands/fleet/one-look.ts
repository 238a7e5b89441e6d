import type { EpochMs } from '../../lambda/time.ts';
import { onAbort } from '../../monitor/abort.ts';
import { watchFleet } from '../../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { isNamedByLog } from '../../triage/cause/log-named-cause.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Session } from '../session/session.ts';
import { createPatience } from './patience.ts';
import { unreadFunctions } from './unread-functions.ts';

/** A single look at the account, for commands that print it and end. */
export interface OneLook {
  readonly snapshot: FleetSnapshot;
  /** Failing functions, worst first, whose log would have told more but was not read, or not all of it, for lack of time or calls. */
  readonly unread: readonly FunctionStatus[];
}

interface LookOptions {
  readonly thresholds: Thresholds;
  /** The end of a past window. */
  readonly untilMs: EpochMs | null;
  /** Whether the cause of this function's trouble is wanted. */
  readonly isAsked?: (status: FunctionStatus) => boolean;
}

/** How long a script waits for causes that only logs name; what was not read by then is named. */
const FOR_LOGS = { silentMs: 15_000, mostMs: 60_000 };

/**
 * Reads everyone's metrics, and the logs of functions whose metrics can't tell the cause: an out-of-memory looks like
 * any failure. Others get the same words as on a screen without their log.
 */
export async function lookOnce(
  session: Pick<Session, 'sources' | 'clock' | 'budget' | 'ledger' | 'close'>,
  { thresholds, untilMs, isAsked = () => true }: LookOptions,
  signal: AbortSignal,
): Promise<OneLook> {
  const needsLog = (status: FunctionStatus, cause: Cause | undefined) =>
    cause !== undefined && isNamedByLog(cause) && isAsked(status);
  const patience = createPatience(FOR_LOGS);
  const { sources } = session;
  const monitor = watchFleet({
    ...session,
    sources: { ...sources, logs: patience.renewedBy(sources.logs) },
    thresholds,
    untilMs,
    looksCloser: true,
    looksAfterLimits: true,
    mayProbe: needsLog,
  });
  onAbort(signal, monitor.stop);
  await monitor.firstPoll;
  const polled = monitor.getSnapshot();
  await Promise.race([monitor.firstLook, patience.over()]);
  const snapshot = monitor.getSnapshot();
  monitor.stop();
  session.close();
  return { snapshot, unread: unreadFunctions(polled, snapshot, needsLog) };
}
