import type { EpochMs } from '../../lambda/time.ts';
import { countChanges } from '../onset/count-changes.ts';
import type { CountedHour } from './chronic-failures.ts';

/** Failures that began this week, before the minutes that are known. */
export interface WeekOnset {
  /** The hour from which on more calls failed. */
  readonly hourMs: EpochMs;
  /** Errors over invocations, in the hours before it and from it on. */
  readonly rateBefore: number;
  readonly rateSince: number;
}

/** Less is no other way to fail than before. */
const LEAST_TIMES = 3;

/**
 * Null where nothing began, or what did was over again.
 *
 * @param hours the week up to the hours that are judged, oldest first; hours without calls may be missing
 */
export function weekOnset(hours: readonly CountedHour[]): WeekOnset | null {
  const called = hours.filter(({ invocations }) => invocations > 0);
  const changes = countChanges(
    called.map(({ errors, invocations }) => ({ count: errors, total: invocations })),
  );
  const last = changes.at(-1);
  const hour = last === undefined ? undefined : called[last.place];
  if (last === undefined || hour === undefined || last.after < LEAST_TIMES * last.before) return null;
  return { hourMs: hour.startMs, rateBefore: last.before, rateSince: last.after };
}
