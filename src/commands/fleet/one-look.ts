import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../lambda/time.ts';
import { onAbort } from '../../monitor/abort.ts';
import type { ApiLedgerSnapshot } from '../../monitor/calls/api-ledger.ts';
import { watchFleet } from '../../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Sources } from '../../monitor/sources.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { isNamedByLog } from '../../triage/cause/log-named-cause.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Session } from '../session/session.ts';
import { silentMs, toldIfSlow } from '../streams/told-if-slow.ts';
import type { LateFact } from './late-facts.ts';
import { createPatience, type Patience } from './patience.ts';
import { unreadFunctions } from './unread-functions.ts';

/** A single look at the account, for commands that print it and end. */
export interface OneLook {
  readonly snapshot: FleetSnapshot;
  /** Failing functions, worst first, whose log would have told more but was not read, or not all of it, for lack of time or calls. */
  readonly unread: readonly FunctionStatus[];
  /** What was not waited for any longer. */
  readonly late: readonly LateFact[];
}

type Waiting = Readonly<Record<LateFact | 'logs', Patience>>;

interface LookOptions {
  readonly thresholds: Thresholds;
  /** The end of a past window. */
  readonly untilMs: EpochMs | null;
  /** Whether the cause of this function's trouble is wanted. */
  readonly isAsked?: (status: FunctionStatus) => boolean;
}

/** How long a script waits for causes that only logs name; what was not read by then is named. */
const FOR_LOGS = { silentMs: 15_000, mostMs: 60_000 };
/** How long it waits for limits: as long as they come, as they take a call for each function. */
const FOR_LIMITS = { silentMs: 2 * MINUTE_MS };
/** How long it waits for the week of functions that fail, which takes a few calls for all of them. */
const FOR_WEEK = { silentMs: MINUTE_MS };

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
  const patience: Waiting = {
    limits: createPatience(FOR_LIMITS),
    week: createPatience(FOR_WEEK),
    logs: createPatience(FOR_LOGS),
  };
  const { sources, clock, wall, ledger, region } = session;
  const monitor = watchFleet({
    ...session,
    sources: renewing(sources, patience),
    thresholds,
    untilMs,
    looksCloser: true,
    looksAfterLimits: true,
    mayProbe: needsLog,
  });
  onAbort(signal, monitor.stop);
  const late: LateFact[] = [];
  let reading = `the functions of ${region} and their metrics`;
  const look = async () => {
    await monitor.firstRows;
    reading = `the limits of the functions of ${region}`;
    if (await isLate(monitor.firstLimits, patience.limits)) late.push('limits');
    reading = 'the week of functions that fail';
    if (await isLate(monitor.firstWeek, patience.week)) late.push('week');
    // Of what is late, some may have come since the functions were judged.
    if (late.length > 0) monitor.judgeBy(thresholds);
    const polled = monitor.getSnapshot();
    if (late.length > 0) return polled;
    reading = 'the logs of functions whose metrics do not tell why they fail';
    await Promise.race([monitor.firstLook, patience.logs.over()]);
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
  return { snapshot, unread: unreadFunctions(polled, snapshot, needsLog), late };
}

/** The same sources: what they answer renews the patience with the facts that are read from it. */
function renewing(sources: Sources, { limits, week, logs }: Waiting): Sources {
  const { functions, metrics } = sources;
  const hourly = week.renewedBy(metrics.page);
  return {
    ...sources,
    functions: {
      ...functions,
      reservedConcurrency: limits.renewedBy(functions.reservedConcurrency),
      stream: limits.renewedBy(functions.stream),
      tableShards: limits.renewedBy(functions.tableShards),
      queue: limits.renewedBy(functions.queue),
      provisionedConcurrency: limits.renewedBy(functions.provisionedConcurrency),
    },
    metrics: {
      ...metrics,
      page: (queries, range, ...details) =>
        (range.periodMs === HOUR_MS ? hourly : metrics.page)(queries, range, ...details),
    },
    logs: { ...sources.logs, page: logs.renewedBy(sources.logs.page) },
  };
}

function isLate(read: Promise<void>, patience: Patience): Promise<boolean> {
  return Promise.race([read.then(() => false), patience.over().then(() => true)]);
}

function callsText({ calls, apis, failures }: ApiLedgerSnapshot): string {
  const failed = apis.reduce((sum, { failedCalls }) => sum + failedCalls, 0);
  const last = failures.at(-1)?.error;
  const made = calls === 1 ? '1 call so far' : `${calls} calls so far`;
  return last === undefined ? made : `${made}, ${failed} failed, the last one ${last.action} (${last.kind})`;
}
