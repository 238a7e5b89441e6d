import {
  type BindingLimit,
  FULL_POOL,
  MET_NOW,
  type PoolUse,
  poolOf,
  type TimeToLimit,
} from '../../capacity/assessment.ts';
import type { PoolMinute } from '../../capacity/evidence.ts';
import type { RawText } from '../../terminal/text.ts';
import { type Episode, episodesIn } from '../change/episode.ts';
import { gradedSooner } from '../rules/graded.ts';
import type { Thresholds } from '../thresholds.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** The account pool in its newest settled minute, as its functions see it. */
export interface PoolForecast {
  readonly limit: number;
  /** Share of the pool in use. */
  readonly use: number;
  /** Null without a trend; "now" while the pool is full. */
  readonly eta: TimeToLimit | null;
}

/** A minute of the pool, with its limit at that time. */
export interface LimitedPoolMinute extends PoolMinute {
  /** In the same measure as the use; null when unknown. */
  readonly limit: number | null;
}

/** The account pool is filling or full, and which function causes it. */
export interface PoolPressure {
  readonly severity: 'warn' | 'crit';
  /** The function whose concurrency grew the most; null when no single one caused the growth. */
  readonly culprit: RawText | null;
  /** Concurrency gained a minute by the culprit, or without one by the pool. */
  readonly growthPerMinute: number | null;
  /** The function that uses at least half of what is in use. */
  readonly holder: PoolHolder | null;
  /** Share of the pool in use. */
  readonly use: number;
  readonly eta: TimeToLimit | null;
  /** The time left, where that rather than the use broke the rule; else null. */
  readonly shortMs: number | null;
  /** Functions that share the pool. */
  readonly sharedBy: number;
  /** Its limit, without `idleProvisioned`, the idle provisioned concurrency of some of its functions. */
  readonly limit: number;
  readonly idleProvisioned: number;
}

export interface PoolHolder {
  readonly functionName: RawText;
  /** Average concurrency. */
  readonly level: number;
}

/** A function with this share of the pool's growth or use is named. */
const CULPRIT_SHARE = 0.5;
/** Growth below this share of the limit in fifteen minutes is noise. */
const GROWTH_THAT_MATTERS = 0.1;

/** Null when unknown. All functions see the same pool: those with the newest minute are used. */
export function poolForecast(functions: readonly TroubledFunction[]): PoolForecast | null {
  const newest = withNewestMinute(functions.filter(sharesPool));
  const pool = newest[0] === undefined ? null : poolOf(newest[0].assessment.limit);
  const use = shareOfPool(pool);
  if (pool === null || use === null) return null;
  if (use >= FULL_POOL) return { limit: pool.value, use, eta: MET_NOW };
  // A throttled function is at some limit now, not necessarily the pool's: its time to the limit is no forecast.
  const foreseeing = newest.find(
    ({ assessment: { limit, eta, flag } }) =>
      limit.kind === 'account' && eta !== null && flag !== 'throttling',
  );
  return { limit: pool.value, use, eta: foreseeing?.assessment.eta ?? null };
}

/** Share of the pool in use; null when unknown. */
export function shareOfPool(pool: PoolUse | null): number | null {
  return pool === null || pool.inUse === null || pool.value === 0 ? null : pool.inUse / pool.value;
}

/** Whether the function uses the account pool, and that is full. */
export function poolIsFull(limit: BindingLimit): boolean {
  return (shareOfPool(poolOf(limit)) ?? 0) >= FULL_POOL;
}

/** A span in which the pool was full. */
export interface FullPoolEpisode extends Episode {
  /** Whether the limit of some of its minutes is unknown: these are measured by today's. */
  readonly isByTodaysLimit: boolean;
}

/** When the pool was full, by its limit at the time, oldest first. */
export function fullPoolEpisodes(
  pool: readonly LimitedPoolMinute[],
  todaysLimit: number,
): readonly FullPoolEpisode[] {
  // If it is full in the first minute with data, it began before that.
  const known = pool.slice(pool.findIndex(({ unreservedInUse }) => unreservedInUse !== null));
  const episodes = episodesIn(known, ({ unreservedInUse, limit }) =>
    unreservedInUse === null ? null : unreservedInUse >= FULL_POOL * (limit ?? todaysLimit),
  );
  return episodes.map(({ sinceMs, endedMs, minutes }) => ({
    sinceMs,
    endedMs,
    isByTodaysLimit: minutes.some(({ limit }) => limit === null),
  }));
}

/** Null while the pool has room. */
export function poolPressure(
  functions: readonly TroubledFunction[],
  poolGrowthPerMinute: number | null,
  thresholds: Thresholds,
  idleProvisioned = 0,
): PoolPressure | null {
  const sharing = functions.filter(sharesPool);
  const forecast = poolForecast(sharing);
  if (forecast === null) return null;
  const { limit, use, eta } = forecast;
  const byUse = use >= thresholds.pool.critAt ? 'crit' : use >= thresholds.pool.warnAt ? 'warn' : null;
  const byTime = eta === null ? null : gradedSooner(eta.likelyMs, thresholds.etaMs);
  const severity = worst(byTime, byUse);
  if (severity === null) return null;

  const growthThatMatters = (GROWTH_THAT_MATTERS * limit) / 15;
  const isGrowing = poolGrowthPerMinute !== null && poolGrowthPerMinute >= growthThatMatters;
  const grower = isGrowing ? growerOf(sharing, CULPRIT_SHARE * poolGrowthPerMinute) : null;
  return {
    severity,
    culprit: grower?.name ?? null,
    growthPerMinute: grower?.growthPerMinute ?? poolGrowthPerMinute,
    holder: holderOf(sharing, CULPRIT_SHARE * use * limit),
    use,
    eta,
    shortMs: eta === null || byUse === severity ? null : eta.likelyMs,
    sharedBy: sharing.length,
    limit,
    idleProvisioned,
  };
}

/** Whether the function uses the account pool. */
export function sharesPool({ assessment }: TroubledFunction): boolean {
  return poolOf(assessment.limit) !== null;
}

function withNewestMinute(functions: readonly TroubledFunction[]): readonly TroubledFunction[] {
  const minuteOf = ({ minutes }: TroubledFunction) => minutes.at(-1)?.minuteMs ?? Number.NEGATIVE_INFINITY;
  const newestMs = Math.max(...functions.map(minuteOf));
  return functions.filter((each) => minuteOf(each) === newestMs);
}

function growerOf(functions: readonly TroubledFunction[], least: number): TroubledFunction | null {
  const growthOf = ({ growthPerMinute }: TroubledFunction) => growthPerMinute ?? 0;
  const grower = functions.toSorted((a, b) => growthOf(b) - growthOf(a))[0];
  return grower !== undefined && growthOf(grower) >= least ? grower : null;
}

function holderOf(functions: readonly TroubledFunction[], least: number): PoolHolder | null {
  const levelOf = ({ assessment }: TroubledFunction) => assessment.level ?? 0;
  const holder = functions.toSorted((a, b) => levelOf(b) - levelOf(a))[0];
  if (holder === undefined || levelOf(holder) === 0 || levelOf(holder) < least) return null;
  return { functionName: holder.name, level: levelOf(holder) };
}

function worst(a: 'warn' | 'crit' | null, b: 'warn' | 'crit' | null): 'warn' | 'crit' | null {
  return a === 'crit' || b === 'crit' ? 'crit' : (a ?? b);
}
