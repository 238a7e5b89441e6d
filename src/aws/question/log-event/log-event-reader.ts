import { createHash } from 'node:crypto';
import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { TimeRange } from '../../../lambda/time.ts';
import type { LogEvent, StreamedEvent } from '../../../logs/event.ts';
import type { RawText } from '../../../terminal/text.ts';
import { raw, textOf } from '../../answer/field.ts';
import { createStreamNames } from './stream-names.ts';
import { streamedEvent } from './streamed-event.ts';
import { WrittenEvent } from './written-event.ts';

/** Reads the events of one page. */
export interface LogEventReader {
  /** The events of a part, in order. */
  read(part: readonly unknown[]): readonly LogEvent[];
  /** Items of all parts so far that can't be placed in the log, by name. */
  readonly leftOut: readonly RawText[];
}

export function createLogEventReader(range: TimeRange): LogEventReader {
  const streamNamed = createStreamNames();
  const leftOut: RawText[] = [];
  /** How often the page contained the same content. */
  const timesSaid = new Map<RawText, number>();

  /**
   * Its own id, or else its content with its ordinal among equal ones on the page: pages overlap, begin at different
   * events, and late lines come in between. Two equal items on different pages can't be told from one that was read
   * twice.
   */
  const nameOf = (written: unknown) => {
    const id = idIn(written);
    if (id !== null) return id;
    const said = digestOf(JSON.stringify(written));
    const times = (timesSaid.get(said) ?? 0) + 1;
    timesSaid.set(said, times);
    return raw(`${said} ${times}`);
  };

  return {
    leftOut,
    read(part) {
      const events: LogEvent[] = [];
      for (const written of part) {
        const event = written instanceof WrittenEvent ? written : logEvent(written);
        if (event === null) leftOut.push(nameOf(written));
        else if (isWithin(range, event)) events.push(event);
      }
      return events;
    },
  };

  /** Null without any time. A broken server may send null or a string. */
  function logEvent(written: unknown): LogEvent | null {
    const told = typeof written === 'object' && written !== null ? streamedEvent(written) : null;
    if (told === null) return null;
    const eventId = idIn(written) ?? idOf(told);
    // Field by field rather than spread: a log is read by the million events.
    return {
      eventId,
      logStream: streamNamed(told.logStream),
      timestampMs: told.timestampMs,
      ingestionMs: told.ingestionMs,
      message: told.message,
    };
  }
}

function idIn(written: unknown): RawText | null {
  return typeof written === 'object' && written !== null
    ? textOf((written as FilteredLogEvent).eventId)
    : null;
}

/** An event far in the future would carry the reader past everything still to come. */
function isWithin({ startMs, endMs }: TimeRange, { timestampMs }: StreamedEvent): boolean {
  return timestampMs >= startMs && timestampMs <= endMs;
}

/**
 * Without an id, the content is hashed. At worst a line is lost once, but never repeated for ever. A hash rather than
 * the text, as ids are also kept in the black box, which masks secrets only in lines.
 */
function idOf({ logStream, timestampMs, ingestionMs, message }: StreamedEvent): RawText {
  return digestOf(`${logStream} ${timestampMs} ${ingestionMs} ${message}`);
}

function digestOf(text: string): RawText {
  return raw(createHash('sha256').update(text).digest('base64url'));
}
