import { setTimeout as wait } from 'node:timers/promises';
import type { EpochMs } from '../lambda/time.ts';
import { onAbort } from '../monitor/abort.ts';
import type { FailureEvidence } from '../monitor/case/failure-probe.ts';
import { watchFleet } from '../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../monitor/function/function-status.ts';
import type { Cause } from '../triage/cause/cause.ts';
import { isNamedByLog } from '../triage/cause/log-named-cause.ts';
import { ownCause } from '../triage/cause/own-cause.ts';
import type { Thresholds } from '../triage/thresholds.ts';
import type { Session } from './session/session.ts';

/** The account as it is once, for those who print it and end. */
export interface OneLook {
  readonly snapshot: FleetSnapshot;
  /** Of those that hurt, worst first: whose log would have told more, and was not read for want of time or calls. */
  readonly unread: readonly FunctionStatus[];
}

interface Asked {
  readonly thresholds: Thresholds;
  /** The end of what is looked at, where that is the past. */
  readonly untilMs: EpochMs | null;
  /** Whether somebody wants to know why this function hurts. */
  readonly isAsked?: (status: FunctionStatus) => boolean;
}

/** Longer than that, no script waits for a word that changes neither a number nor its exit status. */
const LOGS_WITHIN_MS = 15_000;

/**
 * Reads the metrics of all, and the logs of those whose metrics can't tell why they hurt: a call that dies of memory
 * looks like one that fails. The rest needs no log to say what it says on a screen.
 */
export async function lookOnce(
  session: Pick<Session, 'sources' | 'clock' | 'budget' | 'ledger' | 'close'>,
  { thresholds, untilMs, isAsked = () => true }: Asked,
  signal: AbortSignal,
): Promise<OneLook> {
  const needsLog = (status: FunctionStatus, cause: Cause | undefined) =>
    cause !== undefined && isNamedByLog(cause) && isAsked(status);
  const monitor = watchFleet({
    ...session,
    thresholds,
    untilMs,
    looksCloser: true,
    looksAfterLimits: true,
    mayProbe: needsLog,
  });
  onAbort(signal, monitor.stop);
  await monitor.firstPoll;
  const polled = monitor.getSnapshot();
  await Promise.race([monitor.firstLook, wait(LOGS_WITHIN_MS, null, { ref: false })]);
  const snapshot = monitor.getSnapshot();
  monitor.stop();
  session.close();
  return {
    snapshot,
    unread: polled.functions.filter(
      (status) =>
        needsLog(status, ownCause(polled.causes, status.name)) && !isRead(snapshot.failures.get(status.name)),
    ),
  };
}

/** What may not be read is told with everything else that is denied. */
function isRead(evidence: FailureEvidence | undefined): boolean {
  return evidence !== undefined && (evidence.error === null || evidence.error.kind === 'denied');
}
