import { FilterLogEventsCommand, type FilterLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { MessageReader } from '../../lambda/line/format/message-in-json.ts';
import type { LogAnswer, LogPageQuestion } from '../../monitor/log-page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { listOf, textOf } from '../answer/field.ts';
import { unreadableAnswer } from '../answer/source-error.ts';
import { logs } from '../client/logs.ts';
import type { Ask } from '../connection/ask.ts';
import type { WithParts } from '../connection/logs-protocol.ts';
import type { PageInParts } from '../connection/page-parts.ts';
import { createLogEventReader, type LogEventReader } from './log-event/log-event-reader.ts';
import { createWrittenEventReader } from './log-event/written-event.ts';

const ACTION = 'logs:FilterLogEvents';

/** The most that AWS puts on a page; 1 MB ends it earlier. */
const EVENTS_PER_PAGE = 10_000;

/**
 * @param messages parses the messages of events that are not kept; null to decode them
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function askLogPage(
  ask: Ask,
  messages: MessageReader | null,
  { group, range, pattern, token }: LogPageQuestion,
  signal: AbortSignal,
): Promise<Result<LogAnswer>> {
  return ask(
    {
      action: ACTION,
      send: (clients, options) =>
        clients.of(logs).send(
          new FilterLogEventsCommand({
            ...logGroup(group),
            startTime: range.startMs,
            endTime: range.endMs,
            limit: EVENTS_PER_PAGE,
            ...(pattern === null ? {} : { filterPattern: pattern }),
            ...(token === null ? {} : { nextToken: token }),
          }),
          options,
        ),
      read: ({ events, nextToken, parts }: FilterLogEventsCommandOutput & WithParts) => {
        const list = listOf(events);
        if (list === null) return undefined;
        const { read, leftOut } = createLogEventReader(range);
        const token = textOf(nextToken);
        if (parts == null) return { items: read(list), nextToken: token, leftOut };
        const written = messages === null ? parts() : parts(createWrittenEventReader(messages));
        return answerInParts(written, read, { nextToken: token, leftOut });
      },
    },
    signal,
  );
}

/** A caller that wants all items at once gets those before an unreadable part. */
function answerInParts(
  parts: ReturnType<PageInParts['parts']>,
  read: LogEventReader['read'],
  beside: Pick<LogAnswer, 'nextToken' | 'leftOut'>,
): LogAnswer {
  return {
    ...beside,
    parts: mapped(parts, (part) =>
      part === null ? { ok: false, error: unreadableAnswer(ACTION) } : { ok: true, value: read(part) },
    ),
    get items() {
      return [...parts].flatMap((part) => (part === null ? [] : read(part)));
    },
  };
}

/** Can be iterated as often as its source. */
function mapped<Item, Value>(items: Iterable<Item>, value: (item: Item) => Value): Iterable<Value> {
  return {
    *[Symbol.iterator]() {
      for (const item of items) yield value(item);
    },
  };
}

/** A group of another account must be named by its ARN, without the `:*` that DescribeLogGroups appends. */
function logGroup(group: RawText): { logGroupName: string } | { logGroupIdentifier: string } {
  return group.startsWith('arn:')
    ? { logGroupIdentifier: group.replace(/:\*$/, '') }
    : { logGroupName: group };
}
