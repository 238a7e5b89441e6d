import { manyLogs } from '../../../logs/many-logs.ts';
import type { Clock } from '../../../monitor/clock.ts';
import { untilQuiet } from '../../../monitor/log/set/until-quiet.ts';
import { moreLogsText } from '../../../print/tail/log-names.ts';
import type { RawText } from '../../../terminal/text.ts';

/**
 * Reports why logs are no longer read: of those that end with the same words the first at once, and the others
 * together.
 */
export interface EndNotices {
  ended(group: RawText, sentence: string): void;
  /** Reports what is still pending. */
  close(): void;
}

interface EndNoticesRequest {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tell: (words: string) => void;
}

export function createEndNotices({ clock, signal, tell }: EndNoticesRequest): EndNotices {
  /** Unreported logs, by the words of the first. */
  const untold = new Map<string, RawText[]>();
  let endedCount = 0;
  let isGathering = false;

  const tellOthers = () => {
    for (const [sentence, groups] of untold) {
      const more = groups.length > 0 ? moreLogsText(manyLogs(groups)) : null;
      untold.set(sentence, []);
      if (more !== null) tell(`${more}: ${sentence}`);
    }
  };

  const gather = async () => {
    isGathering = true;
    await untilQuiet(() => endedCount, clock, signal);
    isGathering = false;
    if (!signal.aborted) tellOthers();
  };

  return {
    ended(group, sentence) {
      endedCount += 1;
      const others = untold.get(sentence);
      if (others === undefined) {
        untold.set(sentence, []);
        return tell(`${group}: ${sentence}`);
      }
      others.push(group);
      if (!isGathering) void gather();
    },
    close: tellOthers,
  };
}
