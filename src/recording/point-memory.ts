import type { EpochMs } from '../lambda/time.ts';

const PERIODS_IN_BLOCK = 60;
/** The three hours that are watched lie in four hours by the clock; as many of what somebody looked back at. */
const MOST_BLOCKS = 8;

/**
 * The points of one series, in blocks of periods: ten bytes a point where a map has forty, and a fleet has thousands of
 * series. The blocks that were begun longest ago are forgotten.
 */
export class PointMemory {
  readonly #periodMs: number;
  readonly #blocks = new Map<number, Float64Array>();

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  /** @returns whether that is news: nothing stood there, or another value. */
  put(timestampMs: EpochMs, value: number): boolean {
    const period = Math.floor(timestampMs / this.#periodMs);
    const block = this.#blockAt(Math.floor(period / PERIODS_IN_BLOCK));
    const index = period % PERIODS_IN_BLOCK;
    if (block[index] === value) return false;
    block[index] = value;
    return true;
  }

  points(): readonly (readonly [timestampMs: EpochMs, value: number])[] {
    return [...this.#blocks].flatMap(([number, values]) =>
      [...values].flatMap((value, index) => {
        const timestampMs = (number * PERIODS_IN_BLOCK + index) * this.#periodMs;
        return Number.isNaN(value) ? [] : [[timestampMs, value] as const];
      }),
    );
  }

  #blockAt(number: number): Float64Array {
    const held = this.#blocks.get(number);
    if (held !== undefined) return held;
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size < MOST_BLOCKS) break;
      this.#blocks.delete(oldest);
    }
    const begun = new Float64Array(PERIODS_IN_BLOCK).fill(Number.NaN);
    this.#blocks.set(number, begun);
    return begun;
  }
}
