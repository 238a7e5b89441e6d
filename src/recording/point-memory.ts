import type { EpochMs } from '../lambda/time.ts';

const PERIODS_IN_BLOCK = 60;
/** Three hours of watching touch four clock-aligned hours, the newest. */
const WATCHED_BLOCKS = 4;
/** As many again for past windows. */
const MOST_BLOCKS = 2 * WATCHED_BLOCKS;

/**
 * The points of one series in blocks of periods: ten bytes a point instead of a map's forty, as a fleet has thousands
 * of series. Keeps the newest blocks, and of the others those written last.
 */
export class PointMemory {
  readonly #periodMs: number;
  /** In order of the last write. */
  readonly #blocks = new Map<number, Float64Array>();
  #lastUsed: number | null = null;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  /** @returns whether the point is new, or has another value */
  put(timestampMs: EpochMs, value: number): boolean {
    const period = Math.floor(timestampMs / this.#periodMs);
    const block = this.#blockAt(Math.floor(period / PERIODS_IN_BLOCK));
    const index = period % PERIODS_IN_BLOCK;
    if (block[index] === value) return false;
    block[index] = value;
    return true;
  }

  points(): readonly (readonly [timestampMs: EpochMs, value: number])[] {
    const inOrder = [...this.#blocks].toSorted(([one], [other]) => one - other);
    return inOrder.flatMap(([number, values]) =>
      [...values].flatMap((value, index) => {
        const timestampMs = (number * PERIODS_IN_BLOCK + index) * this.#periodMs;
        return Number.isNaN(value) ? [] : [[timestampMs, value] as const];
      }),
    );
  }

  #blockAt(number: number): Float64Array {
    const block = this.#blocks.get(number) ?? new Float64Array(PERIODS_IN_BLOCK).fill(Number.NaN);
    if (number !== this.#lastUsed) {
      this.#blocks.delete(number);
      this.#blocks.set(number, block);
      this.#lastUsed = number;
      if (this.#blocks.size > MOST_BLOCKS) this.#forgetOne();
    }
    return block;
  }

  #forgetOne(): void {
    const numbers = [...this.#blocks.keys()];
    const newest = numbers.toSorted((one, other) => other - one).slice(0, WATCHED_BLOCKS);
    const leastUsed = numbers.find((number) => !newest.includes(number));
    if (leastUsed !== undefined) this.#blocks.delete(leastUsed);
  }
}
