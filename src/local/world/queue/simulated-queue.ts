import type { EpochMs } from '../../../lambda/time.ts';
import type { WorldQueue } from '../world.ts';
import { Fifo } from './fifo.ts';
import { QueueMinutes } from './queue-minutes.ts';

/** A message that was received as often as this without success no longer counts for the age of the queue. */
const RECEIVES_UNTIL_OVERLOOKED = 3;

/** A message of a queue. */
export interface Message {
  readonly sentMs: EpochMs;
  readonly isPoisoned: boolean;
  /** The first invocation that received it; null until there is one. */
  firstTry: number | null;
  receives: number;
  /** Until then, only its receiver has it. */
  hiddenUntilMs: EpochMs;
  isDeleted: boolean;
}

/**
 * A standard SQS queue. A receiver has until the visibility timeout to delete a message; then it can be received again,
 * and after `maxReceiveCount` times it is moved to the redrive queue instead.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export class SimulatedQueue {
  readonly configuration: WorldQueue;
  readonly minutes: QueueMinutes;
  readonly #redrive: SimulatedQueue | null;
  readonly #visible = new Fifo<Message>();
  /** In order of `hiddenUntilMs`: the timeout is the same for all. */
  readonly #hidden = new Fifo<Message>();
  #hiddenCount = 0;

  constructor(configuration: WorldQueue, redrive: SimulatedQueue | null, startMs: EpochMs) {
    this.configuration = configuration;
    this.#redrive = redrive;
    this.minutes = new QueueMinutes(startMs);
  }

  get visibleCount(): number {
    return this.#visible.length;
  }

  get notVisibleCount(): number {
    return this.#hiddenCount;
  }

  /** When a message comes back, at the earliest; Infinity when none is hidden. */
  get nextReturnMs(): EpochMs {
    return this.#hidden.first?.hiddenUntilMs ?? Infinity;
  }

  send(nowMs: EpochMs, isPoisoned: boolean): void {
    this.minutes.sent++;
    this.#add({ sentMs: nowMs, isPoisoned, firstTry: null, receives: 0, hiddenUntilMs: 0, isDeleted: false });
  }

  /** Makes messages visible again that were not deleted in time. */
  advanceTo(nowMs: EpochMs): void {
    while (this.nextReturnMs <= nowMs) {
      const message = this.#hidden.take();
      if (message === undefined || message.isDeleted) continue;
      this.#hiddenCount--;
      this.#visible.add(message);
    }
  }

  receive(nowMs: EpochMs, most: number): readonly Message[] {
    const messages: Message[] = [];
    while (messages.length < most) {
      const message = this.#visible.take();
      if (message === undefined) break;
      if (this.#isExhausted(message)) {
        // A message that SQS moves itself is not counted among those that were sent.
        if (this.#redrive !== null) this.#redrive.#add({ ...message, receives: 0 });
        continue;
      }
      message.receives++;
      message.hiddenUntilMs = nowMs + this.configuration.visibilityTimeoutMs;
      this.#hidden.add(message);
      this.#hiddenCount++;
      messages.push(message);
    }
    this.minutes.received += messages.length;
    return messages;
  }

  /** Has no effect if it comes too late: the message is visible again, or has another receiver. */
  delete(message: Message, nowMs: EpochMs): void {
    if (message.hiddenUntilMs <= nowMs) return;
    message.isDeleted = true;
    this.#hiddenCount--;
    this.minutes.deleted++;
    // Most are deleted in the order in which they were received, so the search usually ends at once.
    while (this.#hidden.first?.isDeleted) this.#hidden.take();
  }

  closeMinute(nowMs: EpochMs): void {
    this.advanceTo(nowMs);
    this.minutes.close(nowMs, this.visibleCount, this.#hiddenCount, this.#oldestAgeMs(nowMs));
  }

  #add(message: Message): void {
    this.#visible.add(message);
  }

  #isExhausted({ receives }: Message): boolean {
    return this.#redrive !== null && receives >= (this.configuration.redrive?.maxReceiveCount ?? Infinity);
  }

  #oldestAgeMs(nowMs: EpochMs): number {
    let oldestMs = nowMs;
    for (const messages of [this.#visible, this.#hidden]) {
      for (const { sentMs, receives, isDeleted } of messages) {
        if (!isDeleted && receives < RECEIVES_UNTIL_OVERLOOKED && sentMs < oldestMs) oldestMs = sentMs;
      }
    }
    return nowMs - oldestMs;
  }
}
