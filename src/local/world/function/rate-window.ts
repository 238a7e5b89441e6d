import type { EpochMs } from '../../../lambda/time.ts';

/** Counts the requests admitted in the current second, against a limit per second. */
export class RateWindow {
  readonly #limitPerSecond: number;
  #endMs = 0;
  #admitted = 0;

  constructor(limitPerSecond: number) {
    this.#limitPerSecond = limitPerSecond;
  }

  hasRoom(nowMs: EpochMs): boolean {
    return nowMs >= this.#endMs || this.#admitted < this.#limitPerSecond;
  }

  admit(nowMs: EpochMs): void {
    if (nowMs >= this.#endMs) {
      this.#endMs = Math.floor(nowMs / 1_000) * 1_000 + 1_000;
      this.#admitted = 0;
    }
    this.#admitted++;
  }
}
