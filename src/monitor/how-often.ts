import { MINUTE_MS, SECOND_MS } from '../lambda/time.ts';

/** What changes with deployments, or costs a call or a metric for each function, is asked for this seldom. */
export const SELDOM_MS = 5 * MINUTE_MS;

/** A closer look is taken at most once a minute, however often the user switches between functions. */
export const LOOK_PAUSE_MS = 45 * SECOND_MS;
