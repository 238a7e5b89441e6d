import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { StreamedEvent } from '../event.ts';
import { printOf } from '../text-print.ts';

/**
 * Joins two accounts of one log, polled pages and a stream whose lines have no ids: a line that comes both ways is
 * given once, the first time.
 *
 * Lines of one stream, time and message can't be told apart, and need not be: as many are given as the fuller account
 * has of them, so that two like lines in one millisecond are two. What is kept is by how many one account is ahead.
 */
export interface LineBalance {
  /**
   * A polled event, told once by its id. True when the stream has not brought it.
   * @param isAwaited whether the stream may bring it yet.
   */
  polled(event: StreamedEvent, isAwaited: boolean): boolean;
  /** True when no poll has brought it. */
  streamed(event: StreamedEvent): boolean;
  /** No poll brings a line of before `timeMs` any more, but for those of its second. */
  forgetStreamedBefore(timeMs: EpochMs): void;
  /** The stream brings nothing any more that was polled before this was said the last time. What is little is kept. */
  forgetPolled(): void;
  /** How many kinds of lines the accounts differ in. */
  readonly size: number;
}

/** Less than a megabyte. Where a clock runs fast, or this process slowly, an update is later than anybody would think. */
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

/** How many there are of each line, by its print: a line is long. Among 300,000 two are alike once in 100,000 times. */
class Tally {
  readonly #counts = new Map<number, number>();

  get size(): number {
    return this.#counts.size;
  }

  add(print: number): void {
    this.#counts.set(print, (this.#counts.get(print) ?? 0) + 1);
  }

  /** One less; false when there was none. */
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

/** The length keeps the name of a stream apart from the message behind it. */
function printOfLine({ timestampMs, logStream, message }: StreamedEvent): number {
  return printOf(`${timestampMs} ${logStream.length} ${logStream}${message}`);
}
