import type { EpochMs } from '../../../lambda/time.ts';
import type { GroupLoad } from '../function/group-load.ts';
import { type SimulatedFunction, THROTTLED } from '../function/simulated-function.ts';
import type { QueueCallerModel } from '../function-model.ts';
import type { Message, SimulatedQueue } from '../queue/simulated-queue.ts';
import type { Process } from '../schedule/agenda.ts';
import { DueQueue } from '../schedule/due-queue.ts';
import { Arrivals } from './arrivals.ts';
import type { Calling } from './calling.ts';
import { Poison } from './poison.ts';

const FEWEST_POLLERS = 5;
const MOST_POLLERS = 1_250;
/** 300 more a minute, in small steps; fewer again more slowly. */
const SCALE_EVERY_MS = 6_000;
const POLLERS_ADDED = 30;
const POLLERS_TAKEN_AWAY = 5;
/** How long a poller waits after a throttled call. */
const THROTTLED_MS = 2_000;

/** A poller that is busy with a batch, or waiting. */
interface BusyPoller {
  readonly dueMs: EpochMs;
  /** The messages to delete when it is done. */
  readonly worked: readonly Message[];
}

/**
 * A queue, its writers, and the pollers of its event source mapping. Five poll at first; while messages wait, 300 more
 * each minute.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export class QueuePollers implements Process {
  readonly #model: QueueCallerModel;
  readonly #queue: SimulatedQueue;
  readonly #callee: SimulatedFunction;
  readonly #load: GroupLoad;
  readonly #arrivals: Arrivals;
  readonly #poison: Poison;
  readonly #busy = new DueQueue<BusyPoller>();
  readonly #mostPollers: number;
  readonly #fewestPollers: number;
  #pollers: number;
  #nextScaleMs: EpochMs;

  constructor(model: QueueCallerModel, queue: SimulatedQueue, { callee, load, random, startMs }: Calling) {
    this.#model = model;
    this.#queue = queue;
    this.#callee = callee;
    this.#load = load;
    this.#arrivals = new Arrivals(model.messagesPerSecond, random, startMs);
    this.#poison = new Poison(model.poison);
    this.#mostPollers = model.maximumConcurrency ?? MOST_POLLERS;
    this.#fewestPollers = Math.min(FEWEST_POLLERS, this.#mostPollers);
    this.#pollers = this.#fewestPollers;
    this.#nextScaleMs = startMs + SCALE_EVERY_MS;
  }

  get firstMs(): EpochMs {
    return Math.min(this.#arrivals.nextMs, this.#nextScaleMs);
  }

  act(momentMs: EpochMs): EpochMs {
    const arrivals = this.#arrivals;
    const queue = this.#queue;
    const nowMs = Math.floor(momentMs);
    this.#load.advanceTo(nowMs);
    queue.advanceTo(nowMs);
    for (let poller = this.#busy.take(nowMs); poller !== null; poller = this.#busy.take(nowMs)) {
      for (const message of poller.worked) queue.delete(message, nowMs);
    }
    if (nowMs >= this.#nextScaleMs) this.#scale();
    if (Math.floor(arrivals.nextMs) <= nowMs) {
      if (arrivals.isArrival) queue.send(nowMs, this.#poison.takes(nowMs));
      arrivals.scheduleNext();
    }
    const isEnabled = nowMs < (this.#model.disabledSinceMs ?? Infinity);
    while (isEnabled && this.#busy.length < this.#pollers && queue.visibleCount > 0) this.#poll(nowMs);
    return Math.min(arrivals.nextMs, this.#busy.nextMs, queue.nextReturnMs, this.#nextScaleMs);
  }

  #poll(nowMs: EpochMs): void {
    const messages = this.#queue.receive(nowMs, this.#model.batchSize);
    const [first] = messages;
    if (first === undefined) return;
    const { reportsBatchItemFailures } = this.#model;
    const poisoned = messages.filter(({ isPoisoned }) => isPoisoned);
    const endMs = this.#callee.invoke(nowMs, {
      records: messages.length,
      ageMs: nowMs - first.sentMs,
      lane: 0,
      poisonedRecords: poisoned.length,
      failure: poisoned.length > 0 && !reportsBatchItemFailures ? this.#poison.failure : null,
      firstTry: first.firstTry,
    });
    if (endMs === THROTTLED) {
      this.#busy.add({ dueMs: nowMs + THROTTLED_MS, worked: [] });
      return;
    }
    for (const message of messages) message.firstTry ??= this.#callee.invocations.last;
    const worked = this.#callee.lastSucceeded ? messages.filter(({ isPoisoned }) => !isPoisoned) : [];
    this.#busy.add({ dueMs: endMs, worked });
  }

  #scale(): void {
    this.#nextScaleMs += SCALE_EVERY_MS;
    if (this.#queue.visibleCount > 0) {
      this.#pollers = Math.min(this.#mostPollers, this.#pollers + POLLERS_ADDED);
    } else if (this.#busy.length < this.#pollers / 2) {
      this.#pollers = Math.max(this.#fewestPollers, this.#pollers - POLLERS_TAKEN_AWAY);
    }
  }
}
