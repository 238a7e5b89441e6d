import { limitMet, limitOnUse, wantedAtOnce } from '../../capacity/assessment.ts';
import { type ThrottleCause, throttleCause } from '../../capacity/limit/throttle-cause.ts';
import {
  type PoolOutlook,
  type Scenario,
  type WhatIfFacts,
  waitingFor,
  whatIf,
} from '../../capacity/limit/what-if.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { sharesPool } from '../../triage/cause/pool.ts';
import { attemptsOf, averageDurationOf, JUDGED_MINUTES } from '../../triage/minute/function-minute.ts';
import type { FleetSnapshot } from '../fleet/fleet-snapshot.ts';
import type { ProvisionedUse } from '../function/catalogue/provisioned-facts.ts';
import { meetsProvisionedFirst, provisionedUse } from '../function/detail/provisioned-use.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import { isCalled } from '../function/status/status-facts.ts';
import { type FunctionLimit, functionLimits } from './function-limits.ts';
import { moreWorkers, wantedToKeepUp } from './more-workers.ts';
import { poolDemandGrowth } from './pool-demand.ts';
import { poolInUse } from './pool-in-use.ts';

/**
 * How long a function has until its limit, which one that is, and what would help: the content of the headroom screen.
 */
export interface Headroom {
  readonly limits: readonly FunctionLimit[];
  readonly scenarios: readonly Scenario[];
  /** Why calls were throttled in the judged minutes; null where none were. */
  readonly cause: ThrottleCause | null;
  readonly pool: PoolOutlook | null;
  /** The minute of the pool's use: its newest that has settled for a function in it. Null when unknown. */
  readonly poolMinuteMs: EpochMs | null;
  /** The functions that use most of the pool, largest first. */
  readonly poolUsers: readonly PoolUser[];
  readonly callers: CallerKind;
  /** Its provisioned concurrency; null without any, or when unknown. */
  readonly provisioned: ProvisionedUse | null;
}

export interface PoolUser {
  readonly functionName: RawText;
  /** Average concurrency. */
  readonly level: number;
  readonly growthPerMinute: number | null;
  /** The function's newest settled minute, which may be older than the pool's. */
  readonly minuteMs: EpochMs | null;
}

/**
 * How the function is called, which decides what becomes of a throttled call. `unseen`: no source is set up, and no
 * call came. Null where lmon may not see it.
 */
export type CallerKind = 'stream' | 'queue' | 'asynchronous' | 'synchronous' | 'unseen' | null;

export function headroomOf(status: FunctionStatus, snapshot: FleetSnapshot): Headroom {
  const { account, functions } = snapshot;
  const provisioned = provisionedUse(status, snapshot.detail);
  /** Calls served by provisioned concurrency take nothing from the pool. */
  const shareOfPool = (name: RawText) => (name === status.name ? 1 - (provisioned?.servedShare ?? 0) : 1);
  const newest = status.minutes.at(-1);
  const attempts = newest === undefined ? null : attemptsOf(newest);
  const sharing = functions.filter(sharesPool);
  const poolMinuteMs = poolMinute(account, sharing);
  const pool = poolOutlook(snapshot, sharing, poolMinuteMs);
  return {
    limits: functionLimits(status, snapshot),
    // The what-ifs concern the pool, of which its calls take nothing.
    scenarios: meetsProvisionedFirst(status, provisioned)
      ? []
      : scenariosOf(status.assessment, {
          demand: wantedToKeepUp(status),
          durationMs: newest === undefined ? null : averageDurationOf(newest),
          usualDurationMs: status.durationRise?.beforeMs ?? null,
          attemptsPerSecond: attempts === null ? null : attempts / 60,
          growthPerMinute: status.growthPerMinute,
          pool,
          moreWorkers: moreWorkers(status),
        }),
    cause: throttleCause({
      minutes: status.minutes.slice(-JUDGED_MINUTES),
      before: status.minutes.at(-JUDGED_MINUTES - 1),
      limits: status.limits,
      pool: account.pool,
      accountConcurrency: account.limits.known ? account.limits.value.concurrency : null,
    }),
    pool,
    poolMinuteMs,
    poolUsers: sharing
      .flatMap(({ name, assessment, growthPerMinute, minuteMs }) =>
        assessment.level === null
          ? []
          : [{ functionName: name, level: assessment.level * shareOfPool(name), growthPerMinute, minuteMs }],
      )
      .toSorted((a, b) => b.level - a.level),
    callers: callersOf(status),
    provisioned,
  };
}

/** A higher limit lets no environment start sooner. */
function scenariosOf(
  assessment: FunctionStatus['assessment'],
  { demand, ...facts }: Omit<WhatIfFacts, 'assessment'> & Pick<WhatIfFacts['assessment'], 'demand'>,
): readonly Scenario[] {
  const scenarios = whatIf({
    ...facts,
    assessment: { ...assessment, limit: limitOnUse(assessment), demand },
  });
  return limitMet(assessment).kind === 'scaling'
    ? scenarios.filter(({ name }) => name !== 'raised')
    : scenarios;
}

/** The account pool, whether the function uses it or not: a reservation is taken from it. */
function poolOutlook(
  { account, judgedMs }: Pick<FleetSnapshot, 'account' | 'judgedMs'>,
  sharing: readonly FunctionStatus[],
  minuteMs: EpochMs | null,
): PoolOutlook | null {
  const { poolLimit: limit, poolGrowthPerMinute, eta } = account;
  const inUse = poolInUse(account);
  if (limit === null || inUse === null) return null;
  const outlook = {
    ...{ limit, inUse, turnedAway: turnedAwayOf(sharing) },
    ...{ growthPerMinute: poolGrowthPerMinute, eta },
    ageMs: minuteMs === null ? 0 : judgedMs - minuteMs,
  };
  return waitingFor(outlook) === 0
    ? outlook
    : { ...outlook, growthPerMinute: poolDemandGrowth(account.pool, sharing) };
}

/**
 * As {@link poolInUse}: its newest minute up to those of its functions, which may be ahead of it; or where none sees it,
 * its own metric.
 */
function poolMinute(
  { use, pool }: FleetSnapshot['account'],
  sharing: readonly FunctionStatus[],
): EpochMs | null {
  if (use === null) return pool.at(-1)?.minuteMs ?? null;
  const minutes = sharing.flatMap(({ minuteMs }) => minuteMs ?? []);
  const newestMs = Math.max(...minutes);
  return pool.findLast(({ minuteMs }) => minuteMs <= newestMs)?.minuteMs ?? null;
}

function turnedAwayOf(sharing: readonly FunctionStatus[]): number {
  return sharing.reduce((sum, { assessment }) => {
    const wanted = wantedAtOnce(assessment);
    const { level } = assessment;
    return wanted === null || level === null ? sum : sum + Math.max(0, wanted - level);
  }, 0);
}

/** Whether the function has concurrency of its own that no other can take. */
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
