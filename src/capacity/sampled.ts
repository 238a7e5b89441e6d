import { MINUTE_MS, SECOND_MS } from '../lambda/time.ts';
import type { CapacityMinute } from './evidence.ts';
import type { InFlight } from './in-flight.ts';
import { averageOf } from './span.ts';

const COMPARED_MINUTES = 5;
const MINUTE_S = MINUTE_MS / SECOND_MS;
/** Of a sample the highest second is mostly chance: it is taken over this many. */
const SMOOTHED_S = 5;

/** What a sample of the log stands for, by how many calls CloudWatch counted in the same minutes; null where none tells. */
export function scaledUp(inFlight: InFlight, minutes: readonly CapacityMinute[]): InFlight | null {
  let counted = 0;
  let seen = 0;
  for (const { minuteMs, invocations } of minutes.slice(-COMPARED_MINUTES)) {
    const from = inFlight.arrivals.length - Math.round((inFlight.asOfMs - minuteMs) / SECOND_MS);
    if (from < 0 || from + MINUTE_S > inFlight.arrivals.length || invocations === null) continue;
    counted += invocations;
    seen += averageOf(inFlight.arrivals.subarray(from, from + MINUTE_S)) * MINUTE_S;
  }
  if (seen === 0) return null;
  const factor = Math.max(1, counted / seen);
  const means = inFlight.means.map((value) => value * factor);
  return {
    ...inFlight,
    means,
    peaks: means.map((_, second) =>
      averageOf(means.subarray(Math.max(0, second + 1 - SMOOTHED_S), second + 1)),
    ),
    arrivals: inFlight.arrivals.map((value) => value * factor),
  };
}
