import type { KnownLimits, PoolMinute } from '../capacity/evidence.ts';
import type { FunctionConfiguration } from '../lambda/function.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../lambda/time.ts';
import { causesOf } from '../triage/cause.ts';
import { poolForecast, poolPressure } from '../triage/pool.ts';
import { bySeverity, type Severity, worse } from '../triage/severity.ts';
import type { Thresholds } from '../triage/thresholds.ts';
import { timelineOf } from '../triage/timeline.ts';
import { type Catalogue, hasEventSource, hasStreamSource, streamWorkers } from './catalogue.ts';
import type { AccountStatus, FleetSnapshot } from './fleet-snapshot.ts';
import { type FunctionReading, type FunctionStatus, statusOf } from './function-status.ts';
import { growsSince, growthPerMinute } from './growth.ts';
import type { MetricHistory } from './metric-history.ts';
import { lastSettledMinute } from './settling.ts';

type Judgement = Pick<FleetSnapshot, 'functions' | 'account' | 'causes' | 'timeline' | 'dataToMs'>;

/** Less than the history keeps: while it is read, no slot of it is taken by a newer minute. */
const JUDGED_MINUTES = 150;
const GROWTH_MINUTES = 10;
const RECENT_MINUTES = 15;
/** The pool has no timeout of its own: by then most calls of its minute have been published. */
const POOL_LONGEST_MS = 10_000;

/** So long after everyone else was read, what a function was read with is old. */
const OVERDUE_AFTER_MS = 2.5 * MINUTE_MS;

/**
 * What the catalogue and the metrics say. Each function is judged at the time to which CloudWatch has answered for it,
 * so that a minute that nobody could read is never taken for one without calls; `nowMs` stands in where it has not.
 * Pure: the same facts give the same judgement.
 */
export function judgeFleet(
  catalogue: Catalogue,
  history: MetricHistory,
  thresholds: Thresholds,
  nowMs: EpochMs,
): Judgement {
  const { coverage } = history;
  const pool = poolStatus(catalogue, history, coverage.readMs(null) ?? nowMs);
  const judged = catalogue.functions.map((configuration) => {
    const { name, timeoutMs } = configuration;
    const asOfMs = coverage.readMs(name) ?? coverage.newestMs ?? nowMs;
    const settledMs = lastSettledMinute(asOfMs, timeoutMs, recentLongestMs(history, configuration, asOfMs));
    return statusOf({
      configuration,
      limits: limitsOf(catalogue, name),
      hasStreamSource: hasStreamSource(catalogue, name),
      hasEventSource: hasEventSource(catalogue, name),
      reading: readingOf(catalogue, history, name, settledMs, asOfMs),
      minutes: history.functionMinutes(name, settledMs - JUDGED_MINUTES * MINUTE_MS, settledMs),
      pool: pool.pool,
      thresholds,
    });
  });
  const forecast = poolForecast(judged);
  const pressure = poolPressure(judged, pool.poolGrowthPerMinute, thresholds);
  const functions = judged.map((status) =>
    pressure !== null && pressure.culprit === status.name
      ? withPoolReason(status, pressure.severity, forecast?.use ?? pressure.use)
      : status,
  );
  const settled = functions
    .filter(({ activity, severity }) => activity === 'active' && severity !== 'unknown')
    .flatMap(({ minuteMs }) => minuteMs ?? []);
  return {
    functions: functions.toSorted(worstFirst),
    account: { ...pool, use: forecast?.use ?? null, eta: forecast?.eta ?? null },
    causes: causesOf(functions, pressure),
    timeline: timelineOf(functions, pressure, growsSince(pool.pool)),
    dataToMs: settled.length === 0 ? null : Math.min(...settled),
  };
}

