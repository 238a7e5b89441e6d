import { MINUTE_MS } from '../../lambda/time.ts';
import { SELDOM_MS } from '../how-often.ts';

/** Idle functions asked about in a minute: 30 cents an hour. */
export const MOST_IDLE_QUERIES = 500;

/** How long one round through all idle functions takes without ListMetrics. */
export function unlistedRoundMs(functionCount: number): number {
  return Math.max(SELDOM_MS, Math.ceil(functionCount / MOST_IDLE_QUERIES) * MINUTE_MS);
}

/** How many of them are checked in a minute. */
export function unlistedAMinute(functionCount: number): number {
  return Math.ceil((functionCount * MINUTE_MS) / unlistedRoundMs(functionCount));
}
