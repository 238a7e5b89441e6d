import { createHash } from 'node:crypto';
import { type FilteredLogEvent, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { TimeRange } from '../lambda/time.ts';
import type { LogEvent } from '../logs/event.ts';
import type { Page, Result } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { Ask } from './ask.ts';
import { listOf, raw, readable, textOf } from './field.ts';
import { streamedEvent } from './streamed-event.ts';

/** As many as AWS puts on a page; 1 MB ends it earlier. */
const EVENTS_PER_PAGE = 10_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function askLogPage(
  ask: Ask,
  group: RawText,
  range: TimeRange,
  pattern: RawText | null,
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<LogEvent>>> {
  return ask(
    {
      action: 'logs:FilterLogEvents',
      send: (clients, options) =>
        clients.logs().send(
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
      read: (answer) => {
        const events = listOf(answer.events);
        if (events === null) return undefined;
        return {
          items: readable(events, (event) => logEvent(event, range)),
          nextToken: textOf(answer.nextToken),
        };
      },
    },
    signal,
  );
}

/** A group of another account has to be named by its ARN, without the `:*` that DescribeLogGroups hangs on it. */
function logGroup(group: RawText): { logGroupName: string } | { logGroupIdentifier: string } {
  return group.startsWith('arn:')
    ? { logGroupIdentifier: group.replace(/:\*$/, '') }
    : { logGroupName: group };
}

/**
 * Null without a time or a message: there is nothing to show then. Null too for a time that was not asked for: one far
 * in the future would carry the reader with it, past everything that is still to come.
 */
function logEvent(event: FilteredLogEvent, { startMs, endMs }: TimeRange): LogEvent | null {
  const read = streamedEvent(event);
  if (read === null || read.timestampMs < startMs || read.timestampMs > endMs) return null;
  const { logStream, timestampMs, ingestionMs, message } = read;
  // Without an id, all that it says is its identity. A line may be shown once too few then, but never for ever.
  const identity = `${logStream} ${timestampMs} ${ingestionMs} ${message}`;
  return { eventId: textOf(event.eventId) ?? digestOf(identity), ...read };
}

/** Ids are kept where a line must not be: in the black box, which masks what is secret in lines alone. */
function digestOf(identity: string): RawText {
  return raw(createHash('sha256').update(identity).digest('base64url'));
}
