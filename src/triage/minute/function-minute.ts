import type { EpochMs } from '../../lambda/time.ts';

/** Rules and rates use this many of the newest settled minutes. */
export const JUDGED_MINUTES = 5;

/** One minute of a function's metrics. Null is "no data point", which is not zero. */
export interface FunctionMinute {
  readonly minuteMs: EpochMs;
  readonly invocations: number | null;
  readonly errors: number | null;
  readonly throttles: number | null;
  readonly durationSumMs: number | null;
  readonly durationP50Ms: number | null;
  readonly durationP95Ms: number | null;
  readonly durationP99Ms: number | null;
  readonly durationMaxMs: number | null;
  readonly observedMax: number | null;
  readonly iteratorAgeMs: number | null;
  readonly deadLetterErrors: number | null;
  /** Age of the oldest message in the queues that call it. */
  readonly queueAgeMs: number | null;
  /** Longest wait of an asynchronous event before it was delivered. */
  readonly asyncEventAgeMs: number | null;
  readonly asyncEventsDropped: number | null;
  readonly destinationFailures: number | null;
  /** Messages in the redrive queues of its source queues, and the gain since the minute before. */
  readonly redriveDepth: number | null;
  readonly redriveGrowth: number | null;
}

/** Invocations + Throttles: what callers asked for. Null when neither has a data point. */
export function attemptsOf(minute: FunctionMinute): number | null {
  if (minute.invocations === null && minute.throttles === null) return null;
  return (minute.invocations ?? 0) + (minute.throttles ?? 0);
}

/** Null as well where calls were served and it is not known whether others were turned away. */
export function knownAttemptsOf(minute: FunctionMinute): number | null {
  return minute.throttles === null && minute.invocations !== 0 ? null : attemptsOf(minute);
}

/** Errors over invocations, 0 to 1. Null without invocations, or where errors could not be read. */
export function errorRateOf({ errors, invocations }: FunctionMinute): number | null {
  return errors === null || !invocations ? null : errors / invocations;
}

/** Throttles over attempts, 0 to 1. Null without attempts, or where throttles could not be read. */
export function throttleRateOf(minute: FunctionMinute): number | null {
  const attempts = attemptsOf(minute);
  return minute.throttles === null || !attempts ? null : minute.throttles / attempts;
}

export function averageDurationOf(minute: FunctionMinute): number | null {
  return minute.durationSumMs === null || !minute.invocations
    ? null
    : minute.durationSumMs / minute.invocations;
}

/** The sum over the minutes; those without data add nothing. */
export function total(
  minutes: readonly FunctionMinute[],
  count: (minute: FunctionMinute) => number | null,
): number {
  return minutes.reduce((sum, minute) => sum + (count(minute) ?? 0), 0);
}

/** Requests and events throttled, failed or lost, on average over the judged minutes. */
export function lostPerMinute(minutes: readonly FunctionMinute[]): number {
  const judged = minutes.slice(-JUDGED_MINUTES);
  return total(judged, lostIn) / Math.max(1, judged.length);
}

export function lostIn(minute: FunctionMinute): number {
  return (minute.throttles ?? 0) + (minute.errors ?? 0) + (lostEventsOf(minute) ?? 0);
}

/**
 * Lost events: those that neither the dead-letter target nor the destination accepted. Dropped events are sent there
 * first, so they count only without such a target. Null without any data point.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function lostEventsOf(minute: FunctionMinute): number | null {
  const { deadLetterErrors, destinationFailures, asyncEventsDropped } = minute;
  if (deadLetterErrors === null && destinationFailures === null) return asyncEventsDropped;
  return (deadLetterErrors ?? 0) + (destinationFailures ?? 0);
}

/** The rate of the newest judged minute with calls. */
export function newestRate(
  minutes: readonly FunctionMinute[],
  rateOf: (minute: FunctionMinute) => number | null,
): number | null {
  return (
    minutes
      .slice(-JUDGED_MINUTES)
      .flatMap((minute) => rateOf(minute) ?? [])
      .at(-1) ?? null
  );
}
