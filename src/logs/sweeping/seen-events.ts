import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { LogEvent } from '../event.ts';
import { createIdSet, type IdSet } from '../id-set.ts';

/**
 * Ids of events already delivered that may be read again, kept by the second of their timestamp: forgetting a span
 * costs as much as it has seconds, and the set never outgrows the window that is read again.
 */
export interface SeenEvents {
  has(event: LogEvent): boolean;
  /**
   * Keeps the ids of `events`, and forgets those whose second ended before `fromMs`. An id that would be forgotten at
   * once is never stored: a log that is read once goes through millions of them.
   */
  keep(events: readonly LogEvent[], fromMs: EpochMs): void;
  readonly size: number;
}

export function createSeenEvents(): SeenEvents {
  const idsBySecond = new Map<number, IdSet>();
  let oldestSecond = Number.NEGATIVE_INFINITY;
  let size = 0;

  const forgetBefore = (second: number) => {
    const isFurtherBack = second <= oldestSecond;
    oldestSecond = second;
    if (isFurtherBack) return;
    for (const [key, ids] of idsBySecond) {
      if (key >= second) continue;
      idsBySecond.delete(key);
      size -= ids.size;
    }
  };

  return {
    has(event) {
      // Most seconds of a log that is read once have no ids here: that of the event is then not cut out of its page.
      return idsBySecond.get(secondOf(event.timestampMs))?.has(event.eventId) === true;
    },
    keep(events, fromMs) {
      forgetBefore(secondOf(fromMs));
      for (const { timestampMs, eventId } of events) {
        const second = secondOf(timestampMs);
        if (second < oldestSecond) continue;
        const ids = idsBySecond.get(second) ?? createIdSet();
        if (ids.size === 0) idsBySecond.set(second, ids);
        size -= ids.size;
        ids.add(eventId);
        size += ids.size;
      }
    },
    get size() {
      return size;
    },
  };
}

function secondOf(timeMs: EpochMs): number {
  return Math.floor(timeMs / SECOND_MS);
}
