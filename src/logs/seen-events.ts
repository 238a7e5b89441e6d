import { type EpochMs, SECOND_MS } from '../lambda/time.ts';
import type { LogEvent } from './event.ts';

/**
 * The ids of events that have been handed on, kept by the second of their timestamp, so that forgetting a span
 * costs as much as the span has seconds and the set never outgrows the window that is read again.
 */
export interface SeenEvents {
  /** True the first time that an event is shown, false ever after. */
  add(event: LogEvent): boolean;
  /** Forgets the ids of events whose second ended before `timeMs`. */
  forgetBefore(timeMs: EpochMs): void;
  readonly size: number;
}

export function createSeenEvents(): SeenEvents {
  const idsBySecond = new Map<number, Set<string>>();
  let oldestSecond = Number.NEGATIVE_INFINITY;
  let size = 0;

  return {
    add(event) {
      const second = Math.floor(event.timestampMs / SECOND_MS);
      const ids = idsBySecond.get(second) ?? new Set<string>();
      if (ids.has(event.eventId)) return false;
      if (ids.size === 0) idsBySecond.set(second, ids);
      ids.add(event.eventId);
      size += 1;
      return true;
    },
    forgetBefore(timeMs) {
      const second = Math.floor(timeMs / SECOND_MS);
      if (second <= oldestSecond) return;
      oldestSecond = second;
      for (const [key, ids] of idsBySecond) {
        if (key >= second) continue;
        idsBySecond.delete(key);
        size -= ids.size;
      }
    },
    get size() {
      return size;
    },
  };
}
