import { rankOf } from './distribution.ts';
import { SUCCESS } from './invocations.ts';
import { SLOT_MS } from './peaks.ts';
import type { SimulatedFunction } from './simulated-function.ts';
import type { Simulation } from './simulation.ts';
import type { EpochMs, Incident, ThrottleReason, TruthMinute, WorldTruth } from './world.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Read from what happened, not from what was published. */
export function truthOf(simulation: Simulation, incidents: readonly Incident[]): WorldTruth {
  const find = (functionName: string): SimulatedFunction => {
    const found = simulation.functions.get(functionName);
    if (found === undefined) throw new RangeError(`this world has no function ${functionName}`);
    return found;
  };
  return {
    minute: (functionName, minuteMs) => {
      simulation.advanceTo(minuteMs + MINUTE_MS);
      return truthMinute(find(functionName), minuteMs);
    },
    inFlight: (functionName, startMs, endMs) => {
      simulation.advanceTo(endMs);
      return inFlightBySecond(find(functionName), startMs, endMs);
    },
    incidents,
  };
}

function truthMinute(callee: SimulatedFunction, minuteMs: EpochMs): TruthMinute {
  const { invocations, throttles, peaks } = callee;
  const first = invocations.arrivals.firstFrom(minuteMs);
  const end = invocations.arrivals.firstFrom(minuteMs + MINUTE_MS);
  const durations = new Uint32Array(end - first);
  let errors = 0;
  let durationSum = 0;
  for (let sequence = first; sequence < end; sequence++) {
    const duration = invocations.durationHundredths(sequence);
    durations[sequence - first] = duration;
    durationSum += duration;
    if (invocations.outcome(sequence) !== SUCCESS) errors++;
  }
  const firstThrottle = throttles.times.firstFrom(minuteMs);
  const endThrottle = throttles.times.firstFrom(minuteMs + MINUTE_MS);
  const throttleReasons: Partial<Record<ThrottleReason, number>> = {};
  for (let sequence = firstThrottle; sequence < endThrottle; sequence++) {
    const reason = throttles.reason(sequence);
    if (reason !== undefined) throttleReasons[reason] = (throttleReasons[reason] ?? 0) + 1;
  }
  return {
    invocations: end - first,
    errors,
    throttles: endThrottle - firstThrottle,
    throttleReasons,
    durationSumMs: durationSum / 100,
    durationP95Ms: (durations.sort()[rankOf(0.95, durations.length)] ?? 0) / 100,
    meanConcurrency: handlerTimeMs(callee, minuteMs, minuteMs + MINUTE_MS) / MINUTE_MS,
    peakConcurrency: Math.max(peaks.of(minuteMs), peaks.of(minuteMs + SLOT_MS)),
  };
}

/** How long handlers ran within a span, all environments together. */
function handlerTimeMs(callee: SimulatedFunction, startMs: EpochMs, endMs: EpochMs): number {
  const { invocations } = callee;
  const end = invocations.arrivals.firstFrom(endMs);
  let ranMs = 0;
  for (let sequence = callee.firstRunningAt(startMs); sequence < end; sequence++) {
    const beganMs = callee.handlerStartMs(sequence);
    const endedMs = beganMs + invocations.durationHundredths(sequence) / 100;
    ranMs += Math.max(0, Math.min(endedMs, endMs) - Math.max(beganMs, startMs));
  }
  return ranMs;
}

function inFlightBySecond(callee: SimulatedFunction, startMs: EpochMs, endMs: EpochMs): readonly number[] {
  const { arrivals } = callee.invocations;
  const seconds = Math.max(0, Math.floor((endMs - startMs) / SECOND_MS));
  const changes = new Int32Array(seconds + 1);
  // The end of a second is the moment at which the next one begins; who ends at that moment is no longer busy.
  const secondOf = (timeMs: EpochMs) =>
    Math.min(seconds, Math.max(0, Math.ceil((timeMs - startMs) / SECOND_MS) - 1));
  const end = arrivals.firstFrom(endMs + 1);
  for (let sequence = callee.firstRunningAt(startMs); sequence < end; sequence++) {
    const begin = secondOf(arrivals.timeMs(sequence));
    const after = secondOf(callee.endMs(sequence));
    if (after === begin) continue;
    changes[begin] = (changes[begin] ?? 0) + 1;
    changes[after] = (changes[after] ?? 0) - 1;
  }
  let inFlight = 0;
  return Array.from({ length: seconds }, (_, second) => {
    inFlight += changes[second] ?? 0;
    return inFlight;
  });
}
