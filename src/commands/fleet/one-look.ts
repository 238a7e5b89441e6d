import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { onAbort } from '../../monitor/abort.ts';
import type { ApiLedgerSnapshot } from '../../monitor/calls/api-ledger.ts';
import { WALL_TIME } from '../../monitor/clock.ts';
import { type FleetMonitor, watchFleet } from '../../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { isNamedByLog } from '../../triage/cause/log-named-cause.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Session } from '../session/session.ts';
import { silentMs, toldIfSlow } from '../streams/told-if-slow.ts';
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
/** How long it waits for limits: they take a call for each function, and where AWS throttles that may take an hour. */
const FOR_LIMITS_MS = 2 * MINUTE_MS;

/**
 * Reads everyone's metrics, and the logs of functions whose metrics can't tell the cause: an out-of-memory looks like
 * any failure. Others get the same words as on a screen without their log.
 */
export async function lookOnce(
  session: Pick<Session, 'sources' | 'clock' | 'wall' | 'budget' | 'ledger' | 'region' | 'close'>,
  { thresholds, untilMs, isAsked = () => true }: LookOptions,
  signal: AbortSignal,
): Promise<OneLook> {
  const needsLog = (status: FunctionStatus, cause: Cause | undefined) =>
    cause !== undefined && isNamedByLog(cause) && isAsked(status);
  const patience = createPatience(FOR_LOGS);
  const { sources, clock, wall, ledger, region } = session;
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
  let reading = `the functions of ${region} and their metrics`;
  const look = async () => {
    await monitor.firstRows;
    reading = `the limits of the functions of ${region}`;
    await limitsRead(monitor);
    const polled = monitor.getSnapshot();
    reading = 'the logs of functions whose metrics do not tell why they fail';
    if (polled.hasLimits) await Promise.race([monitor.firstLook, patience.over()]);
    return polled;
  };
  const words = {
    silentMs: silentMs(),
    looking: () => `reading ${reading}`,
    progress: () => `still reading ${reading}: ${callsText(ledger.snapshot(clock.now()))}`,
  };
  const polled = await (wall === null ? look() : toldIfSlow(look, words, wall, signal));
  const snapshot = monitor.getSnapshot();
  monitor.stop();
  session.close();
  return { snapshot, unread: unreadFunctions(polled, snapshot, needsLog) };
}

async function limitsRead(monitor: FleetMonitor): Promise<void> {
  const isRead = new AbortController();
  await Promise.race([monitor.firstPoll, WALL_TIME.sleep(FOR_LIMITS_MS, isRead.signal)]);
  isRead.abort();
}

function callsText({ calls, apis, failures }: ApiLedgerSnapshot): string {
  const failed = apis.reduce((sum, { failedCalls }) => sum + failedCalls, 0);
  const last = failures.at(-1)?.error;
  const made = calls === 1 ? '1 call so far' : `${calls} calls so far`;
  return last === undefined ? made : `${made}, ${failed} failed, the last one ${last.action} (${last.kind})`;
}
