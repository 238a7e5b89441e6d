import { poolOf } from '../../capacity/assessment.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { FunctionMinute } from '../minute/function-minute.ts';
import { median } from '../onset/quantile.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** What turned calls away longer ago may have been another's doing. */
const RECENT_MINUTES = 15;
/** Of all that was taken more, and of the pool. */
const MOST_OF_RISE = 0.5;
const RISE_THAT_MATTERS = 0.1;

/**
 * Who took more of the pool in the minutes that turned calls away than in those that did not; null where that was nobody in
 * particular. A trend tells it while a pool fills: of one that is full in turns, or has been for long, it tells nothing.
 *
 * @param sharing all that draw on the pool
 */
export function growerWhileFull(
  sharing: readonly TroubledFunction[],
  turnedAway: readonly TroubledFunction[],
): RawText | null {
  const full = new Set(turnedAway.flatMap(({ minutes }) => throttledMinutes(minutes.slice(-RECENT_MINUTES))));
  const ever = new Set(turnedAway.flatMap(({ minutes }) => throttledMinutes(minutes)));
  const rises = sharing.map(({ name, minutes }) => ({
    name,
    rise: Math.max(
      0,
      (usualOf(minutes, ({ minuteMs }) => full.has(minuteMs)) ?? 0) -
        (usualOf(minutes, ({ minuteMs }) => !ever.has(minuteMs)) ?? 0),
    ),
  }));
  const [grower] = rises.toSorted((one, other) => other.rise - one.rise);
  const pool = sharing.map(({ assessment }) => poolOf(assessment.limit)).find((each) => each !== null);
  const all = rises.reduce((sum, { rise }) => sum + rise, 0);
  const least = Math.max(MOST_OF_RISE * all, RISE_THAT_MATTERS * (pool?.value ?? 0), 1);
  return grower !== undefined && grower.rise >= least ? grower.name : null;
}

function throttledMinutes(minutes: readonly FunctionMinute[]): readonly EpochMs[] {
  return minutes.flatMap(({ minuteMs, throttles }) => ((throttles ?? 0) > 0 ? [minuteMs] : []));
}

function usualOf(
  minutes: readonly FunctionMinute[],
  isMeant: (minute: FunctionMinute) => boolean,
): number | null {
  return median(minutes.filter(isMeant).flatMap(({ observedMax }) => observedMax ?? []));
}
