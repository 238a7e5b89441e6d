import type { EpochMs } from '../lambda/time.ts';
import type { LogEvent } from './event.ts';
import type { Gap, LogOrigin, Notice, TailItem } from './tail-item.ts';

/**
 * A place in a log. FilterLogEvents sorts by timestamp, then by ingestion; the id makes the order total.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export interface LogPlace {
  readonly timestampMs: EpochMs;
  readonly ingestionMs: EpochMs;
  readonly id: string;
}

/** Negative when `left` comes first, 0 at the same place. */
export function comparePlaces(left: LogPlace, right: LogPlace): number {
  return (
    left.timestampMs - right.timestampMs ||
    left.ingestionMs - right.ingestionMs ||
    (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)
  );
}

/** `comparePlaces` for events, without creating a place for each comparison. */
export function compareEvents(left: LogEvent, right: LogEvent): number {
  return (
    left.timestampMs - right.timestampMs ||
    left.ingestionMs - right.ingestionMs ||
    (left.eventId < right.eventId ? -1 : left.eventId > right.eventId ? 1 : 0)
  );
}

/** `comparePlaces` for items. */
export function compareItems(left: TailItem, right: TailItem): number {
  if (left.type === 'event' && right.type === 'event') return compareEvents(left.event, right.event);
  return comparePlaces(placeOf(left), placeOf(right));
}

/** A key that only equal places share. */
export function placeKey({ timestampMs, ingestionMs, id }: LogPlace): string {
  return `${timestampMs} ${ingestionMs} ${id}`;
}

/** Null for an empty list. */
export function earliestPlace(places: readonly LogPlace[]): LogPlace | null {
  return places.reduce<LogPlace | null>(
    (earliest, place) => (earliest === null || comparePlaces(place, earliest) < 0 ? place : earliest),
    null,
  );
}

/** The place of an item among events: gaps and notices follow all events of their millisecond. */
export function placeOf(item: TailItem): LogPlace {
  switch (item.type) {
    case 'event':
      return placeOfEvent(item.event);
    case 'gap':
      return { timestampMs: item.startMs, ingestionMs: Number.MAX_SAFE_INTEGER, id: gapId(item) };
    case 'notice':
      return { timestampMs: item.atMs, ingestionMs: Number.MAX_SAFE_INTEGER, id: noticeId(item) };
  }
}

/** Many logs may have a gap for each reason at the same time. */
function gapId(gap: Gap): string {
  return gap.logCount === undefined ? `gap${ofLog(gap)}` : `gap of logs ${gap.reason}`;
}

function noticeId(notice: Notice): string {
  return `${notice.kind}${noticeDetail(notice)}${ofLog(notice)}`;
}

function noticeDetail(notice: Notice): string {
  switch (notice.kind) {
    case 'joined':
      return ` ${notice.name}`;
    case 'leftOut':
      return notice.streamed === true ? ' of a stream' : '';
    default:
      return '';
  }
}

/** Several logs may have the same thing happen at once. */
export function ofLog({ origin }: { readonly origin?: LogOrigin }): string {
  return origin === undefined ? '' : ` ${origin.group}`;
}

/**
 * The index of the first of `items` (in log order from index `first` on) at or after `place`; their number when there
 * is none.
 */
export function indexOfPlace(items: readonly (TailItem | undefined)[], place: LogPlace, first = 0): number {
  let low = first;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && comparePlaces(placeOf(item), place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The events in log order, each once; the same array where it already is. */
export function inLogOrder(events: readonly LogEvent[]): readonly LogEvent[] {
  if (events.every((event, index) => comesBehind(event, events[index - 1]))) return events;
  return events
    .toSorted(compareEvents)
    .filter((event, index, sorted) => comesBehind(event, sorted[index - 1]));
}

function comesBehind(event: LogEvent, before: LogEvent | undefined): boolean {
  return before === undefined || compareEvents(before, event) < 0;
}

export function placeOfEvent(event: LogEvent): LogPlace {
  return { timestampMs: event.timestampMs, ingestionMs: event.ingestionMs, id: event.eventId };
}
