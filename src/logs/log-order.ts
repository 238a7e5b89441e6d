import type { EpochMs } from '../lambda/time.ts';
import type { LogEvent } from './event.ts';
import type { TailItem } from './tail-item.ts';

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

/** Where an item stands among events: what isn't an event stands behind all events of its millisecond. */
export function placeOf(item: TailItem): LogPlace {
  switch (item.type) {
    case 'event':
      return placeOfEvent(item.event);
    case 'gap':
      return { timestampMs: item.startMs, ingestionMs: Number.MAX_SAFE_INTEGER, id: 'gap' };
    case 'notice':
      return { timestampMs: item.atMs, ingestionMs: Number.MAX_SAFE_INTEGER, id: item.kind };
  }
}

/** The same events in log order; the same array when they are in order already. */
export function inLogOrder(events: readonly LogEvent[]): readonly LogEvent[] {
  const ordered = events.every((event, index) => {
    const before = events[index - 1];
    return before === undefined || comparePlaces(placeOfEvent(before), placeOfEvent(event)) <= 0;
  });
  if (ordered) return events;
  return events.toSorted((left, right) => comparePlaces(placeOfEvent(left), placeOfEvent(right)));
}

function placeOfEvent(event: LogEvent): LogPlace {
  return { timestampMs: event.timestampMs, ingestionMs: event.ingestionMs, id: event.eventId };
}
