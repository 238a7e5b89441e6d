import type { Clock } from '../../monitor/clock.ts';
import type { LogTail } from '../../monitor/log/tail/log-tail.ts';

/** A clock for work that pauses while its log is hidden: sleepers don't wake meanwhile. */
export function lookingClock({ now, sleep }: Clock, tail: Pick<LogTail, 'untilLookedAt'>): Clock {
  return {
    now,
    async sleep(ms, signal) {
      await sleep(ms, signal);
      await tail.untilLookedAt(signal);
    },
  };
}
