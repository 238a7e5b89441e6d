import { MINUTE_MS, minuteOf, SECOND_MS } from '../../src/lambda/time.ts';
import type { Calls } from './calls.ts';
import { type PublishedMinute, PublishedMinutes } from './published-minutes.ts';
import type { Truth } from './truth.ts';
import { type WrittenLine, WrittenLines } from './written-lines.ts';

/** All that is observable of a function at one moment, without anything that arrives later. */
export interface Seen {
  readonly nowMs: number;
  /** The log has been read up to this time. */
  readonly readMs: number;
  /** Lines since the previous look. */
  readonly lines: readonly WrittenLine[];
  /** As the last poll answered, oldest first; the newest may still grow. */
  readonly minutes: readonly PublishedMinute[];
  /** Whether there was a poll since the previous look. */
  readonly isPolled: boolean;
}

export const LOOK_EVERY_MS = 5 * SECOND_MS;
/** lmon polls this long after each minute. */
const POLL_AFTER_MINUTE_MS = 20 * SECOND_MS;
const POLLED_MINUTES = 45;
/** Time since the last read of the log. */
const LINES_BEHIND_MS = 1_200;

/** The looks of one run, from its first to its last second. */
export function* looksAt(calls: Calls, truth: Truth, sample = 1): Generator<Seen> {
  const lines = new WrittenLines(calls, sample);
  const published = new PublishedMinutes(calls, truth);
  let minutes: readonly PublishedMinute[] = [];
  let polledMs = 0;
  for (let nowMs = calls.startMs + LOOK_EVERY_MS; nowMs < calls.endMs; nowMs += LOOK_EVERY_MS) {
    const pollMs = minuteOf(nowMs - POLL_AFTER_MINUTE_MS) + POLL_AFTER_MINUTE_MS;
    const isPolled = pollMs > polledMs && pollMs >= calls.startMs + MINUTE_MS;
    if (isPolled) {
      polledMs = pollMs;
      minutes = polled(published, calls.startMs, pollMs);
    }
    const readMs = nowMs - LINES_BEHIND_MS;
    yield { nowMs, readMs, lines: lines.until(readMs), minutes, isPolled };
  }
}

function polled(published: PublishedMinutes, startMs: number, pollMs: number): readonly PublishedMinute[] {
  const newestMs = minuteOf(pollMs) - MINUTE_MS;
  const count = Math.min(POLLED_MINUTES, Math.round((newestMs - startMs) / MINUTE_MS) + 1);
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    published.at(newestMs - (count - 1 - index) * MINUTE_MS, pollMs),
  );
}
