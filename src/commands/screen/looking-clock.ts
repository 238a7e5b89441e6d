import type { Clock } from '../../monitor/clock.ts';
import type { LogTail } from '../../monitor/log/log-tail.ts';

/** The clock of what is done only while somebody looks at a log: nobody wakes by it while that is held. */
export function lookingClock({ now, sleep }: Clock, tail: Pick<LogTail, 'untilLookedAt'>): Clock {
  return {
    now,
    async sleep(ms, signal) {
      await sleep(ms, signal);
      await tail.untilLookedAt(signal);
    },
  };
}
