import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';

/** Minutes that are kept, more than the four hours of history. */
const KEPT_MINUTES = 250;

/** One minute of a queue as SQS reports it to CloudWatch. */
export interface QueueMinute {
  readonly sent: number;
  readonly received: number;
  readonly deleted: number;
  /** These at the end of the minute. */
  readonly visible: number;
  readonly notVisible: number;
  readonly oldestAgeMs: number;
}

/** The finished minutes of a queue, and the counts of the current one. */
export class QueueMinutes {
  sent = 0;
  received = 0;
  deleted = 0;
  readonly #closed = new Map<EpochMs, QueueMinute>();
  #minuteMs: EpochMs;

  /** @param startMs on a minute. */
  constructor(startMs: EpochMs) {
    this.#minuteMs = startMs;
  }

  /** @param endMs of the current minute. */
  close(endMs: EpochMs, visible: number, notVisible: number, oldestAgeMs: number): void {
    const { sent, received, deleted } = this;
    this.#closed.set(this.#minuteMs, { sent, received, deleted, visible, notVisible, oldestAgeMs });
    this.#closed.delete(this.#minuteMs - KEPT_MINUTES * MINUTE_MS);
    this.#minuteMs = endMs;
    this.sent = 0;
    this.received = 0;
    this.deleted = 0;
  }

  /** Null for a minute that is not over, or no longer kept. */
  of(minuteMs: EpochMs): QueueMinute | null {
    return this.#closed.get(minuteMs) ?? null;
  }
}
