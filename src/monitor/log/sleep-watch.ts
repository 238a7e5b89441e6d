import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { Clock } from '../clock.ts';

/** A wait that took this much longer than it should have was spent asleep. */
const OVERSLEPT_MS = 15 * SECOND_MS;

/** Notices that this process slept: it is asked after all that it waits for, since only a wait can be that long. */
export class SleepWatch {
  readonly #clock: Clock;
  readonly #onSleep: (wokeMs: EpochMs) => void;
  #awakeMs: EpochMs;

  constructor(clock: Clock, onSleep: (wokeMs: EpochMs) => void) {
    this.#clock = clock;
    this.#onSleep = onSleep;
    this.#awakeMs = clock.now();
  }

  /** When this process was last seen to run. */
  get awakeMs(): EpochMs {
    return this.#awakeMs;
  }

  /** Tells of a sleep since it was last asked. A sleep may begin while a page is handed on, and not in a wait only. */
  wakeAfter(expectedMs: number): void {
    const nowMs = this.#clock.now();
    const sleptMs = nowMs - this.#awakeMs - expectedMs;
    this.#awakeMs = nowMs;
    if (sleptMs > OVERSLEPT_MS) this.#onSleep(nowMs);
  }

  async atMost<Value>(expectedMs: number, work: Promise<Value>): Promise<Value> {
    const value = await work;
    this.wakeAfter(expectedMs);
    return value;
  }

  /**
   * What was waited for takes nobody knows how long, so that a sleep meanwhile is not told.
   *
   * @returns how long it took
   */
  excuseWait(): number {
    const nowMs = this.#clock.now();
    const waitedMs = nowMs - this.#awakeMs;
    this.#awakeMs = nowMs;
    return waitedMs;
  }
}
