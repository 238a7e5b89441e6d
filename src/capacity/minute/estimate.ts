import { MINUTE_MS } from '../../lambda/time.ts';
import type { EstimatePart } from '../assessment.ts';
import type { CapacityMinute } from '../evidence.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { liveLoadOf } from '../live/live-load.ts';
import { meanOfRan, type RanCalls } from '../ran-calls.ts';

/**
 * Average concurrency of a minute: calls per second × average duration in seconds, which is Sum(Duration) / 60 s (10 a
 * second of 3 s each give 30). Duration excludes init, so this does too.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#calculating-concurrency
 */
export function meanConcurrency(minute: CapacityMinute): number | null {
  if (minute.durationSumMs !== null) return minute.durationSumMs / MINUTE_MS;
  return minute.invocations === 0 ? 0 : null;
}

/** Average duration of the minute's calls. */
export function averageDurationMs(minute: CapacityMinute): number | null {
  const { durationSumMs, invocations } = minute;
  return durationSumMs === null || !invocations ? null : durationSumMs / invocations;
}

/** Concurrency that all attempts would have needed: throttled ones are assumed to take as long as the others. */
export function demandOf(minute: CapacityMinute): number | null {
  const busy = meanConcurrency(minute);
  const { invocations, throttles } = minute;
  if (busy === null || !throttles) return busy;
  return invocations ? (busy * (invocations + throttles)) / invocations : null;
}

const SPREAD_SHARE = 0.01;

/** @param ran the calls running in the minute, counted where they ran */
export function partsOf(minute: CapacityMinute, ran: readonly RanCalls[] | null): readonly EstimatePart[] {
  const asOfMs = minute.minuteMs + MINUTE_MS;
  const part = (source: EstimatePart['source'], value: number | null): readonly EstimatePart[] =>
    value === null ? [] : [{ source, value, asOfMs }];
  const mean = meanConcurrency(minute);
  const settledMean = meanOfRan(ran);
  const isSpread = settledMean !== null && differs(settledMean, mean ?? 0);
  return [
    ...part('duration', mean),
    ...part('residence', isSpread ? settledMean : null).map((spread) => ({ ...spread, ran: ran ?? [] })),
    ...part('observedMax', minute.observedMax),
  ];
}

/** Larger than rounding explains, or visible: whoever recalculates must get the level that is shown. */
function differs(settledMean: number, mean: number): boolean {
  return (
    Math.abs(settledMean - mean) > SPREAD_SHARE * Math.max(1, mean) ||
    Math.round(settledMean) !== Math.round(mean)
  );
}

/** Empty while the log does not give the whole level. */
export function inFlightPart(inFlight: InFlight | null): readonly EstimatePart[] {
  const load = inFlight === null || inFlight.asOfMs < inFlight.completeFromMs ? null : liveLoadOf(inFlight);
  return inFlight === null || load === null
    ? []
    : [{ source: 'inFlight', value: load.level, asOfMs: inFlight.asOfMs }];
}
