import { MET_NOW } from '../../capacity/assessment.ts';
import type { AccountLimits } from '../../lambda/function/function.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import {
  fullPoolEpisodes,
  type LimitedPoolMinute,
  type PoolPressure,
  poolForecast,
} from '../../triage/cause/pool.ts';
import { poolRejection } from '../../triage/cause/rejection.ts';
import { type Reason, worstReasonFirst } from '../../triage/rules/reason.ts';
import { type Severity, worse } from '../../triage/severity.ts';
import type { PoolPast } from '../../triage/timeline/timeline.ts';
import { limitsByMinute, presumedBefore } from '../function/catalogue/account-limits.ts';
import type { Catalogue } from '../function/catalogue/catalogue.ts';
import { growsSince, growthPerMinute } from '../function/growth.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import { LOOK_BACK_MINUTES, type MetricHistory } from '../metric/metric-history.ts';
import { endingBefore, lastSettledMinute } from '../metric/metric-settling.ts';
import { ACCOUNT_KEY } from '../metric-owner.ts';
import type { Reading } from '../reading.ts';
import type { AccountStatus } from './fleet-snapshot.ts';

const GROWTH_MINUTES = 10;
const GROWS_SINCE_MINUTES = 60;
/**
 * How long an older value of idle provisioned concurrency is carried on: after a change of reservations no settled
 * minute shows it for a while.
 */
const CARRIED_MINUTES = 15;
/** The pool has no timeout of its own: by then most calls of its minute have been published. */
const POOL_LONGEST_MS = 10_000;

/** The concurrency shared by functions without a reservation, before they have been judged. */
export type PoolStatus = Omit<AccountStatus, 'use' | 'eta'>;

/** The pool in the metrics, up to its newest settled minute. */
export function poolStatus(
  catalogue: Catalogue,
  history: MetricHistory,
  nowMs: EpochMs,
  untilMs: EpochMs | null,
): PoolStatus {
  const { accountLimits: limits } = catalogue;
  const settledMs = endingBefore(untilMs, lastSettledMinute(nowMs, POOL_LONGEST_MS, null));
  const claimedAt = (minuteMs: EpochMs): number | null =>
    history.value(ACCOUNT_KEY, 'ClaimedAccountConcurrency', 'Maximum', minuteMs);
  const busyAt = (minuteMs: EpochMs): number | null =>
    history.value(ACCOUNT_KEY, 'UnreservedConcurrentExecutions', 'Maximum', minuteMs);
  const minutes = Array.from({ length: LOOK_BACK_MINUTES + 1 }, (_, index) => {
    const minuteMs = settledMs - (LOOK_BACK_MINUTES - index) * MINUTE_MS;
    const busy = busyAt(minuteMs);
    const claimed = claimedAt(minuteMs);
    return { minuteMs, busy, beyondBusy: busy === null || claimed === null ? null : claimed - busy };
  });
  const limitsAt = limitsByMinute(limits, minutes);
  const idleAt = minutes.map(({ minuteMs, beyondBusy }) =>
    idleProvisioned(beyondBusy, limitsAt.get(minuteMs) ?? null),
  );
  const recentIdle = idleAt.slice(-CARRIED_MINUTES);
  const told = recentIdle.findLastIndex((idle) => idle !== null);
  const idleNow = recentIdle[told] ?? 0;
  const pool = minutes.map(({ minuteMs, busy }, index): LimitedPoolMinute => {
    const then = limitsAt.get(minuteMs);
    return {
      minuteMs,
      unreservedInUse: inUseOf(busy, idleAt[index] ?? null, idleNow),
      limit: then === undefined ? null : then.unreservedConcurrency - idleNow,
    };
  });
  const tellingMs = told === -1 ? null : settledMs - (recentIdle.length - 1 - told) * MINUTE_MS;
  const presumedMs = tellingMs === null ? 0 : presumedBefore(limits, tellingMs);
  const denied = history.coverage.denied(ACCOUNT_KEY);
  const reading = (series: string, value: number | null): Reading =>
    value ?? (denied.has(series) ? 'denied' : 'missing');
  return {
    limits,
    claimed: reading('ClaimedAccountConcurrency Maximum', claimedAt(settledMs)),
    unreservedInUse: reading('UnreservedConcurrentExecutions Maximum', busyAt(settledMs)),
    idleProvisioned: idleNow,
    idleProvisionedAgeMs: told === -1 ? 0 : (recentIdle.length - 1 - told) * MINUTE_MS,
    ...(presumedMs > 0 && { idleProvisionedPresumedMs: presumedMs }),
    poolLimit: limits.known ? limits.value.unreservedConcurrency - idleNow : null,
    poolGrowthPerMinute: growthPerMinute(
      pool.slice(-GROWTH_MINUTES).map(({ unreservedInUse }) => unreservedInUse),
    ),
    pool,
  };
}

