import { DAY_MS, HOUR_MS } from '../../lambda/time.ts';

/** How old what is written into logs and metrics may be. */
export const OLDEST_WRITTEN_MS = 14 * DAY_MS;
/** How far in the future it may be. */
export const MOST_AHEAD_MS = 2 * HOUR_MS;
