import type { EpochMs } from '../../../lambda/time.ts';
import type { RandomStream } from '../chance/random-stream.ts';
import type { GroupLoad } from '../function/group-load.ts';
import { type SimulatedFunction, THROTTLED } from '../function/simulated-function.ts';
import type { RetryModel, SyncCallerModel } from '../function-model.ts';
import { REQUEST } from '../record/delivery.ts';
import type { Process } from '../schedule/agenda.ts';
import { DueQueue } from '../schedule/due-queue.ts';
import { Arrivals } from './arrivals.ts';
import type { Calling } from './calling.ts';

interface Retry {
  readonly dueMs: EpochMs;
  readonly triesLeft: number;
}

/**
 * Clients that wait for the answer. Unless the model has retries, throttled calls are not repeated, so the attempts
 * don't depend on the function's answers.
 */
export class SyncCallers implements Process {
  readonly #arrivals: Arrivals;
  readonly #callee: SimulatedFunction;
  readonly #load: GroupLoad;
  readonly #random: RandomStream;
  readonly #retries: RetryModel | null;
  readonly #waiting = new DueQueue<Retry>();

  constructor(model: SyncCallerModel, { callee, load, random, startMs }: Calling) {
    this.#arrivals = new Arrivals(model.requestsPerSecond, random, startMs, model.isEven);
    this.#callee = callee;
    this.#load = load;
    this.#random = random;
    this.#retries = model.retries ?? null;
  }

  get firstMs(): EpochMs {
    return this.#arrivals.nextMs;
  }

  act(nowMs: EpochMs): EpochMs {
    const arrivals = this.#arrivals;
    const waiting = this.#waiting;
    const atMs = Math.floor(nowMs);
    const retry = waiting.take(atMs);
    if (retry !== null) {
      this.#call(atMs, retry.triesLeft);
    } else {
      if (arrivals.isArrival) this.#call(atMs, this.#retries?.most ?? 0);
      arrivals.scheduleNext();
    }
    return Math.min(arrivals.nextMs, waiting.nextMs);
  }

  #call(atMs: EpochMs, triesLeft: number): void {
    this.#load.advanceTo(atMs);
    const endMs = this.#callee.invoke(atMs, REQUEST);
    if (this.#retries === null || triesLeft === 0) return;
    const isTurnedAway = endMs === THROTTLED;
    if (!isTurnedAway && this.#callee.lastSucceeded) return;
    const pauseMs = Math.ceil(this.#retries.pauseMs * (0.5 + this.#random.share()));
    this.#waiting.add({ dueMs: (isTurnedAway ? atMs : endMs) + pauseMs, triesLeft: triesLeft - 1 });
  }
}
