import type { EpochMs } from '../../../lambda/time.ts';
import type { Clock } from '../../../monitor/clock.ts';
import type { LogAnswer } from '../../../monitor/log-page.ts';
import type { Result } from '../../../monitor/source-error.ts';
import type { LogSource } from '../../../monitor/sources.ts';
import { isNotRecorded } from '../../../recording/playback/not-recorded.ts';
import type { RawText } from '../../../terminal/text.ts';

/** The logs of a recording, and whether all followed logs have been delivered. */
export interface LogsReadToTheEnd {
  readonly logs: LogSource;
  /** Resolves once each requested log (at least one) was read to its end, and everything was taken. */
  readonly done: Promise<void>;
}

const NOTHING_MORE: Result<LogAnswer> = { ok: true, value: { items: [], nextToken: null } };

/**
 * A reader that asks again has taken the previous answer. So a log is done when it is asked for again after an answer
 * that reached the end; one that can't be read may never be asked for again.
 */
export function logsReadToTheEnd(
  source: LogSource,
  { clock, endMs }: { readonly clock: Pick<Clock, 'now'>; readonly endMs: EpochMs },
): LogsReadToTheEnd {
  const behind = new Set<RawText>();
  const answeredToTheEnd = new Set<RawText>();
  /** Logs of which the recording holds something. */
  const read = new Set<RawText>();
  let resolve = () => {};
  const done = new Promise<void>((settle) => {
    resolve = settle;
  });
  // Before the end, a range may still gain events.
  const isOver = () => clock.now() >= endMs;
  const catchUp = (group: RawText) => {
    behind.delete(group);
    if (behind.size === 0 && isOver()) resolve();
  };
  return {
    done,
    logs: {
      async page(question, signal) {
        const { group, range } = question;
        if (answeredToTheEnd.has(group)) catchUp(group);
        else behind.add(group);
        const reachesTheEnd = isOver() && range.endMs >= endMs;
        const recorded = await source.page(question, signal);
        if (recorded.ok) read.add(group);
        const answer = reachesTheEnd && isUnrecorded(recorded) && read.has(group) ? NOTHING_MORE : recorded;
        if (!answer.ok) catchUp(group);
        else if (reachesTheEnd && answer.value.nextToken === null) answeredToTheEnd.add(group);
        return answer;
      },
    },
  };
}

function isUnrecorded(answer: Result<LogAnswer>): boolean {
  return !answer.ok && isNotRecorded(answer.error);
}
