import type { EpochMs } from '../lambda/time.ts';
import type { EventFact } from './fact.ts';

/**
 * The events of a log in the order in which they became known. A replay makes more calls than were made when recording,
 * so its reader is done with a span sooner, and would never ask again for the late lines that a later call found there.
 */
export interface LateArrivals {
  /** Call in the order of the recording. */
  add(event: EventFact): void;
  /**
   * Events before `startMs` that became known since the last call, by `asOfMs`. The first call returns none: what was
   * known before somebody followed is history.
   */
  since(startMs: EpochMs, asOfMs: EpochMs): readonly EventFact[];
}

export function createLateArrivals(): LateArrivals {
  const arrivals: EventFact[] = [];
  let told = 0;
  let isFollowed = false;
  return {
    add: (event) => arrivals.push(event),
    since(startMs, asOfMs) {
      const late: EventFact[] = [];
      for (; (arrivals[told]?.atMs ?? Number.POSITIVE_INFINITY) <= asOfMs; told += 1) {
        const event = arrivals[told];
        if (isFollowed && event !== undefined && event.timestampMs < startMs) late.push(event);
      }
      isFollowed = true;
      return late;
    },
  };
}
