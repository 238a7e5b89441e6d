import { type EpochMs, SECOND_MS } from '../lambda/time.ts';
import type { Clock } from './clock.ts';
import type { SleepSource } from './sleep-watch.ts';

/** How often the watch looks. */
const BEAT_MS = 5 * SECOND_MS;
/** More than this between two looks was sleep. */
const OVERSLEPT_MS = 15 * SECOND_MS;

/**
 * On a fast clock, account seconds pass in any wait: less wall time than this is no sleep, and too little to
 * look.
 */
const LEAST_WALL_BEAT_MS = 250;
const LEAST_WALL_SLEEP_MS = SECOND_MS;

/**
 * When this process did not run.
 *
 * @param clock an uncorrected one: a correction is no sleep
 * @param speed seconds of `clock` in a second
 */
export function processSleeps(clock: Clock, speed = 1): SleepSource {
  const beatMs = Math.max(BEAT_MS, LEAST_WALL_BEAT_MS * speed);
  const oversleptMs = Math.max(OVERSLEPT_MS, LEAST_WALL_SLEEP_MS * speed);
  let awakeMs: EpochMs = clock.now();
  return {
    begin() {
      awakeMs = clock.now();
    },
    ended() {
      const nowMs = clock.now();
      const longerMs = nowMs - awakeMs - beatMs;
      awakeMs = nowMs;
      return longerMs > oversleptMs ? [longerMs] : [];
    },
    async next(signal) {
      await clock.sleep(beatMs, signal);
      return true;
    },
  };
}
