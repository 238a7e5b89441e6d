import { MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import type { CapacityMinute } from '../evidence.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { averageOf, highestOf } from '../statistics/span.ts';

const COMPARED_MINUTES = 5;
const MINUTE_S = MINUTE_MS / SECOND_MS;
/** In a sample the highest second is mostly chance: it is smoothed over this many. */
const SMOOTHED_S = 5;

/** A sampled log scaled up to the calls that CloudWatch counted in the same minutes; null without a count. */
export function scaledUp(inFlight: InFlight, minutes: readonly CapacityMinute[]): InFlight | null {
  let counted = 0;
  let seen = 0;
  for (const { minuteMs, invocations } of minutes.slice(-COMPARED_MINUTES)) {
    const from = secondOf(minuteMs, inFlight);
    if (from < 0 || from + MINUTE_S > inFlight.arrivals.length || invocations === null) continue;
    counted += invocations;
    seen += averageOf(inFlight.arrivals.subarray(from, from + MINUTE_S)) * MINUTE_S;
  }
  if (seen === 0) return null;
  const standsFor = Math.max(1, counted / seen);
  const means = inFlight.means.map((value) => value * standsFor);
  return {
    ...inFlight,
    standsFor,
    means,
    peaks: peaksOf({ ...inFlight, means, standsFor }, minutes),
    arrivals: inFlight.arrivals.map((value) => value * standsFor),
  };
}

/**
 * For minutes in CloudWatch, the highest second equals CloudWatch's maximum; for newer ones, it is limited to what is
 * certain.
 */
function peaksOf(scaled: InFlight, minutes: readonly CapacityMinute[]): Float32Array {
  const smoothed = scaled.means.map((_, second) =>
    averageOf(scaled.means.subarray(Math.max(0, second + 1 - SMOOTHED_S), second + 1)),
  );
  const peaks = smoothed.map((value) => Math.max(0, value - errorOf(value, scaled)));
  for (const { minuteMs, observedMax } of minutes) {
    const from = secondOf(minuteMs, scaled);
    if (from < 0 || from + MINUTE_S > peaks.length || observedMax === null) continue;
    const ofMinute = smoothed.subarray(from, from + MINUTE_S);
    peaks.set(
      ofMinute.map((value) => Math.min(value, observedMax)),
      from,
    );
    peaks[from + ofMinute.indexOf(highestOf(ofMinute))] = observedMax;
  }
  return peaks;
}

/** Standard error of a smoothed level: chance decides which running calls are seen, for as long as they run. */
function errorOf(level: number, { standsFor, mixingMs }: InFlight): number {
  const mixingS = (mixingMs ?? SECOND_MS) / SECOND_MS;
  return Math.sqrt(level * (standsFor - 1) * (mixingS / (mixingS + SMOOTHED_S / 2)));
}

function secondOf(timeMs: number, { asOfMs, arrivals }: InFlight): number {
  return arrivals.length - Math.round((asOfMs - timeMs) / SECOND_MS);
}
