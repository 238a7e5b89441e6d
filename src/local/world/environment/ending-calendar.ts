import type { EpochMs } from '../../../lambda/time.ts';
import type { Environment } from './environment.ts';

/** Longer than most invocations, and small enough to stay in the processor's cache. */
const SPAN_MS = 1 << 15;
const MASK = SPAN_MS - 1;

/**
 * Which environments end their invocation at which millisecond: a ring with one linked list per millisecond. Time
 * passes by walking the ring, so no queue of running invocations has to be kept in order. Environments that end beyond
 * the ring wait at its far end, where they are inserted again.
 */
export class EndingCalendar {
  /** For each millisecond the first environment of its list. */
  readonly #ring = new Array<Environment | null>(SPAN_MS).fill(null);
  #reachedMs: EpochMs;
  /** The position of `reachedMs` in the ring. */
  #offset = 0;
  #waiting = 0;

  constructor(startMs: EpochMs) {
    this.#reachedMs = startMs;
  }

  /** Hands over the environments that have ended by `nowMs`, in order of time. */
  advanceTo(nowMs: EpochMs, onEnd: (environment: Environment) => void): void {
    const ring = this.#ring;
    // Kept in locals: this loop takes one step for each millisecond of the world.
    let offset = this.#offset;
    let waiting = this.#waiting;
    let steps = nowMs - this.#reachedMs;
    for (; steps > 0 && waiting > 0; steps--) {
      offset = (offset + 1) & MASK;
      const first = ring[offset] ?? null;
      if (first === null) continue;
      ring[offset] = null;
      this.#offset = offset;
      this.#reachedMs = nowMs - steps + 1;
      this.#empty(first, onEnd);
      waiting = this.#waiting;
    }
    this.#offset = (offset + Math.max(0, steps)) & MASK;
    this.#reachedMs = nowMs;
  }

  /** @param environment ends at its `lastEndMs`, later than the time that was reached. */
  add(environment: Environment): void {
    const ahead = Math.min(environment.lastEndMs - this.#reachedMs, MASK);
    const offset = (this.#offset + ahead) & MASK;
    environment.behind = this.#ring[offset] ?? null;
    this.#ring[offset] = environment;
    this.#waiting++;
  }

  #empty(first: Environment, onEnd: (environment: Environment) => void): void {
    let environment: Environment | null = first;
    while (environment !== null) {
      const next: Environment | null = environment.behind;
      environment.behind = null;
      this.#waiting--;
      if (environment.lastEndMs > this.#reachedMs) this.add(environment);
      else onEnd(environment);
      environment = next;
    }
  }
}
