import type { LogLine } from '../lambda/line/log-line.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';

/** An event from Live Tail, which gives it no id. */
export interface StreamedEvent {
  readonly logStream: RawText;
  /** The time given by the writer. */
  readonly timestampMs: EpochMs;
  /** When CloudWatch Logs ingested it: at `timestampMs`, or seconds to minutes later. */
  readonly ingestionMs: EpochMs;
  readonly message: RawText;
}

/** Rough memory of an event beyond its texts: two objects, and the text headers. */
export const EVENT_BYTES = 128;

/** Rough memory of an event: two bytes for each UTF-16 unit of all its texts, as its id may be a megabyte. */
export function eventBytes({ eventId, logStream, message }: LogEvent): number {
  return EVENT_BYTES + 2 * (eventId.length + logStream.length + message.length);
}

/**
 * One event of a log stream, as FilterLogEvents returns it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilteredLogEvent.html
 */
export interface LogEvent extends StreamedEvent {
  readonly eventId: RawText;
  /** The message as well-formed JSON, without its quotes, where available. */
  readonly messageJson?: string;
  /** `,"ingestionTime":…,"eventId":"…"` as in its page, where available. */
  readonly takenJson?: string | null;
  /** Parsed in advance for JSON output, where the message is of a usual kind (`message-in-json.ts`). */
  readonly head?: LogLine | null;
  /** The same for a text row: everything in it is printable ASCII. */
  readonly row?: LogLine | null;
  /** True for an event of Live Tail: its id is lmon's own and unknown to AWS. */
  readonly streamed?: true;
}
