import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';

/** The newest `capacity` periods of one metric statistic. A period without a data point is null, never 0. */
export class PeriodSeries {
  readonly #periodMs: number;
  readonly #values: Float64Array;
  /** The start of the period that the slot at its index holds; slots are reused. */
  readonly #starts: Float64Array;

  constructor(capacity: number, periodMs: number = MINUTE_MS) {
    this.#periodMs = periodMs;
    this.#values = new Float64Array(capacity).fill(Number.NaN);
    this.#starts = new Float64Array(capacity).fill(Number.NaN);
  }

  put(timeMs: EpochMs, value: number): void {
    const period = Math.floor(timeMs / this.#periodMs);
    const slot = this.#slotOf(period);
    const held = this.#starts[slot] ?? Number.NaN;
    if (held > timeMs || !Number.isFinite(value)) return;
    this.#starts[slot] = period * this.#periodMs;
    this.#values[slot] = value;
  }

  at(timeMs: EpochMs): number | null {
    const period = Math.floor(timeMs / this.#periodMs);
    const slot = this.#slotOf(period);
    if (this.#starts[slot] !== period * this.#periodMs) return null;
    return this.#values[slot] ?? null;
  }

  #slotOf(period: number): number {
    return period % this.#values.length;
  }
}
