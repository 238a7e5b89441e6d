import type { InFlight } from '../../capacity/in-flight/in-flight.ts';
import type { FunctionConfiguration } from '../../lambda/function.ts';
import { type EpochMs, MINUTE_MS, minuteOf, SECOND_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { causesOf } from '../../triage/cause/causes-of-all.ts';
import { harmOf } from '../../triage/cause/harm.ts';
import { poolPressure } from '../../triage/cause/pool.ts';
import { byUrgency, type Urgency } from '../../triage/cause/urgency.ts';
import type { ChronicFailures } from '../../triage/rules/chronic-failures.ts';
import type { WeekOnset } from '../../triage/rules/week-onset.ts';
import { bySeverity } from '../../triage/severity.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import { timelineOf } from '../../triage/timeline/timeline.ts';
import { unlistedRoundMs } from '../facts/unlisted-round.ts';
import type { Catalogue } from '../function/catalogue.ts';
import {
  eventSourcesOf,
  hasStreamSource,
  queueCalls,
  queueNames,
  streamWorkers,
} from '../function/event-sources.ts';
import { statusOf } from '../function/function-judgement.ts';
import type { FunctionLimits, FunctionReading, FunctionStatus } from '../function/function-status.ts';
import { redriveStatuses } from '../function/redrive.ts';
import { historyStart, LOOK_BACK_MINUTES, type MetricHistory } from '../metric/metric-history.ts';
import { endingBefore, lastSettledMinute } from '../metric/metric-settling.ts';
import { ACCOUNT_KEY, ownerKey } from '../metric-owner.ts';
import type { Reading } from '../reading.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import {
  inPool,
  type PoolStatus,
  poolPast,
  poolStatus,
  withForecast,
  withPoolReason,
} from './pool-status.ts';

type Judgement = Pick<
  FleetSnapshot,
  'functions' | 'account' | 'causes' | 'timeline' | 'judgedMs' | 'dataToMs' | 'notSettled'
>;

/** When to judge, and what is known besides the minutes. */
interface Judging {
  /** Used where CloudWatch has not answered for a function. */
  readonly nowMs: EpochMs;
  /** The end of a past window, before which everything has settled. Null for a live fleet. */
  readonly untilMs: EpochMs | null;
  /** The previous judgement. */
  readonly before?: readonly FunctionStatus[];
  readonly inFlightOf?: (configuration: FunctionConfiguration) => InFlight | null;
  readonly chronicOf?: (functionName: RawText) => ChronicFailures | null;
  readonly isWeekAwaited?: (functionName: RawText) => boolean;
  readonly weekOnsetOf?: (functionName: RawText) => WeekOnset | null;
}

const RECENT_MINUTES = 15;

/** Data is old this long after a function should have been read again. */
const OVERDUE_AFTER_MS = 1.5 * MINUTE_MS;

/**
 * Judges the catalogue and the metrics, continuing from `before` where trouble still lasts. Each function is judged at
 * the time up to which CloudWatch has answered for it, so that an unread minute never passes for one without calls.
 * Pure: the same facts give the same judgement.
 */
export function judgeFleet(
  catalogue: Catalogue,
  history: MetricHistory,
  thresholds: Thresholds,
  {
    nowMs,
    untilMs,
    before = [],
    inFlightOf = () => null,
    chronicOf = () => null,
    isWeekAwaited = () => false,
    weekOnsetOf = () => null,
  }: Judging,
): Judgement {
  const { coverage } = history;
  const saidOf = new Map<string, FunctionStatus>(before.map((status) => [status.name, status]));
  const pool = poolStatus(catalogue, history, coverage.readMs(ACCOUNT_KEY) ?? nowMs, untilMs);
  const judged = catalogue.functions.map((configuration) => {
    const { name, timeoutMs } = configuration;
    const asOfMs = coverage.readMs(name) ?? coverage.newestMs ?? nowMs;
    const settledMs = endingBefore(
      untilMs,
      lastSettledMinute(asOfMs, timeoutMs, recentLongestMs(history, configuration, asOfMs)),
    );
    const redrives = redriveStatuses(catalogue, history, name, settledMs);
    return statusOf({
      configuration,
      limits: limitsOf(catalogue, name, pool),
      hasStreamSource: hasStreamSource(catalogue, name),
      eventSources: eventSourcesOf(catalogue, name),
      reading: readingOf(catalogue, history, name, { settledMs, asOfMs }),
      queueAgeMs: queueAge(catalogue, history, name, settledMs),
      redrives,
      minutes: history.functionMinutes(name, settledMs - LOOK_BACK_MINUTES * MINUTE_MS, settledMs, {
        callers: queueNames(catalogue, name),
        redrives: redrives.map(({ queueName }) => queueName),
      }),
      readMs: untilMs === null ? asOfMs : null,
      inFlight: inFlightOf(configuration),
      pool: pool.pool,
      thresholds,
      chronic: chronicOf(name),
      isWeekAwaited: isWeekAwaited(name),
      // A function that was asked for has an answer here, even if it is "none".
      areLimitsAwaited: !catalogue.reserved.has(name),
      weekOnset: weekOnsetOf(name),
      nowMs,
      before: saidOf.get(name) ?? null,
    });
  });
  // An idle function's limit is known only if it was on screen: counting it would make the total depend on that.
  const active = judged.filter(({ activity }) => activity === 'active');
  const pressure = poolPressure(active, pool.poolGrowthPerMinute, thresholds, pool.idleProvisioned);
  const functions = judged.map((status) =>
    pressure !== null && pressure.culprit === status.name ? withPoolReason(status, pressure) : status,
  );
  const account = withForecast(pool, functions, pressure);
  const settled = functions
    .filter(({ activity, isRead }) => activity === 'active' && isRead)
    .flatMap(({ minuteMs }) => minuteMs ?? []);
  return {
    functions: functions.map((status) => inPool(status, account)).toSorted(worstFirst),
    account,
    causes: causesOf(functions, pressure),
    timeline: timelineOf(functions, poolPast(account, pressure)),
    judgedMs: nowMs,
    ...newestMinute(settled),
  };
}

