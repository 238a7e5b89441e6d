import type { EpochMs } from '../../lambda/time.ts';
import type { Clock } from '../../monitor/clock.ts';
import type { SleepSource } from '../../monitor/sleep-watch.ts';
import type { SleptFact } from '../fact.ts';

/** When the recording process did not run. */
export interface RecordedSleeps extends SleepSource {
  add(fact: SleptFact): void;
}

/** @param clock of the replay: a sleep is reported when it is over */
export function createRecordedSleeps(clock: Clock): RecordedSleeps {
  const sleeps: SleptFact[] = [];
  let toldMs: EpochMs = clock.now();
  return {
    add(fact) {
      if (fact.startMs < fact.atMs) sleeps.push(fact);
    },
    begin() {
      toldMs = clock.now();
    },
    ended() {
      const nowMs = clock.now();
      const over = sleeps.filter(({ atMs }) => atMs > toldMs && atMs <= nowMs);
      toldMs = nowMs;
      return over.map(({ startMs, atMs }) => atMs - startMs);
    },
    async next(signal) {
      const sleep = sleeps.find(({ atMs }) => atMs > toldMs);
      if (sleep === undefined) return false;
      await clock.sleep(sleep.atMs - clock.now(), signal);
      return true;
    },
    async whileAwake(sinceMs, signal) {
      const nowMs = clock.now();
      const sleep = sleeps.find(({ startMs, atMs }) => sinceMs <= startMs && startMs < nowMs && nowMs < atMs);
      if (sleep !== undefined) await clock.sleep(sleep.atMs - nowMs, signal);
    },
  };
}
