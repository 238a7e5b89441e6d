import type { EpochMs } from '../lambda/time.ts';

/** Rules and rates judge so many of the newest settled minutes. */
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
}

/** Invocations + Throttles: what callers asked for. Null when neither has a data point. */
export function attemptsOf(minute: FunctionMinute): number | null {
  if (minute.invocations === null && minute.throttles === null) return null;
  return (minute.invocations ?? 0) + (minute.throttles ?? 0);
}

/** Errors over invocations, 0 to 1. Null when nothing ran. */
export function errorRateOf(minute: FunctionMinute): number | null {
  return minute.invocations ? (minute.errors ?? 0) / minute.invocations : null;
}

/** Throttles over attempts, 0 to 1. Null when nobody called. */
export function throttleRateOf(minute: FunctionMinute): number | null {
  const attempts = attemptsOf(minute);
  return attempts ? (minute.throttles ?? 0) / attempts : null;
}

export function averageDurationOf(minute: FunctionMinute): number | null {
  return minute.durationSumMs === null || !minute.invocations
    ? null
    : minute.durationSumMs / minute.invocations;
}

/** The rate of the newest judged minute that has one: a minute without calls has none. */
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
