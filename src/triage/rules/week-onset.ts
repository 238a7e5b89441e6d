import type { EpochMs } from '../../lambda/time.ts';
import { countChanges } from '../onset/count-changes.ts';
import { type CountedHour, rateOf } from './chronic-failures.ts';

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
/** Of the most that it came to: what is down to less was over, also where nothing failed before. */
const LEAST_LEFT = 0.05;

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
  // The earliest: that it gets worse or better later is no other beginning.
  const first = changes.find(({ before }, index) =>
    lasts(
      before,
      changes.slice(index).map(({ after }) => after),
    ),
  );
  const since = called.slice(first?.place);
  const [hour] = since;
  if (first === undefined || hour === undefined) return null;
  return { hourMs: hour.startMs, rateBefore: first.before, rateSince: rateOf(since) };
}

function lasts(before: number, ratesSince: readonly number[]): boolean {
  const least = Math.min(...ratesSince);
  return least >= LEAST_TIMES * before && least >= LEAST_LEFT * Math.max(...ratesSince);
}
