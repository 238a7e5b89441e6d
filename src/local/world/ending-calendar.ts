import type { Environment } from './environment.ts';
import type { EpochMs } from './world.ts';

/** Longer than most invocations, and small enough to stay in the processor's cache. */
const SPAN_MS = 1 << 15;
const MASK = SPAN_MS - 1;
const NONE = -1;

/**
 * Which environments end their invocation at which millisecond: a ring of linked lists, one a millisecond. Time
 * passes by walking the ring, so no queue of running invocations has to be kept in order. Who ends beyond the ring
 * waits at its far end and is put in again from there.
 *
 * The lists hold the numbers of places and not the environments themselves: numbers cost the garbage collector
 * nothing.
 */
export class EndingCalendar {
  /** For each millisecond the first place of its list. */
  private readonly ring = new Int32Array(SPAN_MS).fill(NONE);
  /** For each place the environment that runs in it, and the place behind it in its list. */
  private readonly running: (Environment | null)[] = [];
  private behind = new Int32Array(64);
  private readonly freePlaces: number[] = [];
  private reachedMs: EpochMs;
  /** Where `reachedMs` stands in the ring. */
  private offset = 0;
  private waiting = 0;

  constructor(startMs: EpochMs) {
    this.reachedMs = startMs;
  }

  /** Hands over what has ended by `nowMs`, in order of time. */
  advanceTo(nowMs: EpochMs, onEnd: (environment: Environment) => void): void {
    const { ring } = this;
    // Kept in locals: this loop takes one step for each millisecond of the world.
    let { offset, waiting } = this;
    let steps = nowMs - this.reachedMs;
    for (; steps > 0 && waiting > 0; steps--) {
      offset = (offset + 1) & MASK;
      const first = ring[offset] ?? NONE;
      if (first === NONE) continue;
      ring[offset] = NONE;
      this.offset = offset;
      this.reachedMs = nowMs - steps + 1;
      this.empty(first, onEnd);
      waiting = this.waiting;
    }
    this.offset = (offset + Math.max(0, steps)) & MASK;
    this.reachedMs = nowMs;
  }

  /** @param environment ends at its `lastEndMs`, later than the time that was reached. */
  add(environment: Environment): void {
    const place = this.freePlaces.pop() ?? this.newPlace();
    this.running[place] = environment;
    this.wait(place, environment.lastEndMs);
  }

  private wait(place: number, endMs: EpochMs): void {
    const ahead = Math.min(endMs - this.reachedMs, MASK);
    const offset = (this.offset + ahead) & MASK;
    this.behind[place] = this.ring[offset] ?? NONE;
    this.ring[offset] = place;
    this.waiting++;
  }

  private empty(first: number, onEnd: (environment: Environment) => void): void {
    let place = first;
    while (place !== NONE) {
      const next = this.behind[place] ?? NONE;
      const environment = this.running[place] ?? null;
      this.waiting--;
      if (environment !== null) {
        if (environment.lastEndMs > this.reachedMs) this.wait(place, environment.lastEndMs);
        else {
          this.running[place] = null;
          this.freePlaces.push(place);
          onEnd(environment);
        }
      }
      place = next;
    }
  }

  private newPlace(): number {
    const place = this.running.push(null) - 1;
    if (place >= this.behind.length) {
      const longer = new Int32Array(this.behind.length * 2);
      longer.set(this.behind);
      this.behind = longer;
    }
    return place;
  }
}
