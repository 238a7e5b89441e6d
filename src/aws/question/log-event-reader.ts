import { createHash } from 'node:crypto';
import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { TimeRange } from '../../lambda/time.ts';
import type { LogEvent, StreamedEvent } from '../../logs/event.ts';
import type { RawText } from '../../terminal/text.ts';
import { raw, textOf } from '../answer/field.ts';
import { createStreamNames } from './stream-names.ts';
import { streamedEvent } from './streamed-event.ts';
import { WrittenEvent } from './written-event.ts';

/** Reads the events of one page. */
export interface LogEventReader {
  /** The events of a part, in their order. */
  read(part: readonly unknown[]): readonly LogEvent[];
  /** What of all parts so far has no place in a log, by a name for each. */
  readonly leftOut: readonly RawText[];
}

export function createLogEventReader(range: TimeRange): LogEventReader {
  const streamNamed = createStreamNames();
  const leftOut: RawText[] = [];
  /** How often the page held what says the same. */
  const timesSaid = new Map<RawText, number>();

  /**
   * By its own id, or by what it says and which of the page that says so: pages overlap, each begins elsewhere, and late
   * lines come between. Two that say the same, each on a page of its own, can't be told from one that was read twice.
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

  /** Null without any time. A broken server may put null or a word where an object belongs. */
  function logEvent(written: unknown): LogEvent | null {
    const told = typeof written === 'object' && written !== null ? streamedEvent(written) : null;
    if (told === null) return null;
    const eventId = idIn(written) ?? idOf(told);
    // One by one, and not spread: a log is read by the million events.
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

/** An event far in the future would carry the reader with it, past everything that is still to come. */
function isWithin({ startMs, endMs }: TimeRange, { timestampMs }: StreamedEvent): boolean {
  return timestampMs >= startMs && timestampMs <= endMs;
}

/**
 * Without an id, all that it says is its identity. A line may be shown once too few then, but never for ever. Ids are
 * kept where a line must not be: in the black box, which masks what is secret in lines alone.
 */
function idOf({ logStream, timestampMs, ingestionMs, message }: StreamedEvent): RawText {
  return digestOf(`${logStream} ${timestampMs} ${ingestionMs} ${message}`);
}

function digestOf(text: string): RawText {
  return raw(createHash('sha256').update(text).digest('base64url'));
}
