import type { EpochMs, TimeRange } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import { goesInCircles, NO_PAGES, type PageTrail, trailAfterPage } from './page-trail.ts';

/**
 * | kind     | reads                                                           |
 * | -------- | --------------------------------------------------------------- |
 * | head     | what is new: from a little before the newest event              |
 * | settling | a longer window again, for events that arrive behind the newest |
 * | leading  | as settling, but alone: at the start, and after a blind spell   |
 * | sample   | in a flood, some seconds in full, which show whether it is over |
 */
export type SweepKind = 'head' | 'settling' | 'leading' | 'sample';

/** Everything wanted of a log or, in a flood, the story of its invocations and their failures. */
export type SweepReads = 'all' | 'story';

/** One pass over a span of a log, page by page, oldest event first. */
export interface Sweep {
  readonly kind: SweepKind;
  readonly reads: SweepReads;
  /** When its first page was asked for: events ingested later may have been missed. */
  readonly startedMs: EpochMs;
  readonly range: TimeRange;
  /** The token of its next page; null for the first one. */
  readonly token: RawText | null;
  /** How many pages it has read. */
  readonly pages: number;
  /** How many of them had events: AWS sends empty ones too. */
  readonly filledPages: number;
  /** The trail of its tokens since its first page or its last restart. */
  readonly trail: PageTrail;
  /** Consecutive pages without progress. */
  readonly barrenPages: number;
  /** Everything in its range before this time has been read. */
  readonly progressMs: EpochMs;
}

/** What is remembered of a page after its events were delivered. */
export interface LogPage {
  readonly eventCount: number;
  /** How many of the events were new. */
  readonly freshCount: number;
  /** Null for an empty page. */
  readonly newestMs: EpochMs | null;
  /** Null ends the list. A page may be empty and still carry a token. */
  readonly nextToken: RawText | null;
}

export const NOTHING_READ: Omit<LogPage, 'nextToken'> = { eventCount: 0, freshCount: 0, newestMs: null };

export function pageAfterPart(
  { eventCount, freshCount, newestMs }: Omit<LogPage, 'nextToken'>,
  part: readonly LogEvent[],
  freshInPart: number,
): Omit<LogPage, 'nextToken'> {
  return {
    eventCount: eventCount + part.length,
    freshCount: freshCount + freshInPart,
    newestMs: part.reduce<EpochMs | null>(
      (latestMs, { timestampMs }) => (latestMs === null ? timestampMs : Math.max(latestMs, timestampMs)),
      newestMs,
    ),
  };
}

export function startedSweep(kind: SweepKind, reads: SweepReads, range: TimeRange, nowMs: EpochMs): Sweep {
  return {
    kind,
    reads,
    startedMs: nowMs,
    range,
    token: null,
    pages: 0,
    filledPages: 0,
    trail: NO_PAGES,
    barrenPages: 0,
    progressMs: range.startMs,
  };
}

/**
 * A search for rare lines may go through thousands of empty pages, each with a new token. This many take 50 minutes at
 * lmon's own call rate.
 */
const MOST_BARREN_PAGES = 10_000;

/** The sweep after `page`, and whether it is complete. */
export function sweepAfterPage(sweep: Sweep, page: LogPage): { sweep: Sweep; complete: boolean } {
  const progressMs = Math.max(sweep.progressMs, page.newestMs ?? sweep.progressMs);
  const after: Sweep = {
    ...sweep,
    token: page.nextToken,
    pages: sweep.pages + 1,
    filledPages: sweep.filledPages + (page.eventCount > 0 ? 1 : 0),
    trail: trailAfterPage(sweep.trail, page.nextToken),
    barrenPages: progressMs > sweep.progressMs ? 0 : sweep.barrenPages + 1,
    progressMs,
  };
  return {
    sweep: isEndless(sweep, page) ? resumedSweep(after) : after,
    complete: page.nextToken === null,
  };
}

/** Whether the following pages lead in circles or nowhere. The sweep then restarts from the last event that it read. */
export function isEndless({ trail, barrenPages }: Sweep, { nextToken }: Pick<LogPage, 'nextToken'>): boolean {
  return nextToken !== null && (goesInCircles(trail, nextToken) || barrenPages >= MOST_BARREN_PAGES);
}

/** The sweep without its token (rejected, or too old), from the last event that it read. */
export function resumedSweep(sweep: Sweep): Sweep {
  const startMs = Math.min(sweep.progressMs, sweep.range.endMs);
  return { ...sweep, range: { ...sweep.range, startMs }, token: null, trail: NO_PAGES, barrenPages: 0 };
}
