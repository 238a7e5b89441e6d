import type { EpochMs } from '../lambda/time.ts';

/**
 * Detects that the process did not run for a while: the machine slept, or the process was stopped. All followers share
 * one watch.
 */
export interface SleepWatch {
  /** Reports a sleep that has just ended, if there was one: for code that may run before the watch does. */
  look(): void;
  /** Total time slept since the first listener. */
  readonly sleptMs: number;
  /** The watch runs while there are listeners. Returns a function that unsubscribes. */
  listen(listener: SleepListener): () => void;
  /**
   * In a replay: resolves at once, or at the end of a current sleep that began after `sinceMs`, during which a live
   * follower made no requests. A reader that starts only now sees what there is.
   */
  whileAwake?(sinceMs: EpochMs, signal: AbortSignal): Promise<void>;
}

export interface SleepListener {
  /** The process runs again. */
  readonly woke?: () => void;
  /** All listeners have been told. */
  readonly heard?: () => void;
}

/** Knows when a process slept: this process, or in a replay the recorded one. */
export interface SleepSource {
  /** There is a first listener: earlier sleeps don't matter. */
  begin(): void;
  /** The length of each sleep that has ended since the previous call, or since `begin`. */
  ended(): readonly number[];
  /** Resolves when it is time to ask again, with false if there will never be another sleep. */
  next(signal: AbortSignal): Promise<boolean>;
  readonly whileAwake?: SleepWatch['whileAwake'];
}

/** Tells all listeners about the sleeps that a source knows of. */
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
