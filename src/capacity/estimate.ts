import { MINUTE_MS } from '../lambda/time.ts';
import type { EstimatePart } from './assessment.ts';
import type { CapacityMinute } from './evidence.ts';
import type { InFlight } from './in-flight.ts';

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

/** Environments that all attempts would have kept busy: each that was turned away would have taken as long as the others. */
export function demandOf(minute: CapacityMinute): number | null {
  const busy = meanConcurrency(minute);
  const { invocations, throttles } = minute;
  if (busy === null || !throttles) return busy;
  return invocations ? (busy * (invocations + throttles)) / invocations : null;
}

export function partsOf({ minuteMs, observedMax, ...minute }: CapacityMinute): readonly EstimatePart[] {
  const asOfMs = minuteMs + MINUTE_MS;
  const mean = meanConcurrency({ minuteMs, observedMax, ...minute });
  return [
    ...(mean === null ? [] : [{ source: 'duration' as const, value: mean, asOfMs }]),
    ...(observedMax === null ? [] : [{ source: 'observedMax' as const, value: observedMax, asOfMs }]),
  ];
}

export function inFlightPart(inFlight: InFlight | null): readonly EstimatePart[] {
  const value = inFlight?.means.at(-1);
  return inFlight === null || value === undefined
    ? []
    : [{ source: 'inFlight', value, asOfMs: inFlight.asOfMs }];
}
