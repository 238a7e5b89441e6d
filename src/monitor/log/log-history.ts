import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { Selection } from '../../logs/selection/selection.ts';
import { isAskedFor, type LeftOutNotice, type TailEvent } from '../../logs/tail-item.ts';
import { createLeftOutCount } from '../../logs/trouble/left-out-count.ts';
import type { FollowRequest } from './follow-request.ts';
import { followLog } from './log-follower.ts';

export interface HistoryRequest extends Omit<FollowRequest, 'untilMs' | 'follow' | 'onItems' | 'onProgress'> {
  /** What lies from here on is read by somebody else. */
  readonly beforeMs: EpochMs;
  /** How far apart the events behind `beforeMs` are that were asked for, on average. */
  readonly msPerEvent: number;
  /** The same of all lines. */
  readonly msPerLine: number;
  /** Lets through what is wanted of a span, and nothing of what leads up to it in the span before. */
  readonly newSelection: () => Selection;
  /** How many more events there is room for. */
  readonly room: () => number;
  /** The events of a span, and what of it has no place. */
  readonly onItems: (items: readonly (TailEvent | LeftOutNotice)[]) => void;
  /** All from `fromMs` on has been read. */
  readonly onRead: (fromMs: EpochMs) => void;
}

const FIRST_SPAN_MS = 90 * SECOND_MS;
const SHORTEST_SPAN_MS = 5 * SECOND_MS;
/** A span is in memory as a whole while it is read, also what of it was not asked for. */
const MOST_LINES = 50_000;

/**
 * Reads what a log said before, the newest first: span by span, each twice as long as the one after it and no longer
 * than there is likely room for. Ends at `sinceMs`, where room ends, or where the log can't be read; what was read is
 * without a hole. FilterLogEvents can list the newest first itself, but not every service that speaks its API does.
 */
export async function readHistory(request: HistoryRequest): Promise<void> {
  const { sinceMs, beforeMs, room, onItems, onRead } = request;
  let endMs = beforeMs - 1;
  const leftOutCount = request.leftOutCount ?? createLeftOutCount();
  const fittingMs = (wantedMs: number, msPerEvent: number, msPerLine: number) =>
    Math.min(wantedMs, Math.floor(room() * msPerEvent), Math.floor(MOST_LINES * msPerLine));
  let spanMs = fittingMs(FIRST_SPAN_MS, request.msPerEvent, request.msPerLine);
  while (endMs >= sinceMs && spanMs >= SHORTEST_SPAN_MS) {
    const startMs = Math.max(sinceMs, endMs - spanMs + 1);
    // A span that can't be read to its end is not shown at all: it would have a hole that nobody sees.
    const events: TailEvent[] = [];
    const leftOut: LeftOutNotice[] = [];
    let isWhole = true;
    const selected = request.newSelection();
    const end = await followLog({
      ...request,
      sinceMs: startMs,
      untilMs: endMs,
      follow: false,
      leftOutCount,
      onItems(items) {
        if (items.some((item) => item.type === 'gap' && item.missing !== undefined)) isWhole = false;
        for (const item of selected(items)) {
          if (item.type === 'event') events.push(item);
          // Trouble is for who follows the log to tell: it meets the same.
          else if (item.type === 'notice' && item.kind === 'leftOut') leftOut.push(item);
        }
      },
    });
    if (end.kind !== 'done' || !isWhole) return;
    onItems([...events, ...leftOut]);
    onRead(startMs);
    const msPerOneOf = (count: number) => (endMs - startMs + 1) / Math.max(1, count);
    spanMs = fittingMs(2 * spanMs, msPerOneOf(events.filter(isAskedFor).length), msPerOneOf(events.length));
    endMs = startMs - 1;
  }
}
