import type { EpochMs } from '../../../lambda/time.ts';
import type { RandomStream } from '../chance/random-stream.ts';
import type { GroupLoad } from '../function/group-load.ts';
import { type SimulatedFunction, THROTTLED } from '../function/simulated-function.ts';
import type { AsyncCallerModel } from '../function-model.ts';
import type { SimulatedQueue } from '../queue/simulated-queue.ts';
import type { AsyncTally } from '../record/async-tally.ts';
import { type Delivery, REQUEST } from '../record/delivery.ts';
import type { Process } from '../schedule/agenda.ts';
import { DueQueue } from '../schedule/due-queue.ts';
import { Arrivals } from './arrivals.ts';
import type { Calling } from './calling.ts';
import { Poison } from './poison.ts';

/** From the caller's answer until the first try: at least this long, plus a random time of up to as much. */
const HANDING_OVER_MS = 12;
export const MAXIMUM_RETRY_ATTEMPTS = 2;
export const MAXIMUM_EVENT_AGE_MS = 6 * 3_600_000;
/**
 * Calls of one chain of events before Lambda stops it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
const LONGEST_LOOP = 16;
/** After the first failed try, and after the second. */
const RETRY_AFTER_MS = [60_000, 120_000] as const;
const SHORTEST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 300_000;

interface QueuedEvent {
  readonly dueMs: EpochMs;
  readonly queuedMs: EpochMs;
  /** Whether it is given up when it is due. */
  readonly isGivenUp: boolean;
  readonly failedTries: number;
  readonly backOffMs: number;
  readonly failure: string | null;
  readonly firstTry: number | null;
  /** Calls before it in its chain. */
  readonly round: number;
  /** Whether it is not yet an event, but the future output of a call. */
  readonly comesBack: boolean;
}

/**
 * The queue in front of a function that is called asynchronously. An event that fails is tried twice more, with the
 * same request id; one that is throttled goes back to the queue for up to six hours. Then it is given up.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsyncQueue implements Process {
  readonly #arrivals: Arrivals;
  readonly #poison: Poison;
  readonly #loops: Poison;
  readonly #onFailure: AsyncCallerModel['onFailure'];
  readonly #onFailureQueue: SimulatedQueue | null;
  readonly #callee: SimulatedFunction;
  readonly #tally: AsyncTally;
  readonly #load: GroupLoad;
  readonly #random: RandomStream;
  readonly #events = new DueQueue<QueuedEvent>();

  constructor(
    model: AsyncCallerModel,
    onFailureQueue: SimulatedQueue | null,
    { callee, load, random, startMs }: Calling,
  ) {
    this.#arrivals = new Arrivals(model.eventsPerSecond, random, startMs);
    this.#poison = new Poison(model.poison);
    this.#loops = new Poison(
      model.loopShare === undefined ? undefined : { share: model.loopShare, failure: '' },
    );
    this.#onFailure = model.onFailure;
    this.#onFailureQueue = onFailureQueue;
    this.#callee = callee;
    this.#tally = callee.asyncEvents;
    this.#load = load;
    this.#random = random;
  }

  get firstMs(): EpochMs {
    return this.#arrivals.nextMs;
  }

  act(momentMs: EpochMs): EpochMs {
    const nowMs = Math.floor(momentMs);
    this.#load.advanceTo(nowMs);
    const event = this.#events.take(nowMs);
    if (event === null) this.#receive(nowMs);
    else if (event.comesBack) this.#comeBack(event, nowMs);
    else if (event.isGivenUp) this.#giveUp(nowMs);
    else this.#attempt(event, nowMs);
    return Math.min(this.#arrivals.nextMs, this.#events.nextMs);
  }

  #receive(nowMs: EpochMs): void {
    const arrivals = this.#arrivals;
    if (arrivals.isArrival) {
      this.#tally.received.push(nowMs);
      this.#queue(nowMs, 0);
    }
    arrivals.scheduleNext();
  }

  #queue(nowMs: EpochMs, round: number): void {
    this.#events.add({
      dueMs: nowMs + HANDING_OVER_MS + Math.floor(this.#random.share() * HANDING_OVER_MS),
      queuedMs: nowMs,
      isGivenUp: false,
      failedTries: 0,
      backOffMs: SHORTEST_BACK_OFF_MS,
      failure: this.#poison.takes(nowMs) ? this.#poison.failure : null,
      firstTry: null,
      round,
      comesBack: false,
    });
  }

  /** A call's output calls the function again, unless Lambda stops the loop. */
  #comeBack({ round }: QueuedEvent, nowMs: EpochMs): void {
    if (round >= LONGEST_LOOP) {
      this.#tally.loopsStopped.push(nowMs);
      return;
    }
    this.#tally.received.push(nowMs);
    this.#queue(nowMs, round);
  }

  #attempt(event: QueuedEvent, nowMs: EpochMs): void {
    const { queuedMs, failure, firstTry, failedTries, backOffMs } = event;
    const delivery: Delivery = { ...REQUEST, ageMs: nowMs - queuedMs, failure, firstTry };
    const endMs = this.#callee.invoke(nowMs, delivery);
    if (endMs === THROTTLED) {
      const dueMs = nowMs + backOffMs;
      const isGivenUp = dueMs - queuedMs > MAXIMUM_EVENT_AGE_MS;
      const longerMs = Math.min(LONGEST_BACK_OFF_MS, backOffMs * 2);
      this.#events.add({ ...event, dueMs, isGivenUp, backOffMs: longerMs });
      return;
    }
    if (this.#callee.lastSucceeded) {
      if (this.#loops.takes(nowMs))
        this.#events.add({ ...event, dueMs: endMs, round: event.round + 1, comesBack: true });
      return;
    }
    const retryAfterMs = RETRY_AFTER_MS[failedTries];
    this.#events.add({
      ...event,
      dueMs: endMs + (retryAfterMs ?? 0),
      isGivenUp: retryAfterMs === undefined,
      failedTries: failedTries + 1,
      firstTry: firstTry ?? this.#callee.invocations.last,
    });
  }

  #giveUp(nowMs: EpochMs): void {
    const tally = this.#tally;
    const onFailure = this.#onFailure;
    tally.dropped.push(nowMs);
    const isRefused = nowMs >= (onFailure?.refusesSinceMs ?? Infinity);
    if (onFailure === null || isRefused) tally.lost.push(nowMs);
    else this.#onFailureQueue?.send(nowMs, false);
    if (onFailure === null || !isRefused) return;
    if (onFailure.kind === 'dead-letter-queue') tally.deadLetterErrors.push(nowMs);
    else tally.destinationDeliveryFailures.push(nowMs);
  }
}
