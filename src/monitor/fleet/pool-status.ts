import { MET_NOW } from '../../capacity/assessment.ts';
import type { PoolMinute } from '../../capacity/evidence.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { fullPoolEpisodes, type PoolPressure, poolForecast } from '../../triage/cause/pool.ts';
import { poolRejection } from '../../triage/cause/rejection.ts';
import { type Severity, worse } from '../../triage/severity.ts';
import type { PoolPast } from '../../triage/timeline/timeline.ts';
import type { Catalogue } from '../function/catalogue.ts';
import type { FunctionStatus } from '../function/function-status.ts';
import { growsSince, growthPerMinute } from '../function/growth.ts';
import { LOOK_BACK_MINUTES, type MetricHistory } from '../metric/metric-history.ts';
import { endingBefore, lastSettledMinute } from '../metric/metric-settling.ts';
import { ACCOUNT_KEY } from '../metric-owner.ts';
import type { Reading } from '../reading.ts';
import type { AccountStatus } from './fleet-snapshot.ts';

const GROWTH_MINUTES = 10;
const GROWS_SINCE_MINUTES = 60;
/** The pool has no timeout of its own: by then most calls of its minute have been published. */
const POOL_LONGEST_MS = 10_000;

/** The concurrency that functions without a reservation share, before they have been judged. */
export type PoolStatus = Omit<AccountStatus, 'use' | 'eta'>;

/** What the metrics say of the pool up to its newest settled minute. */
export function poolStatus(
  catalogue: Catalogue,
  history: MetricHistory,
  nowMs: EpochMs,
  untilMs: EpochMs | null,
): PoolStatus {
  const settledMs = endingBefore(untilMs, lastSettledMinute(nowMs, POOL_LONGEST_MS, null));
  const poolUseAt = (minuteMs: EpochMs): PoolTaken => ({
    busy: history.value(ACCOUNT_KEY, 'UnreservedConcurrentExecutions', 'Maximum', minuteMs),
    claimed: history.value(ACCOUNT_KEY, 'ClaimedAccountConcurrency', 'Maximum', minuteMs),
    limits: catalogue.accountLimits,
  });
  const newest = poolUseAt(settledMs);
  const pool: PoolMinute[] = [];
  for (
    let minuteMs = settledMs - LOOK_BACK_MINUTES * MINUTE_MS;
    minuteMs <= settledMs;
    minuteMs += MINUTE_MS
  ) {
    pool.push({ minuteMs, unreservedInUse: takenOf(poolUseAt(minuteMs)) });
  }
  const denied = history.coverage.denied(ACCOUNT_KEY);
  const reading = (series: string, value: number | null): Reading =>
    value ?? (denied.has(series) ? 'denied' : 'missing');
  return {
    limits: catalogue.accountLimits,
    claimed: reading('ClaimedAccountConcurrency Maximum', newest.claimed),
    unreservedInUse: reading('UnreservedConcurrentExecutions Maximum', takenOf(newest)),
    idleProvisioned: (takenOf(newest) ?? 0) - (newest.busy ?? 0),
    poolGrowthPerMinute: growthPerMinute(
      pool.slice(-GROWTH_MINUTES).map(({ unreservedInUse }) => unreservedInUse),
    ),
    pool,
  };
}

interface PoolTaken {
  /** Environments of functions without a reservation. */
  readonly busy: number | null;
  /** What is reserved, provisioned or busy in the whole account. */
  readonly claimed: number | null;
  readonly limits: Catalogue['accountLimits'];
}

/**
 * What others can't have of the pool: what is busy, and what is kept ready and is not. Only what the account claims
 * tells of the latter, as GetAccountSettings takes off what is reserved alone. What was reserved in a minute that is
 * over need not be what is reserved now: less than what was busy is never taken.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html
 */
function takenOf({ busy, claimed, limits }: PoolTaken): number | null {
  if (busy === null || claimed === null || !limits.known) return busy;
  const { concurrency, unreservedConcurrency } = limits.value;
  return Math.max(busy, claimed - (concurrency - unreservedConcurrency));
}

/** A pool that turns calls away is met now, whatever its trend says. */
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

/** All who share the pool are shown the same of it: its newest use, and when it is full. */
export function inPool(status: FunctionStatus, { use, eta }: AccountStatus): FunctionStatus {
  const { assessment } = status;
  const { limit, flag } = assessment;
  if (limit.kind !== 'account' || use === null) return status;
  const shared = { ...limit, inUse: use * limit.value };
  return {
    ...status,
    assessment: { ...assessment, limit: shared, eta: flag === 'throttling' ? MET_NOW : eta },
  };
}

/** What the pool has come through, for the timeline. */
export function poolPast({ limits, pool }: AccountStatus, pressure: PoolPressure | null): PoolPast {
  return {
    pressure,
    growsSinceMs: growsSince(pool.slice(-GROWS_SINCE_MINUTES)),
    full: limits.known ? fullPoolEpisodes(pool, limits.value.unreservedConcurrency) : [],
  };
}

/** The function that takes the pool from the others, with that as one more reason. */
export function withPoolReason(
  status: FunctionStatus,
  { severity, use, shortMs }: PoolPressure,
): FunctionStatus {
  const short = shortMs === null ? {} : { shortMs };
  return {
    ...status,
    severity: worse(status.severity, severity satisfies Severity),
    reasons: [...status.reasons, { rule: 'pool', severity, value: use, sinceMs: null, ...short }],
  };
}
