import { shareOfLimit } from '../capacity/assessment.ts';
import { JUDGED_MINUTES, newestRate, throttleRateOf } from './function-minute.ts';
import type { PoolPressure } from './pool.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** The account pool turned calls away: all functions that it hit are one cause. */
export interface PoolRejection {
  readonly functions: readonly TroubledFunction[];
  /** The one with the most throttles in the newest minute. */
  readonly hitMost: TroubledFunction;
  /** Share of the pool in use; null where it can't be read. */
  readonly use: number | null;
  /** Nothing was turned away in the newest minute. */
  readonly newestIsClean: boolean;
}

/** A pool that peaked here was full, whatever the minute's sampling says. */
export const FULL_POOL = 0.95;
/** With this much in use, several functions turned away at once have met the pool and not a rate of their own. */
const NEARLY_FULL_POOL = 0.85;
const AT_LIMIT = 0.9;

/** Null when the pool turned nobody away: throttles with much of the pool free have another reason. */
export function poolRejection(
  functions: readonly TroubledFunction[],
  pool: PoolPressure | null,
): PoolRejection | null {
  const turnedAway = functions.filter(
    ({ assessment, reasons }) =>
      assessment.limit.kind === 'account' && reasons.some(({ rule }) => rule === 'throttles'),
  );
  const first = turnedAway[0];
  if (first === undefined) return null;
  const use = pool?.use ?? shareOfLimit(first.assessment.limit);
  const newestIsClean = turnedAway.every(({ minutes }) => newestRate(minutes, throttleRateOf) === 0);
  const severalAtOnce = turnedAway.length > 1 && (use === null || use >= NEARLY_FULL_POOL || newestIsClean);
  if (!severalAtOnce && (use ?? 0) < FULL_POOL) return null;
  const hitMost = turnedAway.reduce((most, each) =>
    newestThrottles(each) > newestThrottles(most) ? each : most,
  );
  return { functions: turnedAway, hitMost, use, newestIsClean };
}

export function newestThrottles({ minutes }: TroubledFunction): number {
  return minutes.at(-1)?.throttles ?? 0;
}

/**
 * Whether the limit that binds was met in the minutes that turned calls away. False means that a request or scaling
 * rate was met instead; null that nobody can tell.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#understanding-concurrency
 */
export function limitWasMet({ assessment, minutes }: TroubledFunction): boolean | null {
  const { limit } = assessment;
  switch (limit.kind) {
    case 'off':
      return true;
    case 'reserved': {
      const turningAway = minutes.slice(-JUDGED_MINUTES).filter(({ throttles }) => (throttles ?? 0) > 0);
      const peaks = turningAway.flatMap(({ observedMax }) => observedMax ?? []);
      return peaks.length === 0 ? null : Math.max(...peaks) >= AT_LIMIT * limit.value;
    }
    case 'account': {
      const use = shareOfLimit(limit);
      // Only the newest minute's use is known: once calls are let in again it says nothing of before.
      if (use === null || newestRate(minutes, throttleRateOf) === 0) return null;
      return use >= NEARLY_FULL_POOL;
    }
    case 'source':
    case 'unknown':
      return null;
  }
}
