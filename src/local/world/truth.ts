import { type EpochMs, MINUTE_MS, minuteOf, SECOND_MS } from '../../lambda/time.ts';
import type { SimulatedFunction } from './function/simulated-function.ts';
import { rankOf } from './record/distribution.ts';
import { SUCCESS } from './record/invocations.ts';
import { type Peaks, SLOT_MS } from './record/peaks.ts';
import type { Simulation } from './simulation.ts';
import type {
  Incident,
  ThrottleReason,
  TruthMinute,
  TruthProvisioned,
  TruthThrottle,
  WorldTruth,
} from './world-truth.ts';

/** Read from what happened, not from what was published. */
export function truthOf(simulation: Simulation, incidents: readonly Incident[]): WorldTruth {
  const calleeAt = (functionName: string, nowMs: EpochMs): SimulatedFunction => {
    const found = simulation.functions.get(functionName);
    if (found === undefined) throw new RangeError(`this world has no function ${functionName}`);
    simulation.advanceFunction(found, nowMs);
    return found;
  };
  return {
    minute: (functionName, minuteMs, version) => {
      const callee = calleeAt(functionName, minuteMs + MINUTE_MS);
      return version === undefined ? truthMinute(callee, minuteMs) : versionMinute(callee, version, minuteMs);
    },
    throttled: (functionName, startMs, endMs) => throttledIn(calleeAt(functionName, endMs), startMs, endMs),
    lostEvents: (functionName, startMs, endMs) => {
      const { lost } = calleeAt(functionName, endMs).asyncEvents;
      return lost.firstFrom(endMs) - lost.firstFrom(startMs);
    },
    provisioned: (functionName, startMs, endMs) =>
      provisionedMinutes(calleeAt(functionName, endMs), startMs, endMs),
    inFlight: (functionName, startMs, endMs) =>
      inFlightBySecond(calleeAt(functionName, endMs), startMs, endMs),
    incidents,
  };
}

function truthMinute(callee: SimulatedFunction, minuteMs: EpochMs): TruthMinute {
  const { throttles } = callee;
  const firstThrottle = throttles.times.firstFrom(minuteMs);
  const endThrottle = throttles.times.firstFrom(minuteMs + MINUTE_MS);
  const throttleReasons: Partial<Record<ThrottleReason, number>> = {};
  for (let sequence = firstThrottle; sequence < endThrottle; sequence++) {
    const reason = throttles.reason(sequence);
    if (reason !== undefined) throttleReasons[reason] = (throttleReasons[reason] ?? 0) + 1;
  }
  return {
    ...servedMinute(callee, minuteMs, () => true),
    throttles: endThrottle - firstThrottle,
    throttleReasons,
    peakConcurrency: peakOf(callee.peaks, minuteMs),
  };
}

function throttledIn(
  { throttles }: SimulatedFunction,
  startMs: EpochMs,
  endMs: EpochMs,
): readonly TruthThrottle[] {
  const told: TruthThrottle[] = [];
  const end = throttles.times.firstFrom(endMs);
  for (let sequence = throttles.times.firstFrom(startMs); sequence < end; sequence++) {
    const reason = throttles.reason(sequence);
    if (reason !== undefined) told.push({ timeMs: throttles.times.timeMs(sequence), reason });
  }
  return told;
}

function versionMinute(callee: SimulatedFunction, version: string, minuteMs: EpochMs): TruthMinute {
  const fleet = callee.fleets.find((each) => each.version === version);
  if (fleet === undefined) throw new RangeError(`this function has no version ${version}`);
  return {
    ...servedMinute(callee, minuteMs, (sequence) => callee.environmentOf(sequence).fleet.version === version),
    throttles: 0,
    throttleReasons: {},
    peakConcurrency: peakOf(fleet.peaks, minuteMs),
  };
}

function provisionedMinutes(
  callee: SimulatedFunction,
  startMs: EpochMs,
  endMs: EpochMs,
): readonly TruthProvisioned[] {
  const { provisioned } = callee;
  if (provisioned.length === 0) return [];
  const { arrivals } = callee.invocations;
  const firstMs = minuteOf(startMs);
  return Array.from({ length: Math.ceil((endMs - firstMs) / MINUTE_MS) }, (_, place) => {
    const minuteMs = firstMs + place * MINUTE_MS;
    const from = arrivals.firstFrom(minuteMs);
    const until = arrivals.firstFrom(minuteMs + MINUTE_MS);
    let invocations = 0;
    for (let sequence = from; sequence < until; sequence++)
      if (callee.environmentOf(sequence).fleet.isProvisioned) invocations++;
    const peak = Math.max(...provisioned.map(({ peaks }) => peakOf(peaks, minuteMs)));
    return { minuteMs, invocations, spilledOver: until - from - invocations, peak };
  });
}

type ServedMinute = Omit<TruthMinute, 'throttles' | 'throttleReasons' | 'peakConcurrency'>;

function servedMinute(
  callee: SimulatedFunction,
  minuteMs: EpochMs,
  isCounted: (sequence: number) => boolean,
): ServedMinute {
  const { invocations } = callee;
  const endMs = minuteMs + MINUTE_MS;
  const end = invocations.arrivals.firstFrom(endMs);
  const durations: number[] = [];
  let errors = 0;
  for (let sequence = invocations.arrivals.firstFrom(minuteMs); sequence < end; sequence++) {
    if (!isCounted(sequence)) continue;
    durations.push(invocations.durationHundredths(sequence));
    if (invocations.outcome(sequence) !== SUCCESS) errors++;
  }
  const sorted = Uint32Array.from(durations).sort();
  return {
    invocations: durations.length,
    errors,
    durationSumMs: durations.reduce((sum, duration) => sum + duration, 0) / 100,
    durationP95Ms: (sorted[rankOf(0.95, sorted.length)] ?? 0) / 100,
    meanConcurrency: handlerTimeMs(callee, minuteMs, endMs, isCounted) / MINUTE_MS,
  };
}

function peakOf(peaks: Peaks, minuteMs: EpochMs): number {
  return Math.max(peaks.of(minuteMs), peaks.of(minuteMs + SLOT_MS));
}

/** Total time of handlers within a span, over all environments. */
function handlerTimeMs(
  callee: SimulatedFunction,
  startMs: EpochMs,
  endMs: EpochMs,
  isCounted: (sequence: number) => boolean,
): number {
  const { invocations } = callee;
  const end = invocations.arrivals.firstFrom(endMs);
  let ranMs = 0;
  for (let sequence = callee.firstRunningAt(startMs); sequence < end; sequence++) {
    if (!isCounted(sequence)) continue;
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
  // The end of a second is the start of the next: an invocation that ends then is no longer running.
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