/**
 * What was in use, measured against today's pool. Provisioned environments that became busy since are no growth of the
 * pool, nor do busy ones that became provisioned fill it. Unknown where idle provisioned concurrency is unknown.
 */
function inUseOf(busy: number | null, idle: number | null, idleNow: number): number | null {
  if (busy === null) return null;
  if (idle === null) return idleNow === 0 ? busy : null;
  return Math.max(0, busy + idle - idleNow);
}

/**
 * Idle provisioned concurrency of the pool: it reduces what others can use, as a reservation does. Null when
 * unknown. Only claimed concurrency shows it, as GetAccountSettings subtracts reservations alone; and for a minute only
 * where the reservations of that time are known.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html
 */
function idleProvisioned(beyondBusy: number | null, then: AccountLimits | null): number | null {
  if (beyondBusy === null || then === null) return null;
  const { concurrency, unreservedConcurrency } = then;
  return Math.min(unreservedConcurrency, Math.max(0, beyondBusy - (concurrency - unreservedConcurrency)));
}

/** A pool that throttles is full now, whatever its trend says. */
export function withForecast(
  pool: PoolStatus,
  functions: readonly FunctionStatus[],
  pressure: PoolPressure | null,
): AccountStatus {
  const forecast = poolForecast(functions);
  const rejection = poolRejection(functions, pressure);
  const isMet = rejection !== null && !rejection.newestIsClean;
  return { ...pool, use: forecast?.use ?? null, eta: isMet ? MET_NOW : (forecast?.eta ?? null) };
}

/** Gives every function in the pool the same figures: its newest use, and when it is full. */
export function inPool(status: FunctionStatus, { use, eta }: AccountStatus): FunctionStatus {
  const { assessment } = status;
  const { limit, flag } = assessment;
  if (use === null) return status;
  if (limit.kind === 'source' && limit.pool !== undefined) {
    const pool = { ...limit.pool, inUse: use * limit.pool.value };
    return { ...status, assessment: { ...assessment, limit: { ...limit, pool } } };
  }
  if (limit.kind !== 'account') return status;
  const shared = { ...limit, inUse: use * limit.value };
  return {
    ...status,
    assessment: { ...assessment, limit: shared, eta: flag === 'throttling' ? MET_NOW : eta },
  };
}

/** What happened to the pool, for the timeline. */
export function poolPast({ poolLimit, pool }: AccountStatus, pressure: PoolPressure | null): PoolPast {
  return {
    pressure,
    growsSinceMs: pressure?.eta == null ? null : growsSince(pool.slice(-GROWS_SINCE_MINUTES)),
    full: poolLimit === null ? [] : fullPoolEpisodes(pool, poolLimit),
  };
}

/** The function that takes the pool from the others gets that as one more reason. */
export function withPoolReason(
  status: FunctionStatus,
  { severity, use, shortMs }: PoolPressure,
): FunctionStatus {
  const short = shortMs === null ? {} : { shortMs };
  const filling: Reason = { rule: 'pool', severity, value: use, sinceMs: null, ...short };
  return {
    ...status,
    severity: worse(status.severity, severity satisfies Severity),
    reasons: worstReasonFirst([...status.reasons, filling]),
  };
}
