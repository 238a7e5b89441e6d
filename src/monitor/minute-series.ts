import { type EpochMs, MINUTE_MS, minuteOf } from '../lambda/time.ts';

/** The newest `capacity` minutes of one metric statistic. A minute without a data point is null, never 0. */
export class MinuteSeries {
  readonly #values: Float64Array;
  /** The minute that the slot at its index holds; slots are reused. */
  readonly #minutes: Float64Array;

  constructor(capacity: number) {
    this.#values = new Float64Array(capacity).fill(Number.NaN);
    this.#minutes = new Float64Array(capacity).fill(Number.NaN);
  }

  put(minuteMs: EpochMs, value: number): void {
    const slot = this.#slotOf(minuteMs);
    const held = this.#minutes[slot] ?? Number.NaN;
    if (held > minuteMs || !Number.isFinite(value)) return;
    this.#minutes[slot] = minuteOf(minuteMs);
    this.#values[slot] = value;
  }

  at(minuteMs: EpochMs): number | null {
    const slot = this.#slotOf(minuteMs);
    if (this.#minutes[slot] !== minuteOf(minuteMs)) return null;
    return this.#values[slot] ?? null;
  }

  #slotOf(minuteMs: EpochMs): number {
    return Math.floor(minuteMs / MINUTE_MS) % this.#values.length;
  }
}
