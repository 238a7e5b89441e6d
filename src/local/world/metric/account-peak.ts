import type { EpochMs } from '../../../lambda/time.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import { SLOT_MS } from '../record/peaks.ts';

/** The most environments of all functions together that were busy at once in a slot, init included. */
export function accountPeak(functions: Iterable<SimulatedFunction>, slotStartMs: EpochMs): number {
  const changes = new Int32Array(SLOT_MS);
  for (const callee of functions) noteChanges(changes, callee, slotStartMs);
  let inFlight = 0;
  let peak = 0;
  for (const change of changes) {
    inFlight += change;
    if (inFlight > peak) peak = inFlight;
  }
  return peak;
}

/** By how many environments more or fewer are busy in each millisecond of the slot than in the one before. */
function noteChanges(changes: Int32Array, callee: SimulatedFunction, slotStartMs: EpochMs): void {
  const { arrivals } = callee.invocations;
  const end = arrivals.firstFrom(slotStartMs + SLOT_MS);
  for (let sequence = callee.firstRunningAt(slotStartMs); sequence < end; sequence++) {
    const endMs = callee.endMs(sequence) - slotStartMs;
    if (endMs <= 0) continue;
    const startMs = Math.max(0, arrivals.timeMs(sequence) - slotStartMs);
    changes[startMs] = (changes[startMs] ?? 0) + 1;
    // Beyond the slot it is a write to nowhere.
    changes[endMs] = (changes[endMs] ?? 0) - 1;
  }
}
