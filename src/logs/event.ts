import type { LogLine } from '../lambda/line/log-line.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';

/** One event as a stream tells it, which gives it no id. */
export interface StreamedEvent {
  readonly logStream: RawText;
  /** When the writer says it happened. */
  readonly timestampMs: EpochMs;
  /** When CloudWatch Logs took it in: at, or seconds to minutes after, `timestampMs`. */
  readonly ingestionMs: EpochMs;
  readonly message: RawText;
}

/**
 * One event of a log stream, as FilterLogEvents returns it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilteredLogEvent.html
 */
export interface LogEvent extends StreamedEvent {
  readonly eventId: RawText;
  /**
   * What stands between the quotes where its message is written as JSON, well-formed; where that is at hand. Of such an
   * event the id holds nothing that JSON escapes.
   */
  readonly messageJson?: string;
  /** What was read of such a message for a line of JSON, where it is usual and JSON is wanted (`message-in-json.ts`). */
  readonly head?: LogLine | null;
  /** The same for a row of text: all that it says is ASCII that can be seen. */
  readonly row?: LogLine | null;
  /** True of one that came by Live Tail: its id is lmon's own, and means nothing to AWS. */
  readonly streamed?: true;
}
