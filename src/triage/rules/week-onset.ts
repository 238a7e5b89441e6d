import type { EpochMs } from '../../lambda/time.ts';
import { countChanges } from '../onset/count-changes.ts';
import { type CountedHour, rateOf } from './chronic-failures.ts';

/** Failures that began this week, before the known minutes. */
export interface WeekOnset {
  /** The hour from which on more calls failed. */
  readonly hourMs: EpochMs;
  /** Errors over invocations before that hour, and since. */
  readonly rateBefore: number;
  readonly rateSince: number;
}

/** A smaller rise is within the usual failures. */
const LEAST_TIMES = 3;
/** Share of its peak: failures that fell below it were over, even where none failed before. */
const LEAST_LEFT = 0.05;

/**
 * Null where nothing began, or where it is over.
 *
 * @param hours the week up to the judged hours, oldest first; hours without calls may be missing
 */
export function weekOnset(hours: readonly CountedHour[]): WeekOnset | null {
  const called = hours.filter(({ invocations }) => invocations > 0);
  const changes = countChanges(
    called.map(({ errors, invocations }) => ({ count: errors, total: invocations })),
  );
  // The earliest: a later rise or fall is no other onset.
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
