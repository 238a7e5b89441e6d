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
/** What is usual of many together needs no more, where some of them were quiet. */
const MINUTES_OF_LITTLE = 60;

/** What is busy of one function, or of several together. */
type Busy = Pick<FunctionMinute, 'minuteMs' | 'observedMax'>;

type WithMinutes = Pick<TroubledFunction, 'minutes'>;

/**
 * Who took more of the pool in the minutes that turned calls away than in those that did not; null where that was nobody in
 * particular, or where no minute without is known. A trend tells it while a pool fills: of one that is full in turns, or has
 * been for long, it tells nothing.
 *
 * @param sharing all that draw on the pool
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

/** Whoever had less all the while can't have risen by more. */
function recentHighest({ minutes }: TroubledFunction): number {
  return minutes
    .slice(-RECENT_MINUTES)
    .reduce((highest, { observedMax }) => Math.max(highest, observedMax ?? 0), 0);
}

/** Thousands of them, each too little to be named, are added up a minute at a time, and not looked at one by one. */
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
