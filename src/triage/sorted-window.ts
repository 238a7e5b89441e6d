/** The newest values of a series in order of size: each step of the series costs a search, and not a sort. */
export class SortedWindow {
  readonly #length: number;
  /** In order of time, oldest first. */
  readonly #values: (number | null)[] = [];
  readonly #sorted: number[] = [];

  /** @param length how many values are held, those that are missing included */
  constructor(length: number) {
    this.#length = length;
  }

  /** Adds the next value, null where there is none; the oldest makes room. */
  add(value: number | null): void {
    this.#values.push(value);
    if (value !== null) this.#sorted.splice(this.#indexOf(value), 0, value);
    if (this.#values.length <= this.#length) return;
    const oldest = this.#values.shift() ?? null;
    if (oldest !== null) this.#sorted.splice(this.#indexOf(oldest), 1);
  }

  /** How many of the values are there. */
  get size(): number {
    return this.#sorted.length;
  }

  /** By nearest rank; null of nothing. */
  quantile(share: number): number | null {
    return this.#sorted[Math.floor((this.#sorted.length - 1) * share)] ?? null;
  }

  /** The index of the first that is not smaller than `value`. */
  #indexOf(value: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? Infinity) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
