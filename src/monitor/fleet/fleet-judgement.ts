import { causesOf } from '../../triage/cause/causes-of-all.ts';
import { harmOf } from '../../triage/cause/harm.ts';
import { poolPressure } from '../../triage/cause/pool.ts';
import { byUrgency, type Urgency } from '../../triage/cause/urgency.ts';
import { bySeverity } from '../../triage/severity.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import { timelineOf } from '../../triage/timeline/timeline.ts';
import type { Catalogue } from '../function/catalogue/catalogue.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import type { MetricHistory } from '../metric/metric-history.ts';
import { ACCOUNT_KEY } from '../metric-owner.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import { type Judging, judgedFunction } from './judged-function.ts';
import { inPool, poolPast, poolStatus, withForecast, withPoolReason } from './pool-status.ts';

type Judgement = Pick<
  FleetSnapshot,
  'functions' | 'hasAllFunctions' | 'account' | 'causes' | 'timeline' | 'judgedMs' | 'dataToMs' | 'notSettled'
>;

interface FleetJudging extends Judging {
  /** The previous judgement. */
  readonly before?: readonly FunctionStatus[];
}

/**
 * Judges the catalogue and the metrics, continuing from `before` where trouble still lasts. Each function is judged at
 * the time up to which CloudWatch has answered for it, so that an unread minute never passes for one without calls.
 * Pure: the same facts give the same judgement.
 */
export function judgeFleet(
  catalogue: Catalogue,
  history: MetricHistory,
  thresholds: Thresholds,
  { before = [], ...judging }: FleetJudging,
): Judgement {
  const { nowMs, untilMs } = judging;
  const saidOf = new Map<string, FunctionStatus>(before.map((status) => [status.name, status]));
  const pool = poolStatus(catalogue, history, history.coverage.readMs(ACCOUNT_KEY) ?? nowMs, untilMs);
  const known = { catalogue, history, pool, thresholds };
  const judged = catalogue.functions.map((configuration) =>
    judgedFunction(configuration, known, judging, saidOf.get(configuration.name) ?? null),
  );
  // An idle function's limit is known only if it was on screen: counting it would make the total depend on that.
  const active = judged.filter(({ activity }) => activity === 'active');
  const pressure = poolPressure(active, pool.poolGrowthPerMinute, thresholds, pool.idleProvisioned);
  const functions = judged.map((status) =>
    pressure !== null && pressure.culprit === status.name ? withPoolReason(status, pressure) : status,
  );
  const account = withForecast(pool, functions, pressure);
  const read = functions.filter(({ activity, isRead }) => activity === 'active' && isRead);
  return {
    functions: functions.map((status) => inPool(status, account)).toSorted(worstFirst),
    hasAllFunctions: catalogue.isComplete,
    account,
    causes: causesOf(functions, pressure),
    timeline: timelineOf(functions, poolPast(account, pressure)),
    judgedMs: nowMs,
    ...newestMinute(read),
  };
}

/** Functions with long calls settle minutes later, and do not hold the others up: no row is newer than this. */
function newestMinute(read: readonly FunctionStatus[]): Pick<Judgement, 'dataToMs' | 'notSettled'> {
  const settled = read.flatMap(({ name, minuteMs }) => (minuteMs === null ? [] : [{ name, minuteMs }]));
  if (settled.length === 0) return { dataToMs: null, notSettled: [] };
  const dataToMs = Math.max(...settled.map(({ minuteMs }) => minuteMs));
  const late = settled.filter(({ minuteMs }) => minuteMs < dataToMs);
  return { dataToMs, notSettled: late.map(({ name }) => name) };
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