/** A function with long calls settles minutes later, and does not hold the others up. */
function newestMinute(settled: readonly EpochMs[]): Pick<Judgement, 'dataToMs' | 'notSettled'> {
  if (settled.length === 0) return { dataToMs: null, notSettled: 0 };
  const dataToMs = Math.max(...settled);
  return { dataToMs, notSettled: settled.filter((minuteMs) => minuteMs < dataToMs).length };
}

function readingOf(
  { active, functions }: Catalogue,
  history: MetricHistory,
  functionName: FunctionStatus['name'],
  { settledMs, asOfMs }: { readonly settledMs: EpochMs; readonly asOfMs: EpochMs },
): FunctionReading {
  const readMs = history.coverage.readMs(functionName);
  const { newestMs } = history.coverage;
  const isListed = active === null ? null : active.has(functionName);
  const isQuiet = active === null && !history.hasCalls(functionName, historyStart(asOfMs), asOfMs);
  const everyMs = isQuiet ? unlistedRoundMs(functions.length) : MINUTE_MS;
  // Unlisted functions are polled seldom, and ListMetrics covers them meanwhile.
  const isOverdue =
    isListed !== false &&
    readMs !== null &&
    newestMs !== null &&
    newestMs - readMs > everyMs + OVERDUE_AFTER_MS;
  return {
    state: readMs === null ? 'never' : isOverdue ? 'overdue' : 'read',
    isListed,
    hasUnsettledCalls: history.hasCalls(functionName, settledMs + MINUTE_MS, minuteOf(asOfMs)),
    denied: history.coverage.denied(functionName),
  };
}

/** Worst first, in the order of their causes, then by name, so that noise does not swap rows; idle functions last. */
export function worstFirst(a: FunctionStatus, b: FunctionStatus): number {
  return (
    bySeverity(a.severity, b.severity) ||
    (a.activity === b.activity ? 0 : a.activity === 'active' ? -1 : 1) ||
    byUrgency(urgencyOf(a), urgencyOf(b)) ||
    (a.name < b.name ? -1 : 1)
  );
}

function urgencyOf(status: FunctionStatus): Urgency {
  const { severity, lossRank } = status;
  return { severity, harm: harmOf(status), lossRank };
}

function limitsOf(
  catalogue: Catalogue,
  functionName: FunctionStatus['name'],
  { poolLimit, idleProvisioned, idleProvisionedAgeMs, idleProvisionedPresumedMs }: PoolStatus,
): FunctionLimits {
  const { accountLimits } = catalogue;
  return {
    reserved: catalogue.reserved.get(functionName) ?? { known: false, because: 'unread' },
    unreserved: accountLimits.known
      ? { ...accountLimits, value: poolLimit ?? accountLimits.value.unreservedConcurrency }
      : accountLimits,
    idleProvisioned,
    idleProvisionedAgeMs,
    ...(idleProvisionedPresumedMs !== undefined && { idleProvisionedPresumedMs }),
    streamWorkers: streamWorkers(catalogue, functionName),
    queueCalls: queueCalls(catalogue, functionName),
  };
}

/** Age of the oldest message in the queues that call the function; null where none does. */
function queueAge(
  catalogue: Catalogue,
  history: MetricHistory,
  functionName: FunctionStatus['name'],
  minuteMs: EpochMs,
): Reading | null {
  const keys = queueNames(catalogue, functionName).map((queueName) => ownerKey({ kind: 'queue', queueName }));
  if (keys.length === 0) return null;
  const series = 'ApproximateAgeOfOldestMessage Maximum';
  const agesS = keys.flatMap(
    (key) => history.value(key, 'ApproximateAgeOfOldestMessage', 'Maximum', minuteMs) ?? [],
  );
  if (agesS.length > 0) return Math.max(...agesS) * SECOND_MS;
  return keys.some((key) => history.coverage.denied(key).has(series)) ? 'denied' : 'missing';
}

function recentLongestMs(
  history: MetricHistory,
  { name, timeoutMs }: FunctionConfiguration,
  nowMs: EpochMs,
): number | null {
  const toMs = minuteOf(nowMs);
  // Minutes begun before this contain only calls whose length is known by now.
  const fromMs = minuteOf(nowMs - timeoutMs) - RECENT_MINUTES * MINUTE_MS;
  let longestMs: number | null = null;
  for (let minuteMs = fromMs; minuteMs <= toMs; minuteMs += MINUTE_MS) {
    const maximumMs = history.value(name, 'Duration', 'Maximum', minuteMs);
    if (maximumMs !== null) longestMs = Math.max(longestMs ?? 0, maximumMs);
  }
  return longestMs;
}
