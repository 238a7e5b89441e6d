import { MINUTE_MS } from '../../lambda/time.ts';

/** An idle function costs one metric each time; it is worth that seldom. */
export const SELDOM_MS = 5 * MINUTE_MS;
/** Idle functions asked about in a minute: 30 cents an hour. */
export const MOST_IDLE_QUERIES = 500;

/** How long it takes, where nobody lists who is active, to ask each of so many idle functions once. */
export function unlistedRoundMs(functionCount: number): number {
  return Math.max(SELDOM_MS, Math.ceil(functionCount / MOST_IDLE_QUERIES) * MINUTE_MS);
}

/** How many of them are asked about in a minute. */
export function unlistedAMinute(functionCount: number): number {
  return Math.ceil((functionCount * MINUTE_MS) / unlistedRoundMs(functionCount));
}
