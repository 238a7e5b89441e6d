import { type FilteredLogEvent, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { TimeRange } from '../lambda/time.ts';
import type { LogEvent } from '../logs/event.ts';
import type { Page, Result } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { Ask } from './ask.ts';
import { listOf, numberOf, raw, readable, textOf } from './field.ts';

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
  const timestampMs = numberOf(event.timestamp);
  const message = event.message;
  if (timestampMs === null || typeof message !== 'string') return null;
  if (timestampMs < startMs || timestampMs > endMs) return null;
  const logStream = textOf(event.logStreamName) ?? raw('');
  const ingestionMs = numberOf(event.ingestionTime) ?? timestampMs;
  return {
    // Without an id, all that it says is its identity. A line may be shown once too few then, but never for ever.
    eventId: textOf(event.eventId) ?? raw(`${logStream} ${timestampMs} ${ingestionMs} ${message}`),
    logStream,
    timestampMs,
    ingestionMs,
    message: raw(message),
  };
}
