import { type Known as Answer, UNREAD } from '../../capacity/evidence.ts';
import type { InFlight } from '../../capacity/in-flight/in-flight.ts';
import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { type EpochMs, MINUTE_MS, minuteOf, SECOND_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { ChronicFailures } from '../../triage/rules/chronic-failures.ts';
import type { WeekOnset } from '../../triage/rules/week-onset.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import { unlistedRoundMs } from '../facts/unlisted-round.ts';
import type { Catalogue } from '../function/catalogue/catalogue.ts';
import type { ProvisionedStatus } from '../function/catalogue/provisioned-facts.ts';
import { keptUse, onProvisioned } from '../function/detail/provisioned-use.ts';
import {
  eventSourcesOf,
  hasStreamSource,
  queueCalls,
  queueNames,
  streamWorkers,
} from '../function/event-source/event-sources.ts';
import { redriveStatuses } from '../function/event-source/redrive.ts';
import { statusOf } from '../function/status/function-judgement.ts';
import type { FunctionLimits, FunctionReading, FunctionStatus } from '../function/status/function-status.ts';
import { historyStart, LOOK_BACK_MINUTES, type MetricHistory } from '../metric/metric-history.ts';
import { endingBefore, lastSettledMinute } from '../metric/metric-settling.ts';
import { ownerKey } from '../metric-owner.ts';
import type { Reading } from '../reading.ts';
import type { PoolStatus } from './pool-status.ts';

/** When to judge, and what is known apart from the minutes. */
export interface Judging {
  /** Used where CloudWatch has not answered for a function. */
  readonly nowMs: EpochMs;
  /** The end of a past window, before which everything has settled. Null for a live fleet. */
  readonly untilMs: EpochMs | null;
  readonly inFlightOf?: (configuration: FunctionConfiguration) => InFlight | null;
  readonly chronicOf?: (functionName: RawText) => ChronicFailures | null;
  readonly isWeekAwaited?: (functionName: RawText) => boolean;
  readonly weekOnsetOf?: (functionName: RawText) => WeekOnset | null;
  readonly provisionedOf?: (
    functionName: RawText,
    settledMs: EpochMs,
  ) => Answer<readonly ProvisionedStatus[]>;
}

/** What a function is judged by. */
interface Known {
  readonly catalogue: Catalogue;
  readonly history: MetricHistory;
  readonly pool: PoolStatus;
  readonly thresholds: Thresholds;
}

const RECENT_MINUTES = 15;

/** Data is old this long after a function should have been read again. */
const OVERDUE_AFTER_MS = 1.5 * MINUTE_MS;

/** Judges one function by itself. @param before its previous judgement; null for none */
export function judgedFunction(
  configuration: FunctionConfiguration,
  { catalogue, history, pool, thresholds }: Known,
  {
    nowMs,
    untilMs,
    inFlightOf = () => null,
    chronicOf = () => null,
    isWeekAwaited = () => false,
    weekOnsetOf = () => null,
    provisionedOf = () => UNREAD,
  }: Judging,
  before: FunctionStatus | null,
): FunctionStatus {
  const { name, timeoutMs } = configuration;
  const asOfMs = history.coverage.readMs(name) ?? history.coverage.newestMs ?? nowMs;
  const settledMs = endingBefore(
    untilMs,
    lastSettledMinute(asOfMs, timeoutMs, recentLongestMs(history, configuration, asOfMs)),
  );
  const redrives = redriveStatuses(catalogue, history, name, settledMs);
  const status = statusOf({
    configuration,
    limits: limitsOf(catalogue, name, pool),
    hasStreamSource: hasStreamSource(catalogue, name),
    eventSources: eventSourcesOf(catalogue, name),
    reading: readingOf(catalogue, history, name, { settledMs, asOfMs, untilMs }),
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
    before,
  });
  return onProvisioned(status, keptUse(status.minutes, provisionedOf(name, settledMs)));
}

interface ReadingTimes {
  readonly settledMs: EpochMs;
  readonly asOfMs: EpochMs;
  readonly untilMs: EpochMs | null;
}

function readingOf(
  { active, functions }: Catalogue,
  history: MetricHistory,
  functionName: FunctionStatus['name'],
  { settledMs, asOfMs, untilMs }: ReadingTimes,
): FunctionReading {
  const readMs = history.coverage.readMs(functionName);
  // What was read after a past window holds all of it, however much later others were read.
  const newestMs = earlierOf(history.coverage.newestMs, untilMs);
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
    failed: history.coverage.failed(functionName),
  };
}

function earlierOf(newestMs: EpochMs | null, untilMs: EpochMs | null): EpochMs | null {
  return newestMs === null || untilMs === null ? newestMs : Math.min(newestMs, untilMs);
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
