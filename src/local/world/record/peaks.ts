import type { EpochMs } from '../../../lambda/time.ts';

/** The span over which a peak is kept: a minute that is half over already shows half of its truth. */
export const SLOT_MS = 30_000;

/** Slots that are kept, more than the four hours of history. */
const SLOTS = 600;

/** The most environments that were busy at once, for each slot of 30 s. */
export class Peaks {
  readonly #closed = new Uint32Array(SLOTS);
  #slotStartMs: EpochMs;
  #current = 0;

  constructor(startMs: EpochMs) {
    this.#slotStartMs = startMs;
  }

  note(inFlight: number): void {
    if (inFlight > this.#current) this.#current = inFlight;
  }

  /** Closes the running slot. @param inFlight what runs on into the next one. */
  startSlot(slotStartMs: EpochMs, inFlight: number): void {
    this.#closed[indexOf(this.#slotStartMs)] = this.#current;
    this.#slotStartMs = slotStartMs;
    this.#current = inFlight;
  }

  /** 0 for a slot that has not begun or is no longer kept. */
  of(slotStartMs: EpochMs): number {
    if (slotStartMs === this.#slotStartMs) return this.#current;
    const age = this.#slotStartMs - slotStartMs;
    return age > 0 && age < SLOTS * SLOT_MS ? (this.#closed[indexOf(slotStartMs)] ?? 0) : 0;
  }
}

function indexOf(slotStartMs: EpochMs): number {
  return Math.floor(slotStartMs / SLOT_MS) % SLOTS;
}
