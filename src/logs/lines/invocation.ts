import type { Outcome } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';

/** One run of a function for one request, as its log tells it. */
export interface Invocation {
  readonly requestId: RawText;
  readonly logStream: RawText;
  /** 1 for the first run of the request that was seen: a request that Lambda tries again keeps its id. */
  readonly attempt: number;
  /** How many runs of the request were seen. */
  readonly attempts: number;
  /** Null where it was not seen: it may be older than what was read, or the log level leaves it out. */
  readonly start: LogEvent | null;
  readonly end: LogEvent | null;
  /** Null while it runs, or where it was not seen. */
  readonly report: LogEvent | null;
  /** How it ended, by all that was said of it so far; null while it runs, or where its REPORT was not seen. */
  readonly outcome: Outcome | null;
  /** The class of the error that it ended with; null where none was named. */
  readonly errorType: RawText | null;
}
