import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../lambda/time.ts';
import { type FunctionMinute, JUDGED_MINUTES, total } from '../minute/function-minute.ts';
import { hurts } from '../minute/hurting-minute.ts';
import { median, quantile } from '../onset/quantile.ts';
import { CHRONIC, type Thresholds } from '../thresholds.ts';

/** The counts of one hour. */
export interface CountedHour {
  readonly startMs: EpochMs;
  readonly invocations: number;
  readonly errors: number;
}

/** How a function has failed all week: nobody needs to be paged for that. */
export interface ChronicFailures {
  /** Errors over invocations on a usual day. */
  readonly rate: number;
  /** The first known hour of it; it may be older. */
  readonly sinceMs: EpochMs;
  /** The rate above which it is a finding; null where it can't fail much more. */
  readonly findingAbove: number | null;
}

/**
 * Null where calls did not fail alike on each known day, or too few days are known.
 *
 * @param hours the week up to the judged hours, oldest first; hours without calls may be missing
 * @param timesUsual the multiple of its rate that counts as unusual
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
  // A bad afternoon distorts one day; the median day is another one.
  const rate = median(rates) ?? 0;
  const isLikeAlways = rates.every((each) => each >= CHRONIC.leastOfUsual * rate);
  if (rate === 0 || days.length < CHRONIC.fewestDays || !isLikeAlways) return null;
  return { rate, sinceMs: first.startMs, findingAbove: findingAbove(rate, called, timesUsual) };
}

/** Above the hourly variation, and above what chance gives in as few calls as are judged at once. */
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

/** The highest rate that chance makes of it in so many calls: the fewer calls, the higher. */
export function mostByChance(rate: number, calls: number): number {
  return rate + CHRONIC.deviations * Math.sqrt((rate * (1 - rate)) / calls);
}

export function rateOf(hours: readonly CountedHour[]): number {
  const calls = hours.reduce((sum, { invocations }) => sum + invocations, 0);
  return hours.reduce((sum, { errors }) => sum + errors, 0) / calls;
}

/**
 * Whether an error rule may have been broken within the known minutes: then it matters whether it always is. Past
 * episodes count too, so that a running lmon and a newly started one agree.
 */
export function hasFailed(minutes: readonly FunctionMinute[], thresholds: Thresholds): boolean {
  return (
    minutes.some((minute) => hurts('errors', minute, thresholds) === true) &&
    total(minutes, ({ errors }) => errors) >= thresholds.fewestErrors
  );
}

/** Thresholds for a function that always fails: its usual rate breaks none of them. */
export function withChronic(thresholds: Thresholds, chronic: ChronicFailures | null): Thresholds {
  if (chronic === null) return thresholds;
  const least = chronic.findingAbove ?? Number.POSITIVE_INFINITY;
  const { warnAt, critAt } = thresholds.errors;
  return { ...thresholds, errors: { warnAt: Math.max(warnAt, least), critAt: Math.max(critAt, least) } };
}
