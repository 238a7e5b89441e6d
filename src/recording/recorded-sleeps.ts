import type { EpochMs } from '../lambda/time.ts';
import type { Clock } from '../monitor/clock.ts';
import type { SleepListener, SleepWatch } from '../monitor/sleep-watch.ts';
import type { SleptFact } from './fact.ts';

/** When the process that recorded did not run. */
export interface RecordedSleeps extends SleepWatch {
  add(fact: SleptFact): void;
}

/** @param clock of the replay: a sleep is told when it is over */
export function createRecordedSleeps(clock: Clock): RecordedSleeps {
  const sleeps: SleptFact[] = [];
  const listeners = new Set<SleepListener>();
  /** Null while nobody listens. */
  let watching: AbortController | null = null;
  let toldMs: EpochMs = clock.now();
  let sleptMs = 0;

  const look = () => {
    if (watching === null) return;
    const nowMs = clock.now();
    const over = sleeps.filter(({ atMs }) => atMs > toldMs && atMs <= nowMs);
    toldMs = nowMs;
    for (const { startMs, atMs } of over) {
      sleptMs += atMs - startMs;
      const told = [...listeners];
      for (const { woke } of told) woke?.();
      for (const { heard } of told) heard?.();
    }
  };

  const watch = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      const next = sleeps.find(({ atMs }) => atMs > toldMs);
      if (next === undefined) return;
      await clock.sleep(next.atMs - clock.now(), signal);
      if (!signal.aborted) look();
    }
  };

  return {
    add(fact) {
      if (fact.startMs < fact.atMs) sleeps.push(fact);
    },
    async whileAwake(sinceMs, signal) {
      const nowMs = clock.now();
      const sleep = sleeps.find(({ startMs, atMs }) => sinceMs <= startMs && startMs < nowMs && nowMs < atMs);
      if (sleep !== undefined) await clock.sleep(sleep.atMs - nowMs, signal);
    },
    look,
    get sleptMs() {
      return sleptMs;
    },
    listen(listener) {
      listeners.add(listener);
      if (watching === null) {
        watching = new AbortController();
        toldMs = clock.now();
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
