import { type FunctionMinute, JUDGED_MINUTES } from './function-minute.ts';
import type { Thresholds } from './thresholds.ts';

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

/** Whether the wait is longer than it was at the first of the judged minutes. */
export function waitGrows(of: Backlogged, minutes: readonly FunctionMinute[]): boolean {
  const ages = minutes.slice(-JUDGED_MINUTES).flatMap((minute) => waitOf(of, minute) ?? []);
  return (ages.at(-1) ?? 0) > (ages[0] ?? 0);
}

/** From where on it has waited for long. */
export function longWaitOf(of: Backlogged, { queueAgeMs, asyncEventAgeMs }: Thresholds): number {
  return of === 'messages' ? queueAgeMs : asyncEventAgeMs;
}
