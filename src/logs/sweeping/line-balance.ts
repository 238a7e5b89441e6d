import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { StreamedEvent } from '../event.ts';
import { printOf } from '../text-print.ts';

/**
 * Merges two readings of one log, polled pages and a stream without event ids: a line that arrives on both is delivered
 * once, the first time.
 *
 * Lines of equal stream, time and message can't be told apart, and need not be: as many are delivered as the fuller
 * reading has, so that two equal lines in one millisecond stay two. It keeps how many lines one reading is ahead.
 */
export interface LineBalance {
  /**
   * Takes a polled event, already de-duplicated by id. True when the stream has not brought it.
   *
   * @param isAwaited whether the stream may still bring it
   */
  polled(event: StreamedEvent, isAwaited: boolean): boolean;
  /** True when no poll has brought it. */
  streamed(event: StreamedEvent): boolean;
  /** From now on no poll brings lines from before `timeMs`, except for those of its second. */
  forgetStreamedBefore(timeMs: EpochMs): void;
  /** From now on the stream brings nothing that was polled before the previous call. Small amounts are kept. */
  forgetPolled(): void;
  /** The number of distinct lines in which the readings differ. */
  readonly size: number;
}

/**
 * Less than a megabyte, so it may be kept: with a fast clock or a slow process, an update may be later than expected.
 */
const LINES_WORTH_FORGETTING = 10_000;

export function createLineBalance(): LineBalance {
  const streamedBySecond = new Map<number, Tally>();
  let polled = new Tally();
  let polledBefore = new Tally();

  return {
    polled(event, isAwaited) {
      const print = printOfLine(event);
      if (streamedBySecond.get(secondOf(event))?.take(print)) return false;
      if (isAwaited) polled.add(print);
      return true;
    },
    streamed(event) {
      const print = printOfLine(event);
      if (polled.take(print) || polledBefore.take(print)) return false;
      const second = secondOf(event);
      const streamed = streamedBySecond.get(second) ?? new Tally();
      streamedBySecond.set(second, streamed);
      streamed.add(print);
      return true;
    },
    forgetStreamedBefore(timeMs) {
      const first = Math.floor(timeMs / SECOND_MS);
      for (const [second, { size }] of streamedBySecond)
        if (second < first || size === 0) streamedBySecond.delete(second);
    },
    forgetPolled() {
      if (polled.size < LINES_WORTH_FORGETTING) return;
      polledBefore = polled;
      polled = new Tally();
    },
    get size() {
      const streamed = [...streamedBySecond.values()].reduce((sum, { size }) => sum + size, 0);
      return streamed + polled.size + polledBefore.size;
    },
  };
}

/** Counts of each line, by its hash, as lines are long. Among 300,000 lines two collide once in 100,000 times. */
class Tally {
  readonly #counts = new Map<number, number>();

  get size(): number {
    return this.#counts.size;
  }

  add(print: number): void {
    this.#counts.set(print, (this.#counts.get(print) ?? 0) + 1);
  }

  /** Subtracts one; false when there was none. */
  take(print: number): boolean {
    const count = this.#counts.get(print) ?? 0;
    if (count > 1) this.#counts.set(print, count - 1);
    else this.#counts.delete(print);
    return count > 0;
  }
}

function secondOf({ timestampMs }: StreamedEvent): number {
  return Math.floor(timestampMs / SECOND_MS);
}

/** The length separates a stream's name from the message after it. */
function printOfLine({ timestampMs, logStream, message }: StreamedEvent): number {
  return printOf(`${timestampMs} ${logStream.length} ${logStream}${message}`);
}
