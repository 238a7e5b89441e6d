import { HOUR_MS, MINUTE_MS } from '../../lambda/time.ts';
import type { ApiLedgerSnapshot } from '../../monitor/calls/api-ledger.ts';
import type { FleetMonitor } from '../../monitor/fleet/fleet-monitor.ts';
import type { Sources } from '../../monitor/sources.ts';
import type { Session } from '../session/session.ts';
import { silentMs, toldIfSlow } from '../streams/told-if-slow.ts';
import type { LateFact } from './late-facts.ts';
import { createPatience, type Patience } from './patience.ts';

/** How a script waits for a fleet: as long as answers come, and with a word on what it waits for. */
export interface PatientReading {
  /** Those of the session: what they answer renews the patience. */
  readonly sources: Sources;
  /** Says what it reads, if that takes long. */
  told<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  /** Resolves when functions can be judged, with what was not waited for any longer. */
  facts(monitor: Pick<FleetMonitor, 'firstRows' | 'firstLimits' | 'firstWeek'>): Promise<readonly LateFact[]>;
  /** Resolves when the logs of functions that fail have been looked at, or are given up. */
  logs(look: Promise<void>): Promise<void>;
  /** Resolves when one function has been looked at, or is given up, which is late then. */
  closerLook(look: Promise<void>, functionName: string): Promise<readonly LateFact[]>;
}

/** The look at one function; without what waits for facts that are late. */
export function lookAfter(
  monitor: Pick<FleetMonitor, 'firstLook' | 'looked'>,
  late: readonly LateFact[],
): Promise<void> {
  return late.length === 0 ? monitor.firstLook : monitor.looked();
}

type Waiting = Readonly<Record<LateFact | 'logs', Patience>>;

/** How long a script waits for causes that only logs name; what was not read by then is named. */
const FOR_LOGS = { silentMs: 15_000, mostMs: 60_000 };
/** How long it waits for limits: as long as they come, as they take a call for each function. */
const FOR_LIMITS = { silentMs: 2 * MINUTE_MS };
/** How long it waits for the week of functions that fail, which takes a few calls for all of them. */
const FOR_WEEK = { silentMs: MINUTE_MS };
/** How long it waits for a closer look at one function, which takes a few dozen calls. */
const FOR_LOOK = { silentMs: MINUTE_MS };

export function patientReading(
  { sources, clock, wall, ledger, region }: Pick<Session, 'sources' | 'clock' | 'wall' | 'ledger' | 'region'>,
  signal: AbortSignal,
): PatientReading {
  const patience: Waiting = {
    limits: createPatience(FOR_LIMITS),
    week: createPatience(FOR_WEEK),
    look: createPatience(FOR_LOOK),
    logs: createPatience(FOR_LOGS),
  };
  let reading = `the functions of ${region} and their metrics`;
  const words = {
    silentMs: silentMs(),
    looking: () => `reading ${reading}`,
    progress: () => `still reading ${reading}: ${callsText(ledger.snapshot(clock.now()))}`,
  };
  return {
    sources: renewing(sources, patience),
    told: (work) => (wall === null ? work() : toldIfSlow(work, words, wall, signal)),
    async facts(monitor) {
      await monitor.firstRows;
      const late: LateFact[] = [];
      reading = `the limits of the functions of ${region}`;
      if (await isLate(monitor.firstLimits, patience.limits)) late.push('limits');
      reading = 'the week of functions that fail';
      if (await isLate(monitor.firstWeek, patience.week)) late.push('week');
      return late;
    },
    async logs(look) {
      reading = 'the logs of functions whose metrics do not tell why they fail';
      await Promise.race([look, patience.logs.over()]);
    },
    async closerLook(look, functionName) {
      reading = `what is known of ${functionName}`;
      return (await isLate(look, patience.look)) ? ['look'] : [];
    },
  };
}

/** The same sources: what they answer renews the patience with the facts that are read from it. */
function renewing(sources: Sources, { limits, week, logs, look }: Waiting): Sources {
  const { functions, metrics } = sources;
  const minutely = look.renewedBy(metrics.page);
  const hourly = week.renewedBy(minutely);
  return {
    ...sources,
    functions: {
      ...functions,
      reservedConcurrency: limits.renewedBy(functions.reservedConcurrency),
      stream: limits.renewedBy(functions.stream),
      tableShards: limits.renewedBy(functions.tableShards),
      queue: limits.renewedBy(functions.queue),
      provisionedConcurrency: limits.renewedBy(look.renewedBy(functions.provisionedConcurrency)),
      configuration: look.renewedBy(functions.configuration),
      aliases: look.renewedBy(functions.aliases),
      versions: look.renewedBy(functions.versions),
      asyncDelivery: look.renewedBy(functions.asyncDelivery),
    },
    metrics: {
      ...metrics,
      page: (queries, range, ...details) =>
        (range.periodMs === HOUR_MS ? hourly : minutely)(queries, range, ...details),
    },
    logs: { ...sources.logs, page: logs.renewedBy(look.renewedBy(sources.logs.page)) },
    alarms: { ringing: look.renewedBy(sources.alarms.ringing) },
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
