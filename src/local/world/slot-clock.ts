import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { GroupLoad } from './function/group-load.ts';
import type { SimulatedFunction } from './function/simulated-function.ts';
import type { SimulatedQueue } from './queue/simulated-queue.ts';
import { SLOT_MS } from './record/peaks.ts';
import type { Process } from './schedule/agenda.ts';

/** Older history is forgotten. */
export const HISTORY_MS = 4 * 3_600_000;

/** Begins the slots of all peaks, closes the minutes of all queues, and forgets. */
export class SlotClock implements Process {
  readonly firstMs: EpochMs;
  readonly #load: GroupLoad;
  readonly #functions: readonly SimulatedFunction[];
  readonly #queues: readonly SimulatedQueue[];

  constructor(
    load: GroupLoad,
    functions: readonly SimulatedFunction[],
    queues: readonly SimulatedQueue[],
    startMs: EpochMs,
  ) {
    this.#load = load;
    this.#functions = functions;
    this.#queues = queues;
    this.firstMs = startMs + SLOT_MS;
  }

  act(slotStartMs: EpochMs): EpochMs {
    this.#load.advanceTo(slotStartMs);
    this.#load.startSlot(slotStartMs);
    for (const each of this.#functions) {
      each.startSlot(slotStartMs);
      each.dropBefore(slotStartMs - HISTORY_MS);
    }
    if (slotStartMs % MINUTE_MS === 0) {
      for (const queue of this.#queues) queue.closeMinute(slotStartMs);
    }
    return slotStartMs + SLOT_MS;
  }
}
