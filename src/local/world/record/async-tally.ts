import type { EpochMs } from '../../../lambda/time.ts';
import { emptyTally } from './tally.ts';

/** The fate of a function's asynchronous events. */
export class AsyncTally {
  /** Queued by Lambda. */
  readonly received = emptyTally();
  /** Given up. */
  readonly dropped = emptyTally();
  /** Given up, and rejected by the dead-letter queue. */
  readonly deadLetterErrors = emptyTally();
  /** Given up, and rejected by the destination. */
  readonly destinationDeliveryFailures = emptyTally();
  /** Given up and kept nowhere. */
  readonly lost = emptyTally();
  /** Stopped, because the function had called itself too often. */
  readonly loopsStopped = emptyTally();

  dropBefore(timeMs: EpochMs): void {
    this.received.dropBefore(timeMs);
    this.dropped.dropBefore(timeMs);
    this.deadLetterErrors.dropBefore(timeMs);
    this.destinationDeliveryFailures.dropBefore(timeMs);
    this.lost.dropBefore(timeMs);
    this.loopsStopped.dropBefore(timeMs);
  }
}
