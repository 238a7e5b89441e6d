import { poolOf } from '../../capacity/assessment.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { FunctionMinute } from '../minute/function-minute.ts';
import { median } from '../onset/quantile.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** Earlier throttles may have had another culprit. */
const RECENT_MINUTES = 15;
/** Share of the total rise, and of the pool. */
const MOST_OF_RISE = 0.5;
const RISE_THAT_MATTERS = 0.1;
/** For many small functions together, fewer minutes suffice if some of them were quiet. */
const MINUTES_OF_LITTLE = 60;

/** The concurrency of one function, or of several together. */
type Busy = Pick<FunctionMinute, 'minuteMs' | 'observedMax'>;

type WithMinutes = Pick<TroubledFunction, 'minutes'>;

/**
 * The function that used more of the pool in throttling minutes than in others; null where no single one did, or
 * without a quiet minute. While the pool fills, its trend tells that; for a pool that is full now and then, or for
 * long, it does not.
 *
 * @param sharing all functions in the pool
 */
export function growerWhileFull(
  sharing: readonly TroubledFunction[],
  turnedAway: readonly TroubledFunction[],
): RawText | null {
  const full = new Set(turnedAway.flatMap(({ minutes }) => throttledMinutes(minutes.slice(-RECENT_MINUTES))));
  const ever = new Set(turnedAway.flatMap(({ minutes }) => throttledMinutes(minutes)));
  const isFull = ({ minuteMs }: Busy) => full.has(minuteMs);
  const isQuiet = ({ minuteMs }: Busy) => !ever.has(minuteMs);
  if (!sharing.some(({ minutes }) => minutes.some((each) => each.observedMax !== null && isQuiet(each))))
    return null;
  const riseOf = (minutes: readonly Busy[]) =>
    Math.max(0, (usualOf(minutes, isFull) ?? 0) - (usualOf(minutes, isQuiet) ?? 0));

  const pool = sharing.map(({ assessment }) => poolOf(assessment.limit)).find((each) => each !== null);
  const least = Math.max(RISE_THAT_MATTERS * (pool?.value ?? 0), 1);
  const sharers = sharing.map((each) => ({
    name: each.name,
    minutes: each.minutes,
    highest: recentHighest(each),
  }));
  const rises = sharers
    .filter(({ highest }) => highest >= least)
    .map(({ name, minutes }) => ({ name, rise: riseOf(minutes) }));
  const [grower] = rises.toSorted((one, other) => other.rise - one.rise);
  if (grower === undefined || grower.rise < least) return null;
  const little = sharers.filter(({ highest }) => highest > 0 && highest < least);
  const all = rises.reduce((sum, { rise }) => sum + rise, riseOf(together(little, isQuiet)));
  return grower.rise >= MOST_OF_RISE * all ? grower.name : null;
}

function throttledMinutes(minutes: readonly FunctionMinute[]): readonly EpochMs[] {
  return minutes.flatMap(({ minuteMs, throttles }) => ((throttles ?? 0) > 0 ? [minuteMs] : []));
}

/** A function with less than this throughout can't have risen by more. */
function recentHighest({ minutes }: TroubledFunction): number {
  return minutes
    .slice(-RECENT_MINUTES)
    .reduce((highest, { observedMax }) => Math.max(highest, observedMax ?? 0), 0);
}

/**
 * Thousands of functions that are each too small to be named are summed up by minute rather than examined one by one.
 */
function together(little: readonly WithMinutes[], isQuiet: (minute: Busy) => boolean): readonly Busy[] {
  const newest = sumOf(little, MINUTES_OF_LITTLE);
  return newest.some(isQuiet) ? newest : sumOf(little, Number.POSITIVE_INFINITY);
}

function sumOf(functions: readonly WithMinutes[], newestMinutes: number): readonly Busy[] {
  const busy = new Map<EpochMs, number>();
  for (const { minutes } of functions) {
    for (const { minuteMs, observedMax } of minutes.slice(-newestMinutes)) {
      if (observedMax) busy.set(minuteMs, (busy.get(minuteMs) ?? 0) + observedMax);
    }
  }
  return [...busy].map(([minuteMs, observedMax]) => ({ minuteMs, observedMax }));
}

function usualOf(minutes: readonly Busy[], isMeant: (minute: Busy) => boolean): number | null {
  return median(minutes.filter(isMeant).flatMap(({ observedMax }) => observedMax ?? []));
}
