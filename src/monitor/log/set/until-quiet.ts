import { SECOND_MS } from '../../../lambda/time.ts';
import type { Clock } from '../../clock.ts';

/**
 * When a hundred logs share the calls, they notice a thing one after another. After this long without another, all
 * have.
 */
const QUIET_MS = 15 * SECOND_MS;

/** Resolves when `count` has not grown for a while, or `signal` aborts. */
export async function untilQuiet(count: () => number, clock: Clock, signal: AbortSignal): Promise<void> {
  let seenCount = 0;
  while (seenCount < count() && !signal.aborted) {
    seenCount = count();
    await clock.sleep(QUIET_MS, signal);
  }
}
