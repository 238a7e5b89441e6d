import type { Outcome } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import type { RunEnd } from '../run-end.ts';

/** One run of a function for one request, according to its log. */
export interface Invocation {
  readonly requestId: RawText;
  readonly logStream: RawText;
  /** 1 for the first run of the request that was seen: Lambda retries under the same request id. Earlier ones are unknown. */
  readonly attempt: number;
  /** How many runs of the request were seen. */
  readonly attempts: number;
  /** Null where it was not seen: it may be older than what was read, or filtered out by the log level. */
  readonly start: LogEvent | null;
  readonly end: LogEvent | null;
  /** Null while it runs, or where it was not seen. */
  readonly report: LogEvent | null;
  /** How it ended, by everything known so far; null while it runs, or without its REPORT. */
  readonly outcome: Outcome | null;
  /** The error class that it ended with; null where none was named. */
  readonly errorType: RawText | null;
}

/** The end of a finished invocation. That it went well is known only from its START on. */
export function endOfInvocation({ outcome, errorType, start }: Invocation): RunEnd {
  return { outcome: outcome === 'ok' && start === null ? null : outcome, errorType };
}
