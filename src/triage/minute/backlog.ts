import { type Thresholds, WAITS } from '../thresholds.ts';
import { type FunctionMinute, JUDGED_MINUTES } from './function-minute.ts';

/** Where a function's work waits: in SQS, or in Lambda's queue of asynchronous events. */
export type Backlogged = 'messages' | 'events';

/** Which kind of work waits, by these minutes; null without a queue, or where it can't be read. */
export function backloggedOf(minutes: readonly FunctionMinute[]): Backlogged | null {
  const judged = minutes.slice(-JUDGED_MINUTES);
  if (judged.some(({ queueAgeMs }) => queueAgeMs !== null)) return 'messages';
  return judged.some(({ asyncEventAgeMs }) => asyncEventAgeMs !== null) ? 'events' : null;
}

/** How long the oldest item had waited; null without data. */
export function waitOf(of: Backlogged, { queueAgeMs, asyncEventAgeMs }: FunctionMinute): number | null {
  return of === 'messages' ? queueAgeMs : asyncEventAgeMs;
}

/** The direction of a wait; small changes count as standing. */
export type WaitPace = 'grows' | 'stands' | 'catchesUp';

/** Over the judged minutes; null with fewer than two known values. */
export function waitPace(of: Backlogged, minutes: readonly FunctionMinute[]): WaitPace | null {
  const known = minutes.slice(-JUDGED_MINUTES).flatMap((minute) => {
    const ageMs = waitOf(of, minute);
    return ageMs === null ? [] : [{ atMs: minute.minuteMs, ageMs }];
  });
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined || first === last) return null;
  const grownMs = last.ageMs - first.ageMs;
  if (Math.abs(grownMs) <= WAITS.standsWithin * (last.atMs - first.atMs)) return 'stands';
  return grownMs > 0 ? 'grows' : 'catchesUp';
}

/** The threshold of a long wait. */
export function longWaitOf(of: Backlogged, { queueAgeMs, asyncEventAgeMs }: Thresholds): number {
  return of === 'messages' ? queueAgeMs : asyncEventAgeMs;
}
