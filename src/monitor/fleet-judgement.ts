import type { KnownLimits, PoolMinute } from '../capacity/evidence.ts';
import type { FunctionConfiguration } from '../lambda/function.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../lambda/time.ts';
import { causesOf } from '../triage/cause.ts';
import { poolPressure } from '../triage/pool.ts';
import { bySeverity, type Severity, worse } from '../triage/severity.ts';
import type { Thresholds } from '../triage/thresholds.ts';
import { timelineOf } from '../triage/timeline.ts';
import { type Catalogue, hasEventSource, hasStreamSource, streamWorkers } from './catalogue.ts';
import type { AccountStatus, FleetSnapshot } from './fleet-snapshot.ts';
import { type FunctionStatus, statusOf } from './function-status.ts';
import type { MetricHistory } from './metric-history.ts';
import { lastSettledMinute } from './settling.ts';

type Judgement = Pick<FleetSnapshot, 'functions' | 'account' | 'causes' | 'timeline' | 'dataToMs'>;

/** Less than the history keeps: while it is read, no slot of it is taken by a newer minute. */
const JUDGED_MINUTES = 150;
const GROWTH_MINUTES = 10;
const RECENT_MINUTES = 15;
/** The pool has no timeout of its own: by then most calls of its minute have been published. */
const POOL_LONGEST_MS = 10_000;

/** What the catalogue and the metrics say at `nowMs`. Pure: the same facts give the same judgement. */
export function judgeFleet(
  catalogue: Catalogue,
  history: MetricHistory,
  thresholds: Thresholds,
  nowMs: EpochMs,
): Judgement {
  const account = accountStatus(catalogue, history, nowMs);
  const judged = catalogue.functions.map((configuration) => {
    const { name, timeoutMs } = configuration;
    const settledMs = lastSettledMinute(nowMs, timeoutMs, recentLongestMs(history, configuration, nowMs));
    return statusOf({
      configuration,
      limits: limitsOf(catalogue, name),
      hasStreamSource: hasStreamSource(catalogue, name),
      hasEventSource: hasEventSource(catalogue, name),
      minutes: history.functionMinutes(name, settledMs - JUDGED_MINUTES * MINUTE_MS, settledMs),
      pool: account.pool,
      thresholds,
    });
  });
  const pressure = poolPressure(judged, account.poolGrowthPerMinute, thresholds);
  const functions = judged.map((status) =>
    pressure !== null && pressure.culprit === status.name
      ? withPoolReason(status, pressure.severity, pressure.use)
      : status,
  );
  const settled = functions
    .filter(({ activity }) => activity === 'active')
    .flatMap(({ minuteMs }) => minuteMs ?? []);
  return {
    functions: functions.toSorted(worstFirst),
    account,
    causes: causesOf(functions, pressure),
    timeline: timelineOf(functions, pressure, nowMs),
    dataToMs: settled.length === 0 ? null : Math.min(...settled),
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

function accountStatus(catalogue: Catalogue, history: MetricHistory, nowMs: EpochMs): AccountStatus {
  const settledMs = lastSettledMinute(nowMs, POOL_LONGEST_MS, null);
  const pool: PoolMinute[] = [];
  for (let minuteMs = settledMs - 59 * MINUTE_MS; minuteMs <= settledMs; minuteMs += MINUTE_MS) {
    pool.push({
      minuteMs,
      unreservedInUse: history.value(null, 'UnreservedConcurrentExecutions', 'Maximum', minuteMs),
    });
  }
  const levels = pool.slice(-GROWTH_MINUTES).flatMap(({ unreservedInUse }) => unreservedInUse ?? []);
  const first = levels[0];
  const last = levels.at(-1);
  return {
    limits: catalogue.accountLimits,
    claimed: history.value(null, 'ClaimedAccountConcurrency', 'Maximum', settledMs),
    unreservedInUse: last ?? null,
    poolGrowthPerMinute:
      first === undefined || last === undefined || levels.length < 2
        ? null
        : (last - first) / (levels.length - 1),
    pool,
  };
}
