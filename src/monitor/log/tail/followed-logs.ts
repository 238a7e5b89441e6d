import type { EpochMs } from '../../../lambda/time.ts';
import type { LogChoice } from '../../../logs/selection/log-choice.ts';
import type { RawText } from '../../../terminal/text.ts';
import { type FollowedLog, openedLog } from './followed-log.ts';

/** The states of a tail's logs, one for each log group. */
export interface FollowedLogs {
  /** In the order in which they were chosen. */
  all(): readonly FollowedLog[];
  of(group: RawText): FollowedLog | undefined;
  /** Does nothing without such a log. */
  change(group: RawText, after: (log: FollowedLog) => FollowedLog): void;
  /** Adds a log that is read from `readFromMs` on, or extends one. */
  open(choice: LogChoice, readFromMs: EpochMs): void;
}

export function createFollowedLogs(): FollowedLogs {
  const logs = new Map<RawText, FollowedLog>();
  return {
    all: () => [...logs.values()],
    of: (group) => logs.get(group),
    change(group, after) {
      const log = logs.get(group);
      if (log !== undefined) logs.set(group, after(log));
    },
    open(choice, readFromMs) {
      const known = logs.get(choice.group);
      const opened = openedLog(choice, readFromMs);
      const isRead = known !== undefined && known.status !== 'ended';
      logs.set(choice.group, isRead ? { ...known, choice, origin: opened.origin } : opened);
    },
  };
}
