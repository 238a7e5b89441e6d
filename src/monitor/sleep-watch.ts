import type { EpochMs } from '../lambda/time.ts';

/**
 * Tells that a process did not run for a while: its machine slept, or it was stopped. One watch serves all who follow.
 */
export interface SleepWatch {
  /** Reports a sleep that has just ended, if there was one: for code that may run before the watch does. */
  look(): void;
  /** Total time slept since the first listener. */
  readonly sleptMs: number;
  /** The watch runs while there are listeners. Returns a function that unsubscribes. */
  listen(listener: SleepListener): () => void;
  /**
   * In a replay: resolves at once, or at the end of a sleep under way that began after `sinceMs`, during which a live
   * follower asked for nothing. A reader that starts only now sees what there is.
   */
  whileAwake?(sinceMs: EpochMs, signal: AbortSignal): Promise<void>;
}

export interface SleepListener {
  /** The process runs again. */
  readonly woke?: () => void;
  /** All listeners have been told. */
  readonly heard?: () => void;
}

/** What knows when a process slept: this one, or in a replay the one that recorded. */
export interface SleepSource {
  /** There is a first listener: earlier sleeps don't matter. */
  begin(): void;
  /** How long each sleep took that has ended since it was last asked, or since `begin`. */
  ended(): readonly number[];
  /** Resolves when it is time to ask again: false where nothing will ever come. */
  next(signal: AbortSignal): Promise<boolean>;
  readonly whileAwake?: SleepWatch['whileAwake'];
}

/** Tells all who listen of the sleeps that a source knows of. */
export function watchSleeps(source: SleepSource): SleepWatch {
  const listeners = new Set<SleepListener>();
  /** Null without listeners. */
  let watching: AbortController | null = null;
  let sleptMs = 0;

  const look = () => {
    if (watching === null) return;
    for (const lengthMs of source.ended()) {
      sleptMs += lengthMs;
      const told = [...listeners];
      for (const { woke } of told) woke?.();
      for (const { heard } of told) heard?.();
    }
  };

  const watch = async (signal: AbortSignal) => {
    while (!signal.aborted && (await source.next(signal))) if (!signal.aborted) look();
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
        source.begin();
        void watch(watching.signal);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        watching?.abort();
        watching = null;
      };
    },
    ...(source.whileAwake && { whileAwake: source.whileAwake }),
  };
}
