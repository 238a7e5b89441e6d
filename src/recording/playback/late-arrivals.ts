import type { EpochMs } from '../../lambda/time.ts';
import type { EventFact } from '../fact.ts';

/**
 * The events of a log in the order in which they became known. A replay makes more calls than were made when recording,
 * so its reader is done with a span sooner, and would never ask again for the late lines that a later call found there.
 */
export interface LateArrivals {
  /** Call in the order of the recording. */
  add(event: EventFact): void;
  /**
   * Events before `startMs` that became known since the follower's last call, by `asOfMs`. Its first call returns none:
   * what was known before it followed is history.
   */
  since(follower: object, startMs: EpochMs, asOfMs: EpochMs): readonly EventFact[];
}

export function createLateArrivals(): LateArrivals {
  const arrivals: EventFact[] = [];
  /** How many of them each follower was given, or did not need. */
  const toldTo = new WeakMap<object, number>();
  return {
    add: (event) => arrivals.push(event),
    since(follower, startMs, asOfMs) {
      const told = toldTo.get(follower);
      let known = told ?? 0;
      while ((arrivals[known]?.atMs ?? Number.POSITIVE_INFINITY) <= asOfMs) known += 1;
      toldTo.set(follower, known);
      return told === undefined
        ? []
        : arrivals.slice(told, known).filter(({ timestampMs }) => timestampMs < startMs);
    },
  };
}
