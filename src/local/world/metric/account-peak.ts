import type { EpochMs } from '../../../lambda/time.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import { SLOT_MS } from '../record/peaks.ts';

/** The peak of all functions' busy environments together in a slot, init included. */
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

/** The change in the number of busy environments in each millisecond of the slot. */
function noteChanges(changes: Int32Array, callee: SimulatedFunction, slotStartMs: EpochMs): void {
  const { arrivals } = callee.invocations;
  const end = arrivals.firstFrom(slotStartMs + SLOT_MS);
  for (let sequence = callee.firstRunningAt(slotStartMs); sequence < end; sequence++) {
    const endMs = callee.endMs(sequence) - slotStartMs;
    if (endMs <= 0) continue;
    const startMs = Math.max(0, arrivals.timeMs(sequence) - slotStartMs);
    changes[startMs] = (changes[startMs] ?? 0) + 1;
    // Beyond the slot, the write has no effect.
    changes[endMs] = (changes[endMs] ?? 0) - 1;
  }
}
