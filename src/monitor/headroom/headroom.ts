import { type ThrottleCause, throttleCause } from '../../capacity/limit/throttle-cause.ts';
import { type PoolOutlook, type Scenario, whatIf } from '../../capacity/limit/what-if.ts';
import type { RawText } from '../../terminal/text.ts';
import { sharesPool } from '../../triage/cause/pool.ts';
import { attemptsOf, averageDurationOf, JUDGED_MINUTES } from '../../triage/minute/function-minute.ts';
import type { FleetSnapshot } from '../fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../function/function-status.ts';
import { isCalled } from '../function/status-facts.ts';
import { numberOf } from '../reading.ts';
import { type FunctionLimit, functionLimits } from './function-limits.ts';
import { meetsProvisionedFirst, type ProvisionedUse, provisionedUse } from './provisioned-use.ts';

/** How long a function has got, against which limit, and what would help: all that the headroom screen shows. */
export interface Headroom {
  readonly limits: readonly FunctionLimit[];
  readonly scenarios: readonly Scenario[];
  /** Why calls were turned away in the judged minutes; null where none were. */
  readonly cause: ThrottleCause | null;
  readonly pool: PoolOutlook | null;
  /** Who keeps most of the pool busy, the biggest first. */
  readonly poolUsers: readonly PoolUser[];
  readonly callers: CallerKind;
  /** What is kept ready for it; null where nothing is, or nobody knows. */
  readonly provisioned: ProvisionedUse | null;
}

export interface PoolUser {
  readonly functionName: RawText;
  /** Environments busy on average. */
  readonly level: number;
  readonly growthPerMinute: number | null;
}

/**
 * How calls come, and so what becomes of one that is turned away. `unseen`: nothing is set up that calls, and nothing
 * called. Null where lmon may not see it.
 */
export type CallerKind = 'stream' | 'queue' | 'asynchronous' | 'synchronous' | 'unseen' | null;

export function headroomOf(status: FunctionStatus, snapshot: FleetSnapshot): Headroom {
  const { account, functions } = snapshot;
  const provisioned = provisionedUse(status, snapshot.detail);
  /** What runs on what is kept ready for it takes nothing of the pool. */
  const shareOfPool = (name: RawText) => (name === status.name ? 1 - (provisioned?.servedShare ?? 0) : 1);
  const newest = status.minutes.at(-1);
  const attempts = newest === undefined ? null : attemptsOf(newest);
  const sharing = functions.filter(sharesPool);
  const pool = poolOutlook(account, sharing);
  return {
    limits: functionLimits(status, snapshot),
    // What is asked is asked of the pool, of which its calls take nothing.
    scenarios: meetsProvisionedFirst(status, provisioned)
      ? []
      : whatIf({
          assessment: status.assessment,
          durationMs: newest === undefined ? null : averageDurationOf(newest),
          usualDurationMs: status.durationRise?.beforeMs ?? null,
          attemptsPerSecond: attempts === null ? null : attempts / 60,
          pool,
        }),
    cause: throttleCause({
      minutes: status.minutes.slice(-JUDGED_MINUTES),
      limits: status.limits,
      pool: account.pool,
      accountConcurrency: account.limits.known ? account.limits.value.concurrency : null,
    }),
    pool,
    poolUsers: sharing
      .flatMap(({ name, assessment, growthPerMinute }) =>
        assessment.level === null
          ? []
          : [{ functionName: name, level: assessment.level * shareOfPool(name), growthPerMinute }],
      )
      .toSorted((a, b) => b.level - a.level),
    callers: callersOf(status),
    provisioned,
  };
}

/** The account pool, whether the function draws on it or not: what is reserved is taken from it. */
function poolOutlook(
  { poolLimit: limit, use, unreservedInUse, poolGrowthPerMinute, eta }: FleetSnapshot['account'],
  sharing: readonly FunctionStatus[],
): PoolOutlook | null {
  if (limit === null) return null;
  const inUse = use === null ? numberOf(unreservedInUse) : use * limit;
  if (inUse === null) return null;
  return { limit, inUse, turnedAway: turnedAwayOf(sharing), growthPerMinute: poolGrowthPerMinute, eta };
}

function turnedAwayOf(sharing: readonly FunctionStatus[]): number {
  return sharing.reduce(
    (sum, { assessment: { demand, level } }) =>
      demand === null || level === null ? sum : sum + Math.max(0, demand - level),
    0,
  );
}

/** Whether the function has a part of the account's concurrency for itself, which no other can take. */
export function hasOwnReservation({ limits }: Pick<FunctionStatus, 'limits'>): boolean {
  return limits.reserved.known && limits.reserved.value !== null;
}

function callersOf({ eventSources, minutes }: FunctionStatus): CallerKind {
  if (!eventSources.known) return null;
  const sources = eventSources.value.map(({ mapping }) => mapping.source);
  if (sources.includes('kinesis') || sources.includes('dynamodb') || sources.includes('kafka'))
    return 'stream';
  if (sources.length > 0) return 'queue';
  if (minutes.some(({ asyncEventAgeMs }) => asyncEventAgeMs !== null)) return 'asynchronous';
  return minutes.some(isCalled) ? 'synchronous' : 'unseen';
}
