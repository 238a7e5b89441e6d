import type { FilteredLogEvent, LiveTailSessionLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { StreamedEvent } from '../../../logs/event.ts';
import { numberOf, raw, textOf } from '../../answer/field.ts';

/**
 * An event's own fields, from any source. AWS guarantees none of them: without a time it happened when it was ingested,
 * and without a message it is empty, but it exists. Null without any time, as it can't be placed in the log.
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

/** The end of the year 9999, the last that can be written as a time. */
export const LAST_MS = 253_402_300_799_999;

/** AWS sends whole milliseconds; a fraction would show up in times, links and commands. */
function wholeMs(field: unknown): number | null {
  const ms = numberOf(field);
  return ms === null || ms < 0 || ms > LAST_MS ? null : Math.floor(ms);
}
