import type { FilteredLogEvent, LiveTailSessionLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { StreamedEvent } from '../../logs/event.ts';
import { numberOf, raw, textOf } from '../answer/field.ts';

/** What an event says of itself, however it comes; null without a time or a message: there is nothing to show then. */
export function streamedEvent(event: LiveTailSessionLogEvent | FilteredLogEvent): StreamedEvent | null {
  const timestampMs = wholeMs(event.timestamp);
  const message = event.message;
  if (timestampMs === null || typeof message !== 'string') return null;
  const logStream = textOf(event.logStreamName) ?? raw('');
  return {
    logStream,
    timestampMs,
    ingestionMs: wholeMs(event.ingestionTime) ?? timestampMs,
    message: raw(message),
  };
}

/** The end of the year 9999: what lies beyond can't be written as a time. */
export const LAST_MS = 253_402_300_799_999;

/** AWS sends whole milliseconds; a fraction would stand in times, links and commands. */
function wholeMs(field: unknown): number | null {
  const ms = numberOf(field);
  return ms === null || ms < 0 || ms > LAST_MS ? null : Math.floor(ms);
}
