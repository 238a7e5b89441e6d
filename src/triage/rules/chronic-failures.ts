import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../lambda/time.ts';
import { type FunctionMinute, JUDGED_MINUTES, total } from '../minute/function-minute.ts';
import { hurts } from '../minute/hurting-minute.ts';
import { median, quantile } from '../onset/quantile.ts';
import { CHRONIC, type Thresholds } from '../thresholds.ts';

/** What one hour counted. */
export interface CountedHour {
  readonly startMs: EpochMs;
  readonly invocations: number;
  readonly errors: number;
}

/** How a function has failed in all of a week: nobody is to be woken for that. */
export interface ChronicFailures {
  /** Errors over invocations on a usual day. */
  readonly rate: number;
  /** The first hour that is known of it; it may be older. */
  readonly sinceMs: EpochMs;
  /** A rate that is none of its usual ones; null where it can't fail much more than it does. */
  readonly findingAbove: number | null;
}

/**
 * Null where calls did not fail alike on each day that is known, or too few days are.
 *
 * @param hours the week up to the hours that are judged, oldest first; hours without calls may be missing
 * @param timesUsual so many times its rate is no usual one any more
 */
export function chronicFailures(hours: readonly CountedHour[], timesUsual: number): ChronicFailures | null {
  const called = hours.filter(({ invocations }) => invocations > 0);
  const first = called[0];
  const last = called.at(-1);
  if (first === undefined || last === undefined) return null;
  if (last.startMs + HOUR_MS - first.startMs < CHRONIC.shortestMs) return null;
  const dayOf = ({ startMs }: CountedHour) => Math.floor((startMs - first.startMs) / DAY_MS);
  const days = [...new Set(called.map(dayOf))];
  const rates = days.map((day) => rateOf(called.filter((hour) => dayOf(hour) === day)));
  // A bad afternoon makes its day another one; the usual day is one of the others.
  const rate = median(rates) ?? 0;
  const isLikeAlways = rates.every((each) => each >= CHRONIC.leastOfUsual * rate);
  if (rate === 0 || days.length < CHRONIC.fewestDays || !isLikeAlways) return null;
  return { rate, sinceMs: first.startMs, findingAbove: findingAbove(rate, called, timesUsual) };
}

/** Above what its hours vary by, and above what chance gives so few calls as are judged at once. */
function findingAbove(rate: number, called: readonly CountedHour[], timesUsual: number): number | null {
  const callsAnHour = median(called.map(({ invocations }) => invocations)) ?? 0;
  const judgedCalls = Math.max(1, (callsAnHour * JUDGED_MINUTES * MINUTE_MS) / HOUR_MS);
  const worstHours = quantile(
    called.map((hour) => rateOf([hour])),
    CHRONIC.worstHoursFrom,
  );
  const usuallyWorst = Math.min(worstHours ?? 0, CHRONIC.mostOfUsual * rate);
  const above = Math.max(timesUsual * rate, mostByChance(rate, judgedCalls), usuallyWorst);
  return above < 1 ? above : null;
}

/** What chance makes of a rate in so many calls: the fewer, the more of them may fail. */
export function mostByChance(rate: number, calls: number): number {
  return rate + CHRONIC.deviations * Math.sqrt((rate * (1 - rate)) / calls);
}

export function rateOf(hours: readonly CountedHour[]): number {
  const calls = hours.reduce((sum, { invocations }) => sum + invocations, 0);
  return hours.reduce((sum, { errors }) => sum + errors, 0) / calls;
}

/**
 * Whether a rule about errors may have been broken in the time that is known: then it matters whether it always is. What
 * is over counts as well, so that whoever watches on and whoever comes later tell the same.
 */
export function hasFailed(minutes: readonly FunctionMinute[], thresholds: Thresholds): boolean {
  return (
    minutes.some((minute) => hurts('errors', minute, thresholds) === true) &&
    total(minutes, ({ errors }) => errors) >= thresholds.fewestErrors
  );
}

/** The thresholds of a function that always fails: what is usual breaks none of them. */
export function withChronic(thresholds: Thresholds, chronic: ChronicFailures | null): Thresholds {
  if (chronic === null) return thresholds;
  const least = chronic.findingAbove ?? Number.POSITIVE_INFINITY;
  const { warnAt, critAt } = thresholds.errors;
  return { ...thresholds, errors: { warnAt: Math.max(warnAt, least), critAt: Math.max(critAt, least) } };
}
