import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';

/** A head sweep starts this far before the newest event: most events that come out of order are in there. */
export const HEAD_OVERLAP_MS = 5 * SECOND_MS;

/** How far ahead of account time is read, for writers and clocks that run fast. */
export const AHEAD_MS = MINUTE_MS;

/** No sweep goes back further than this for a late event, however idle the log. */
export const REACH_MS = HOUR_MS;

/** Longer than this without a page, and the reader is cut off. */
export const CUT_OFF_MS = 15 * SECOND_MS;

/** Where calls are short, a settling sweep gets one page after so many of head sweeps. */
export const HEAD_PAGES_A_TURN = 3;

/** Beyond this much unsettled log the oldest is given up: ids cost memory. */
export const UNSETTLED_MOST_MS = 15 * MINUTE_MS;

const HEAD_HOT_MS = 1_100;
/** Time from one head sweep to the next of a log that has nothing new. */
export const HEAD_IDLE_MS = 5 * SECOND_MS;
const SETTLING_MS = 12 * SECOND_MS;
const SETTLING_IDLE_MS = MINUTE_MS;
/** What a settling sweep reads again at the least. */
export const WINDOW_LEAST_MS = 90 * SECOND_MS;
const WINDOW_MOST_MS = 10 * MINUTE_MS;
const LATENESS_FADE = 0.98;

/**
 * Time from one head sweep to the next: 54 a minute when hot, 12 when idle.
 * @param quietMs how long no event was new.
 */
export function headIntervalMs(quietMs: number): number {
  return clamp(quietMs / 20, HEAD_HOT_MS, HEAD_IDLE_MS);
}

/**
 * The same where logs share the calls and each gets one in a while: what counts then is whether the last pages had
 * anything new.
 */
export function sharedIntervalMs(pagesWithoutNews: number): number {
  return Math.min(HEAD_HOT_MS * 1.5 ** pagesWithoutNews, HEAD_IDLE_MS);
}

/**
 * Time from one settling sweep to the next: longer when one costs many pages, or finds nothing.
 * @param pages how many the last one read.
 */
export function settlingIntervalMs(quietMs: number, pages: number): number {
  return clamp(Math.max(quietMs / 10, pages * SETTLING_MS), SETTLING_MS, SETTLING_IDLE_MS);
}

/** How much a settling sweep reads again: twice the lateness seen, at least 90 s. Whole milliseconds: AWS takes no others. */
export function settlingWindowMs(latenessMs: number): number {
  return Math.ceil(clamp(2 * latenessMs, WINDOW_LEAST_MS, WINDOW_MOST_MS));
}

/** The lateness to reckon with after a settling sweep that found nothing later than before: it fades slowly. */
export function fadedLatenessMs(latenessMs: number): number {
  return latenessMs * LATENESS_FADE;
}

/** The greater of both, unless `seenMs` is beyond what any window would cover: an import of old events, say. */
export function latenessWithMs(latenessMs: number, seenMs: number): number {
  return seenMs > WINDOW_MOST_MS ? latenessMs : Math.max(latenessMs, seenMs);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
