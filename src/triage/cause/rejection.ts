import { FULL_POOL, type PoolUse, poolOf } from '../../capacity/assessment.ts';
import { JUDGED_MINUTES, newestRate, throttleRateOf } from '../minute/function-minute.ts';
import { type PoolPressure, shareOfPool } from './pool.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** The account pool throttled calls: one cause for all functions affected. */
export interface PoolRejection {
  readonly functions: readonly TroubledFunction[];
  /** How many of them read a stream. */
  readonly consumers: number;
  /** The one with the most throttles in the newest minute. */
  readonly hitMost: TroubledFunction;
  /** Share of the pool in use; null where it can't be read. */
  readonly use: number | null;
  /** No call was throttled in the newest minute. */
  readonly newestIsClean: boolean;
}

/** With this much in use, several functions throttled at once have met the pool rather than a rate of their own. */
const NEARLY_FULL_POOL = 0.85;
const AT_LIMIT = 0.9;

/** Null when the pool throttled no call: throttles with much of the pool free have another cause. */
export function poolRejection(
  functions: readonly TroubledFunction[],
  pool: PoolPressure | null,
): PoolRejection | null {
  const turnedAway = functions.filter(mayBeTurnedAwayByPool);
  const first = turnedAway[0];
  if (first === undefined) return null;
  const use = pool?.use ?? shareOfPool(poolOf(first.assessment.limit));
  const newestIsClean = turnedAway.every(({ minutes }) => newestRate(minutes, throttleRateOf) === 0);
  const severalAtOnce = turnedAway.length > 1 && (use === null || use >= NEARLY_FULL_POOL || newestIsClean);
  if (!severalAtOnce && (use ?? 0) < FULL_POOL) return null;
  const hitMost = turnedAway.reduce((most, each) =>
    newestThrottles(each) > newestThrottles(most) ? each : most,
  );
  const consumers = turnedAway.filter(({ assessment }) => assessment.limit.kind === 'source').length;
  return { functions: turnedAway, consumers, hitMost, use, newestIsClean };
}

/** Whether it is throttled and uses the pool; whether the pool was full also depends on other functions. */
export function mayBeTurnedAwayByPool({
  assessment,
  reasons,
}: Pick<TroubledFunction, 'assessment' | 'reasons'>): boolean {
  const drawsOnPool = assessment.scaling === undefined && poolOf(assessment.limit) !== null;
  return drawsOnPool && reasons.some(({ rule }) => rule === 'throttles');
}

export function newestThrottles({ minutes }: TroubledFunction): number {
  return minutes.at(-1)?.throttles ?? 0;
}

/**
 * Whether the binding limit was met in the minutes with throttles. False: a request or scaling rate was exceeded
 * instead; null: unknown.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#understanding-concurrency
 */
export function limitWasMet({ assessment, minutes }: TroubledFunction): boolean | null {
  const { limit, scaling } = assessment;
  if (scaling !== undefined) return false;
  switch (limit.kind) {
    case 'off':
    // Calls are throttled although environments are free, and are that short.
    case 'requestRate':
      return true;
    case 'reserved': {
      const turningAway = minutes.slice(-JUDGED_MINUTES).filter(({ throttles }) => (throttles ?? 0) > 0);
      const peaks = turningAway.flatMap(({ observedMax }) => observedMax ?? []);
      return peaks.length === 0 ? null : Math.max(...peaks) >= AT_LIMIT * limit.value;
    }
    case 'account':
    case 'source':
      return poolWasMet(poolOf(limit), minutes);
    case 'provisioned':
    case 'unknown':
      return null;
  }
}

/** Only the newest minute's use is known: once throttling ends, it says nothing about before. */
function poolWasMet(pool: PoolUse | null, minutes: TroubledFunction['minutes']): boolean | null {
  const use = shareOfPool(pool);
  if (use === null || newestRate(minutes, throttleRateOf) === 0) return null;
  return use >= NEARLY_FULL_POOL;
}