function readingOf(
  { active }: Catalogue,
  history: MetricHistory,
  functionName: FunctionStatus['name'],
  settledMs: EpochMs,
  asOfMs: EpochMs,
): FunctionReading {
  const readMs = history.coverage.readMs(functionName);
  const { newestMs } = history.coverage;
  const isListed = active === null ? null : active.has(functionName);
  // Those that are not listed are asked for seldom.
  const isOverdue =
    isListed !== false && readMs !== null && newestMs !== null && newestMs - readMs > OVERDUE_AFTER_MS;
  return {
    state: readMs === null ? 'never' : isOverdue ? 'overdue' : 'read',
    isListed,
    hasUnsettledCalls: history.hasCalls(functionName, settledMs + MINUTE_MS, minuteOf(asOfMs)),
    denied: history.coverage.denied(functionName),
  };
}

/** Worst first, then what callers lose, then the busiest; idle ones last, by name. */
export function worstFirst(a: FunctionStatus, b: FunctionStatus): number {
  return (
    bySeverity(a.severity, b.severity) ||
    (a.activity === b.activity ? 0 : a.activity === 'active' ? -1 : 1) ||
    loss(b) - loss(a) ||
    (b.assessment.level ?? 0) - (a.assessment.level ?? 0) ||
    (a.name < b.name ? -1 : 1)
  );
}

function loss({ minutes }: FunctionStatus): number {
  const newest = minutes.at(-1);
  return (newest?.throttles ?? 0) + (newest?.errors ?? 0) + (newest?.deadLetterErrors ?? 0);
}

function withPoolReason(status: FunctionStatus, severity: 'warn' | 'crit', use: number): FunctionStatus {
  return {
    ...status,
    severity: worse(status.severity, severity satisfies Severity),
    reasons: [...status.reasons, { rule: 'pool', severity, value: use, sinceMs: null }],
  };
}

function limitsOf(catalogue: Catalogue, functionName: FunctionStatus['name']): KnownLimits {
  const { accountLimits } = catalogue;
  return {
    reserved: catalogue.reserved.get(functionName) ?? { known: false, because: 'unread' },
    unreserved: accountLimits.known
      ? { known: true, value: accountLimits.value.unreservedConcurrency }
      : accountLimits,
    streamWorkers: streamWorkers(catalogue, functionName),
  };
}

function recentLongestMs(
  history: MetricHistory,
  { name, timeoutMs }: FunctionConfiguration,
  nowMs: EpochMs,
): number | null {
  const toMs = minuteOf(nowMs);
  // Of a minute in which a call began that long ago, its length is known by now.
  const fromMs = minuteOf(nowMs - timeoutMs) - RECENT_MINUTES * MINUTE_MS;
  let longestMs: number | null = null;
  for (let minuteMs = fromMs; minuteMs <= toMs; minuteMs += MINUTE_MS) {
    const maximumMs = history.value(name, 'Duration', 'Maximum', minuteMs);
    if (maximumMs !== null) longestMs = Math.max(longestMs ?? 0, maximumMs);
  }
  return longestMs;
}

function poolStatus(
  catalogue: Catalogue,
  history: MetricHistory,
  nowMs: EpochMs,
): Omit<AccountStatus, 'use' | 'eta'> {
  const settledMs = lastSettledMinute(nowMs, POOL_LONGEST_MS, null);
  const pool: PoolMinute[] = [];
  for (let minuteMs = settledMs - 59 * MINUTE_MS; minuteMs <= settledMs; minuteMs += MINUTE_MS) {
    pool.push({
      minuteMs,
      unreservedInUse: history.value(null, 'UnreservedConcurrentExecutions', 'Maximum', minuteMs),
    });
  }
  return {
    limits: catalogue.accountLimits,
    claimed: history.value(null, 'ClaimedAccountConcurrency', 'Maximum', settledMs),
    unreservedInUse: pool.at(-1)?.unreservedInUse ?? null,
    poolGrowthPerMinute: growthPerMinute(
      pool.slice(-GROWTH_MINUTES).map(({ unreservedInUse }) => unreservedInUse),
    ),
    pool,
  };
}
