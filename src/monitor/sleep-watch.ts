import { type EpochMs, SECOND_MS } from '../lambda/time.ts';
import type { Clock } from './clock.ts';

/** Notices that this process did not run for a while: its machine slept, or it was stopped. One watch serves all who follow. */
export interface SleepWatch {
  /** Tells all listeners of a sleep that has just ended, where there was one: for who may run before the watch does. */
  look(): void;
  /** How long was slept since somebody first listened. */
  readonly sleptMs: number;
  /** There is a watch while somebody listens. Returns how to stop listening. */
  listen(listener: SleepListener): () => void;
  /**
   * Of a replay: resolves at once, or at the end of a sleep that is on and began after `sinceMs`. Whoever followed a log then asked
   * for nothing. Whoever comes only now finds what there is.
   */
  whileAwake?(sinceMs: EpochMs, signal: AbortSignal): Promise<void>;
}

export interface SleepListener {
  /** The process runs again. */
  readonly woke?: () => void;
  /** All listeners have heard of it. */
  readonly heard?: () => void;
}

/** How often the watch looks. Whoever is awake is seen to be at least so often. */
const BEAT_MS = 5 * SECOND_MS;
/** So much more between two looks was slept. */
const OVERSLEPT_MS = 15 * SECOND_MS;

/** On a fast clock seconds of the account pass in any wait: less of wall time than this is no sleep, and no time to look. */
const LEAST_WALL_BEAT_MS = 250;
const LEAST_WALL_SLEEP_MS = SECOND_MS;

/**
 * @param clock one that nobody puts right: a correction is no sleep
 * @param speed how many seconds of `clock` a second takes
 */
export function createSleepWatch(clock: Clock, speed = 1): SleepWatch {
  const beatMs = Math.max(BEAT_MS, LEAST_WALL_BEAT_MS * speed);
  const oversleptMs = Math.max(OVERSLEPT_MS, LEAST_WALL_SLEEP_MS * speed);
  const listeners = new Set<SleepListener>();
  /** Null while nobody listens. */
  let watching: AbortController | null = null;
  let awakeMs: EpochMs = clock.now();
  let sleptMs = 0;

  const look = () => {
    if (watching === null) return;
    const nowMs = clock.now();
    const longerMs = nowMs - awakeMs - beatMs;
    awakeMs = nowMs;
    if (longerMs <= oversleptMs) return;
    sleptMs += longerMs;
    const told = [...listeners];
    for (const { woke } of told) woke?.();
    for (const { heard } of told) heard?.();
  };

  const watch = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      await clock.sleep(beatMs, signal);
      if (!signal.aborted) look();
    }
  };

  return {
    look,
    get sleptMs() {
      return sleptMs;
    },
    listen(listener) {
      listeners.add(listener);
      if (watching === null) {
        watching = new AbortController();
        awakeMs = clock.now();
        void watch(watching.signal);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        watching?.abort();
        watching = null;
      };
    },
  };
}
