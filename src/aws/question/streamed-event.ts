import type { FilteredLogEvent, LiveTailSessionLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { StreamedEvent } from '../../logs/event.ts';
import { numberOf, raw, textOf } from '../answer/field.ts';

/**
 * What an event says of itself, however it comes. AWS promises none of it: an event without a time happened when it was
 * ingested, and one without a message says nothing, but it is there. Null without any time: it has no place in a log.
 */
export function streamedEvent(event: LiveTailSessionLogEvent | FilteredLogEvent): StreamedEvent | null {
  const saidMs = wholeMs(event.timestamp);
  const ingestedMs = wholeMs(event.ingestionTime);
  const timestampMs = saidMs ?? ingestedMs;
  if (timestampMs === null) return null;
  return {
    logStream: textOf(event.logStreamName) ?? raw(''),
    timestampMs,
    ingestionMs: ingestedMs ?? timestampMs,
    message: textOf(event.message) ?? raw(''),
  };
}

/** The end of the year 9999: what lies beyond can't be written as a time. */
export const LAST_MS = 253_402_300_799_999;

/** AWS sends whole milliseconds; a fraction would stand in times, links and commands. */
function wholeMs(field: unknown): number | null {
  const ms = numberOf(field);
  return ms === null || ms < 0 || ms > LAST_MS ? null : Math.floor(ms);
}
