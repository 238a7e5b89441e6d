import type { CapacityMinute } from './evidence.ts';

/**
 * Environments busy on average in a minute: events per second × average duration in seconds, which is
 * Sum(Duration) / 60 s (10 a second for 3 s each keep 30 busy). Init is not in Duration, so it is not in here.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#calculating-concurrency
 */
export function meanConcurrency(minute: CapacityMinute): number | null {
  if (minute.durationSumMs !== null) return minute.durationSumMs / 60_000;
  return minute.invocations === 0 ? 0 : null;
}

/** Average duration of the minute's calls. */
export function averageDurationMs(minute: CapacityMinute): number | null {
  const { durationSumMs, invocations } = minute;
  return durationSumMs === null || !invocations ? null : durationSumMs / invocations;
}
