import { type EpochMs, MINUTE_MS, SECOND_MS, type TimeRange } from '../../lambda/time.ts';

/** Divides a past span into slices that are read side by side, newest first. */
export interface PastSlices {
  /** The slice before those already handed out; null where nothing earlier is wanted. */
  next(): TimeRange | null;
  /** How many pages a slice took, from which the length of the next ones follows. */
  took(slice: TimeRange, pages: number): void;
  /** Nothing before this moment is wanted any more. */
  endAt(sinceMs: EpochMs): void;
  /** All from here on has been read. */
  readonly readFromMs: EpochMs;
}

const FIRST_SLICE_MS = 5 * MINUTE_MS;
const SHORTEST_SLICE_MS = 10 * SECOND_MS;
/** What is wanted was most likely said lately: the slices become longer, so that few pages are nearly empty. */
const FEWEST_PAGES = 2;
const MOST_PAGES = 10;
/** How much longer the next slice may be: a slice that fits on a page says only that it did. */
const MOST_GROWTH = 8;

/** @param untilMs inclusive, as is `sinceMs` */
export function createPastSlices(sinceMs: EpochMs, untilMs: EpochMs): PastSlices {
  let firstMs = sinceMs;
  let spanMs = FIRST_SLICE_MS;
  let nextEndMs = untilMs;
  let readFromMs = untilMs + 1;
  let wantedPages = FEWEST_PAGES;
  /** Slices that were read before a later one, by their end. */
  const readAhead = new Map<EpochMs, EpochMs>();

  return {
    next() {
      if (nextEndMs < firstMs) return null;
      const slice = { startMs: Math.max(firstMs, nextEndMs - spanMs + 1), endMs: nextEndMs };
      nextEndMs = slice.startMs - 1;
      return slice;
    },
    took({ startMs, endMs }, pages) {
      const lengthMs = endMs - startMs + 1;
      const fittingMs = Math.ceil((lengthMs * wantedPages) / pages);
      wantedPages = Math.min(MOST_PAGES, wantedPages + 1);
      spanMs = Math.max(SHORTEST_SLICE_MS, pages > 1 ? fittingMs : lengthMs * MOST_GROWTH);
      readAhead.set(endMs, startMs);
      for (
        let next = readAhead.get(readFromMs - 1);
        next !== undefined;
        next = readAhead.get(readFromMs - 1)
      ) {
        readAhead.delete(readFromMs - 1);
        readFromMs = next;
      }
    },
    endAt(wantedMs) {
      firstMs = Math.max(firstMs, wantedMs);
    },
    get readFromMs() {
      return readFromMs;
    },
  };
}
