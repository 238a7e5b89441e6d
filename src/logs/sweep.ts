import type { EpochMs, TimeRange } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { LogEvent } from './event.ts';

/**
 * | kind     | reads                                                                    |
 * | -------- | ------------------------------------------------------------------------ |
 * | head     | what is new: from a little before the newest event                       |
 * | settling | a longer window again, for events that arrive behind the newest           |
 * | leading  | as settling, and nothing else runs beside it: the start, and after a blind spell |
 */
export type SweepKind = 'head' | 'settling' | 'leading';

/** One pass over a span of a log, page by page, oldest event first. */
export interface Sweep {
  readonly kind: SweepKind;
  /** When its first page was asked for: what was ingested later may have been missed. */
  readonly startedMs: EpochMs;
  readonly range: TimeRange;
  /** Asks for its next page; null asks for the first one. */
  readonly token: RawText | null;
  /** How many pages it has read. */
  readonly pages: number;
  /** All of the range that lies before this time has been read. */
  readonly progressMs: EpochMs;
}

export interface LogPage {
  readonly items: readonly LogEvent[];
  /** Null ends the list. A page may be empty and still carry a token. */
  readonly nextToken: RawText | null;
}

export function startedSweep(kind: SweepKind, range: TimeRange, nowMs: EpochMs): Sweep {
  return { kind, startedMs: nowMs, range, token: null, pages: 0, progressMs: range.startMs };
}

/** The sweep behind `page`, and whether it has reached its end. */
export function sweepAfterPage(sweep: Sweep, page: LogPage): { sweep: Sweep; complete: boolean } {
  const progressMs = page.items.reduce(
    (latestMs, event) => Math.max(latestMs, event.timestampMs),
    sweep.progressMs,
  );
  // An empty answer that repeats the token asked for leads nowhere: it would be asked for ever.
  const stuck = page.items.length === 0 && page.nextToken === sweep.token;
  return {
    sweep: { ...sweep, token: page.nextToken, pages: sweep.pages + 1, progressMs },
    complete: page.nextToken === null || stuck,
  };
}

/** The sweep without its token (refused, or too old), from the last event that it read. */
export function resumedSweep(sweep: Sweep): Sweep {
  const startMs = Math.min(sweep.progressMs, sweep.range.endMs);
  return { ...sweep, range: { ...sweep.range, startMs }, token: null };
}
