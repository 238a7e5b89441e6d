import { type Thresholds, WAITS } from '../thresholds.ts';
import { type FunctionMinute, JUDGED_MINUTES } from './function-minute.ts';

/** What waits for a function in a queue: that of SQS, or the one that Lambda keeps for asynchronous events. */
export type Backlogged = 'messages' | 'events';

/** What waits for the function of which these minutes are; null where it has no queue, or nobody can read it. */
export function backloggedOf(minutes: readonly FunctionMinute[]): Backlogged | null {
  const judged = minutes.slice(-JUDGED_MINUTES);
  if (judged.some(({ queueAgeMs }) => queueAgeMs !== null)) return 'messages';
  return judged.some(({ asyncEventAgeMs }) => asyncEventAgeMs !== null) ? 'events' : null;
}

/** How long the oldest of it had waited; null without data. */
export function waitOf(of: Backlogged, { queueAgeMs, asyncEventAgeMs }: FunctionMinute): number | null {
  return of === 'messages' ? queueAgeMs : asyncEventAgeMs;
}

/** Where a wait goes: what hardly changes in the time that passed stands. */
export type WaitPace = 'grows' | 'stands' | 'catchesUp';

/** Over the judged minutes; null where fewer than two of them are known. */
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

/** From where on it has waited for long. */
export function longWaitOf(of: Backlogged, { queueAgeMs, asyncEventAgeMs }: Thresholds): number {
  return of === 'messages' ? queueAgeMs : asyncEventAgeMs;
}
