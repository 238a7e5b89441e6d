import { type EpochMs, SECOND_MS } from '../../../lambda/time.ts';
import type { Account } from '../account.ts';
import type { EventStream, StreamStep } from '../http/event-stream.ts';
import { eventMessage, exceptionMessage } from '../protocol/event-stream-message.ts';
import type { Matcher } from './filter/matcher.ts';
import type { LogEvent } from './log-group/log.ts';
import { logGroup } from './log-group/log-groups.ts';

const LONGEST_MS = 3 * 3_600_000;
const MOST_EVENTS = 500;
const MOST_BUFFERED = 10;

interface SessionRequest {
  readonly account: Account;
  readonly groups: readonly string[];
  readonly matches: Matcher;
  readonly readsStream: (name: string) => boolean;
  /** The session's request, which its first message repeats. */
  readonly echo: object;
  readonly startedMs: EpochMs;
  readonly onClose: () => void;
}

/**
 * A Live Tail session: once a second the events ingested in the last second, or a sample of them if there are more than
 * 500, for three hours.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
 */
export function liveSession(request: SessionRequest): EventStream {
  const { startedMs, echo, onClose } = request;
  let reachedMs = startedMs - 1;
  return {
    opening: [eventMessage('initial-response', {}), eventMessage('sessionStart', echo)],
    startedMs,
    everyMs: SECOND_MS,
    mostBuffered: MOST_BUFFERED,
    update(nowMs): StreamStep {
      if (nowMs - startedMs >= LONGEST_MS) return { kind: 'end', lastWords: TIMED_OUT };
      // This millisecond is not over: its remaining events belong to the next update.
      const throughMs = nowMs - 1;
      const update = sessionUpdate(request, reachedMs, throughMs);
      reachedMs = throughMs;
      return { kind: 'message', message: eventMessage('sessionUpdate', update) };
    },
    close: onClose,
  };
}

const TIMED_OUT = exceptionMessage('SessionTimeoutException', 'The session has timed out.');

function sessionUpdate(request: SessionRequest, afterMs: EpochMs, throughMs: EpochMs): object {
  const { account, groups, matches, readsStream } = request;
  const found = groups.flatMap((name) => {
    const events = logGroup(account, name)?.log.ingested(afterMs, throughMs) ?? [];
    const logGroupIdentifier = `${account.world.account.accountId}:${name}`;
    return events
      .filter((event) => readsStream(event.logStream) && matches(event.message))
      .map((event) => sessionResult(event, logGroupIdentifier));
  });
  return {
    sessionMetadata: { sampled: found.length > MOST_EVENTS },
    sessionResults: sample(found),
  };
}

function sessionResult(event: LogEvent, logGroupIdentifier: string): object {
  return {
    logStreamName: event.logStream,
    logGroupIdentifier,
    message: event.message,
    timestamp: event.timestampMs,
    ingestionTime: event.ingestionMs,
  };
}

/** At most 500, spread over the whole second. */
function sample<Item>(items: readonly Item[]): readonly Item[] {
  if (items.length <= MOST_EVENTS) return items;
  return items.filter(
    (_, index) =>
      Math.floor((index * MOST_EVENTS) / items.length) !==
      Math.floor(((index + 1) * MOST_EVENTS) / items.length),
  );
}
