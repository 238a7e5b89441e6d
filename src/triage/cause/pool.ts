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

/** The account pool in its newest settled minute, as the functions that share it see it. */
export interface PoolForecast {
  readonly limit: number;
  /** Share of the pool in use. */
  readonly use: number;
  /** Null when the pool has no trend; it is met now while the pool is full. */
  readonly eta: TimeToLimit | null;
}

/** A minute of the pool, and what there was of it to be used then. */
export interface LimitedPoolMinute extends PoolMinute {
  /** By the same measure as what was in use; null where nobody knows what it was then. */
  readonly limit: number | null;
}

/** The account pool is filling, or full, and who does it. */
export interface PoolPressure {
  readonly severity: 'warn' | 'crit';
  /** The function whose concurrency grew the most; null when it was nobody's growth. */
  readonly culprit: RawText | null;
  /** Environments that the culprit, or without one the pool, gained a minute. */
  readonly growthPerMinute: number | null;
  /** Who keeps at least half of the pool's use busy. */
  readonly holder: PoolHolder | null;
  /** Share of the pool in use. */
  readonly use: number;
  readonly eta: TimeToLimit | null;
  /** The time left, where that and not its use is what is wrong; else null. */
  readonly shortMs: number | null;
  /** Functions that share the pool. */
  readonly sharedBy: number;
  /** What it has, less `idleProvisioned` that are kept ready for some of them and not busy. */
  readonly limit: number;
  readonly idleProvisioned: number;
}

export interface PoolHolder {
  readonly functionName: RawText;
  /** Environments busy on average. */
  readonly level: number;
}

/** A part of the pool's growth, or of its use, that makes its owner the one to name. */
const CULPRIT_SHARE = 0.5;
/** A pool that gains less of its limit than this in fifteen minutes is nobody's doing: the rest is noise. */
const GROWTH_THAT_MATTERS = 0.1;

/** Null where it is not known. All functions see the same pool: those with the newest minute tell of it. */
export function poolForecast(functions: readonly TroubledFunction[]): PoolForecast | null {
  const newest = withNewestMinute(functions.filter(sharesPool));
  const pool = newest[0] === undefined ? null : poolOf(newest[0].assessment.limit);
  const use = shareOfPool(pool);
  if (pool === null || use === null) return null;
  if (use >= FULL_POOL) return { limit: pool.value, use, eta: MET_NOW };
  // Whoever is turned away is at a limit now, which need not be the pool: its time to the limit is no forecast.
  const foreseeing = newest.find(
    ({ assessment: { limit, eta, flag } }) =>
      limit.kind === 'account' && eta !== null && flag !== 'throttling',
  );
  return { limit: pool.value, use, eta: foreseeing?.assessment.eta ?? null };
}

/** Share of the pool in use; null where it is not known. */
export function shareOfPool(pool: PoolUse | null): number | null {
  return pool === null || pool.inUse === null || pool.value === 0 ? null : pool.inUse / pool.value;
}

/** Whether the function draws on the account pool, and that is full. */
export function poolIsFull(limit: BindingLimit): boolean {
  return (shareOfPool(poolOf(limit)) ?? 0) >= FULL_POOL;
}

/** A time in which the pool was full. */
export interface FullPoolEpisode extends Episode {
  /** Whether nobody knows what there was of it in some of its minutes: these are measured by what there is now. */
  readonly isByTodaysLimit: boolean;
}

/** When the pool was full, of what there was of it then, oldest first. */
export function fullPoolEpisodes(
  pool: readonly LimitedPoolMinute[],
  todaysLimit: number,
): readonly FullPoolEpisode[] {
  // What is full in the first minute that has data began before it.
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

/** Whether the function draws on the account pool. */
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
