import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';

/** A head sweep starts this long before the newest event: most out-of-order events fall within it. */
export const HEAD_OVERLAP_MS = 5 * SECOND_MS;

/** How far ahead of account time to read, for writers and clocks that run fast. */
export const AHEAD_MS = MINUTE_MS;

/** No sweep goes back further than this for a late event, however idle the log. */
export const REACH_MS = HOUR_MS;

/** After this long without a page, the reader is cut off. */
export const CUT_OFF_MS = 15 * SECOND_MS;

/** Where calls are scarce, a settling sweep gets one page for this many of head sweeps. */
export const HEAD_PAGES_A_TURN = 3;

/** Beyond this much unsettled log, the oldest part is given up: ids cost memory. */
export const UNSETTLED_MOST_MS = 15 * MINUTE_MS;

const HEAD_HOT_MS = 1_100;
/** Time between head sweeps of a log without news. */
export const HEAD_IDLE_MS = 5 * SECOND_MS;
const SETTLING_MS = 12 * SECOND_MS;
const SETTLING_IDLE_MS = MINUTE_MS;
/** The least that a settling sweep reads again. */
export const WINDOW_LEAST_MS = 90 * SECOND_MS;
/** The most that one reads again; as much while a single page holds it, which costs no further call. */
export const WINDOW_MOST_MS = 10 * MINUTE_MS;
/** A first page of no more events than this leaves room for those of the longest window. */
export const FEW_EVENTS = 500;
const LATENESS_FADE = 0.98;

/**
 * Time between head sweeps: 54 a minute when hot, 12 when idle.
 *
 * @param quietMs time since the last new event
 */
export function headIntervalMs(quietMs: number): number {
  return clamp(quietMs / 20, HEAD_HOT_MS, HEAD_IDLE_MS);
}

/**
 * The same where logs share the calls and each gets one once in a while: then the number of last pages without news
 * counts.
 */
export function sharedIntervalMs(pagesWithoutNews: number): number {
  return Math.min(HEAD_HOT_MS * 1.5 ** pagesWithoutNews, HEAD_IDLE_MS);
}

/**
 * Time between settling sweeps: longer when one costs many pages, or finds nothing.
 *
 * @param pages read by the last one
 */
export function settlingIntervalMs(quietMs: number, pages: number): number {
  return clamp(Math.max(quietMs / 10, pages * SETTLING_MS), SETTLING_MS, SETTLING_IDLE_MS);
}

/**
 * How much a settling sweep reads again: twice the lateness seen, at least 90 s. In whole milliseconds, as AWS
 * requires.
 */
export function settlingWindowMs(latenessMs: number): number {
  return Math.ceil(clamp(2 * latenessMs, WINDOW_LEAST_MS, WINDOW_MOST_MS));
}

/** The expected lateness after a settling sweep without later events: it decays slowly. */
export function fadedLatenessMs(latenessMs: number): number {
  return latenessMs * LATENESS_FADE;
}

/** The greater of the two, unless `seenMs` exceeds what any window would cover: an import of old events, say. */
export function latenessWithMs(latenessMs: number, seenMs: number): number {
  return seenMs > WINDOW_MOST_MS ? latenessMs : Math.max(latenessMs, seenMs);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
