import type { TimeRange } from '../lambda/time.ts';
import type { LogEvent } from '../logs/event.ts';
import type { Gap } from '../logs/tail-item.ts';
import type { RawText } from '../terminal/text.ts';
import type { Page } from './page.ts';
import type { Result } from './source-error.ts';

/** A page of a log. */
export interface LogAnswer extends Page<LogEvent> {
  /**
   * The items of a large page part by part, each created on demand, so that thousands of events need not be in memory
   * at once. An error ends it. Where there are parts, they and `items` are one reading: either of them, and once. A
   * second one throws.
   */
  readonly parts?: Iterable<Result<readonly LogEvent[]>>;
  /** Spans in which events are missing for good. Only a recording has them. */
  readonly gaps?: readonly Gap[];
  /** The last page that was read, though another followed. Only a recording has it. */
  readonly isPart?: true;
  /**
   * Items of the page that can't be placed in the log, as they have no time or are not events: a name for each, the
   * same on every reading and page. Equal items on two pages may share a name, so counting names gives a lower bound.
   * Complete once all parts were read.
   */
  readonly leftOut?: readonly RawText[];
  /**
   * What a stream running beside the pages has missed so far. Only a recording has it: live streams report it as they
   * go.
   */
  readonly streamed?: StreamedLack;
}

export interface StreamedLack {
  /** Runs of seconds that were sampled. */
  readonly gaps: readonly Gap[];
  /** How many of its events, since the recording began, could not be placed in the log. */
  readonly leftOut: number;
}

/** A page without parts is a single part. */
export function partsOf(answer: LogAnswer): Iterable<Result<readonly LogEvent[]>> {
  return answer.parts ?? [{ ok: true, value: answer.items }];
}

/** All events in one list, or the error that kept one from being read. */
export function inOnePart(answer: LogAnswer): Result<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for (const part of partsOf(answer)) {
    if (!part.ok) return part;
    for (const event of part.value) events.push(event);
  }
  return { ok: true, value: events };
}

/** Which part of a log a page is asked for. */
export interface LogPageQuestion {
  readonly group: RawText;
  readonly range: TimeRange;
  /** In CloudWatch's filter syntax; null for no filter. */
  readonly pattern: RawText | null;
  /** The previous page's token; null for the first page. */
  readonly token: RawText | null;
  /** Who asks, if the asker follows the log and so asks repeatedly. AWS is not told; a replay remembers it. */
  readonly follower?: object;
}
