import { type EpochMs, SECOND_MS } from '../../../lambda/time.ts';
import type { Selection } from '../../../logs/selection/selection.ts';
import { isAskedFor, type LeftOutNotice, type TailEvent, type TailItem } from '../../../logs/tail-item.ts';
import { createLeftOutCount } from '../../../logs/trouble/left-out-count.ts';
import type { FollowRequest } from '../follow-request.ts';
import { followLog } from '../reading/log-follower.ts';

export interface HistoryRequest extends Omit<FollowRequest, 'untilMs' | 'follow' | 'onItems' | 'onProgress'> {
  /** Another reader covers everything from here on. */
  readonly beforeMs: EpochMs;
  /** Average distance of the requested events after `beforeMs`. */
  readonly msPerEvent: number;
  /** The same for all lines. */
  readonly msPerLine: number;
  /** Creates a selection for a span: it passes wanted lines, without context reaching into the span before. */
  readonly newSelection: () => Selection;
  /** How many more events fit. */
  readonly room: () => number;
  /** Receives the events of a span, and what of it could not be placed in time. */
  readonly onItems: (items: readonly (TailEvent | LeftOutNotice)[]) => void;
  /** Receives all that the reader reports, trouble included. */
  readonly onReports: (items: readonly TailItem[]) => void;
  /** Called when everything from `fromMs` on has been read. */
  readonly onRead: (fromMs: EpochMs) => void;
}

const FIRST_SPAN_MS = 90 * SECOND_MS;
const SHORTEST_SPAN_MS = 5 * SECOND_MS;
/** A whole span is in memory while it is read, unrequested lines included. */
const MOST_LINES = 50_000;

/**
 * Reads a log's history backwards, span by span; each span is twice as long as the previous one, but no longer than is
 * likely to fit. Ends at `sinceMs`, when memory is full, or where the log can't be read; what was read has no hole.
 * FilterLogEvents can list the newest first itself, but not every service that speaks its API does.
 */
export async function readHistory(request: HistoryRequest): Promise<void> {
  const { sinceMs, beforeMs, room, onItems, onReports, onRead } = request;
  let endMs = beforeMs - 1;
  const leftOutCount = request.leftOutCount ?? createLeftOutCount();
  const fittingMs = (wantedMs: number, msPerEvent: number, msPerLine: number) =>
    Math.min(wantedMs, Math.floor(room() * msPerEvent), Math.floor(MOST_LINES * msPerLine));
  let spanMs = fittingMs(FIRST_SPAN_MS, request.msPerEvent, request.msPerLine);
  while (endMs >= sinceMs && spanMs >= SHORTEST_SPAN_MS) {
    const startMs = Math.max(sinceMs, endMs - spanMs + 1);
    // A span that can't be read to its end is not shown at all: it would have an unmarked hole.
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
        onReports(items);
        if (items.some((item) => item.type === 'gap' && item.missing !== undefined)) isWhole = false;
        for (const item of selected(items)) {
          if (item.type === 'event') events.push(item);
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
