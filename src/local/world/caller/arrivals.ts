import { type EpochMs, SECOND_MS } from '../../../lambda/time.ts';
import type { RandomStream } from '../chance/random-stream.ts';
import type { Curve } from '../curve.ts';

/** How far to look ahead for an arrival at once while the rate is zero. */
const LOOK_AHEAD_MS = 60_000;

/** Arrivals from many independent sources: a Poisson process whose rate is read each second. */
export class Arrivals {
  /** The next arrival, or the moment until which there is none; may have a fraction. */
  nextMs: EpochMs;
  isArrival = false;
  readonly #perSecond: Curve;
  readonly #isEven: boolean;
  readonly #random: RandomStream;
  #rateUntilMs: EpochMs = 0;
  #ratePerMs = 0;

  /**
   * @param isEven keeps the distances between half and one and a half times the mean, and so the counts close to it.
   */
  constructor(perSecond: Curve, random: RandomStream, startMs: EpochMs, isEven = false) {
    this.#perSecond = perSecond;
    this.#isEven = isEven;
    this.#random = random;
    this.nextMs = startMs;
    this.scheduleNext();
  }

  /** Spends a waiting time at the rate of each second it passes through. @returns the new `nextMs`. */
  scheduleNext(): EpochMs {
    let wait = this.#isEven ? 0.5 + this.#random.share() : this.#random.exponential();
    let atMs = this.nextMs;
    const horizonMs = atMs + LOOK_AHEAD_MS;
    while (atMs < horizonMs) {
      if (atMs >= this.#rateUntilMs) this.#readRate(atMs);
      const room = (this.#rateUntilMs - atMs) * this.#ratePerMs;
      if (wait < room) {
        this.nextMs = atMs + wait / this.#ratePerMs;
        this.isArrival = true;
        return this.nextMs;
      }
      wait -= room;
      atMs = this.#rateUntilMs;
    }
    this.nextMs = atMs;
    this.isArrival = false;
    return this.nextMs;
  }

  #readRate(timeMs: EpochMs): void {
    const secondMs = Math.floor(timeMs / SECOND_MS) * SECOND_MS;
    this.#ratePerMs = Math.max(0, this.#perSecond(secondMs)) / SECOND_MS;
    this.#rateUntilMs = secondMs + SECOND_MS;
  }
}
