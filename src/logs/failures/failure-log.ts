import { parseLogLine } from '../../lambda/line/log-line.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import { ownCopy } from '../own-copy.ts';
import { type CallFate, fateOf, type KeptFailure, knownEnds, type TimedFailure } from './call-ends.ts';
import { FailedStarts } from './failed-starts.ts';
import { failureOf } from './failure.ts';
import type { FailureGroup } from './failure-group.ts';
import { failureGroups } from './failure-groups.ts';
import { rootErrorOf } from './root-error.ts';

/** One of the newest failures. */
export interface NewestFailure extends TimedFailure {
  readonly fate: CallFate;
}

/** The failures in the last minutes of one log. An event that is read again counts once. */
export interface FailureLog {
  add(events: readonly LogEvent[]): void;
  forgetBefore(timeMs: EpochMs): void;
  /** Most ended invocations first, then most invocations. */
  groups(): readonly FailureGroup[];
  /** Newest first. */
  newest(count: number, readToMs: EpochMs): readonly NewestFailure[];
  /** The time up to which failures were dropped for newer ones; minus infinity when none was. */
  readonly cutMs: EpochMs;
}

/** Counting more would cost more than it tells. */
const MOST_FAILURES = 10_000;

/** @param longestCallMs the longest that a call may take, from first to last line */
export function createFailureLog(longestCallMs: number): FailureLog {
  const failures = new Map<RawText, KeptFailure>();
  const failedStarts = new FailedStarts();
  let cutMs: EpochMs = Number.NEGATIVE_INFINITY;

  function makeRoom(): void {
    if (failures.size <= MOST_FAILURES) return;
    const oldestFirst = [...failures].toSorted(([, one], [, other]) => one.timestampMs - other.timestampMs);
    // A fifth at once: each cut costs as much as counting.
    for (const [eventId, { timestampMs }] of oldestFirst.slice(0, failures.size - 0.8 * MOST_FAILURES)) {
      failures.delete(eventId);
      cutMs = Math.max(cutMs, timestampMs);
    }
  }

  return {
    get cutMs() {
      return cutMs;
    },
    add(events) {
      for (const event of events) {
        const { eventId, message, timestampMs, logStream } = event;
        const line = parseLogLine(message);
        failedStarts.meet(event, line);
        const failure = failureOf(line);
        if (failure === null) continue;
        const root = rootErrorOf(message);
        const { requestId } = failure;
        failures.set(eventId, {
          ...failure,
          requestId: requestId === null ? null : ownCopy(requestId),
          ...(root === null ? {} : { root }),
          ...(failedStarts.ended(event, failure) ? { isOfStart: true } : {}),
          timestampMs,
          logStream,
        });
      }
      makeRoom();
    },
    forgetBefore(timeMs) {
      failedStarts.forgetBefore(timeMs);
      for (const [eventId, { timestampMs }] of failures) if (timestampMs < timeMs) failures.delete(eventId);
    },
    groups: () => failureGroups([...failures.values()], longestCallMs),
    newest(count, readToMs) {
      const all = [...failures.values()];
      const ends = knownEnds(all, longestCallMs);
      return all
        .toSorted((one, other) => other.timestampMs - one.timestampMs)
        .slice(0, count)
        .map((failure) => ({
          ...failure,
          fate: fateOf(failure, ends, failure.timestampMs + longestCallMs > readToMs),
        }));
    },
  };
}
