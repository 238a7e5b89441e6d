import type { EpochMs } from '../../../lambda/time.ts';

const BURST = 1_000;
const REFILL_PER_MS = 0.1;

/**
 * How many environments a function may still start: 1,000 in each 10 s, given back steadily and never saved up.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html
 */
export class ScalingAllowance {
  #left = BURST;
  #asOfMs = 0;

  /** Takes one environment; false when the function has to wait. */
  take(nowMs: EpochMs): boolean {
    this.#left = Math.min(BURST, this.#left + (nowMs - this.#asOfMs) * REFILL_PER_MS);
    this.#asOfMs = nowMs;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
