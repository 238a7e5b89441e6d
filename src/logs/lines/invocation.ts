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
  /** Whether lines between its START and its REPORT may be missing from what was read. */
  readonly hasGap: boolean;
  /** How it ended, by everything known so far; null while it runs, or without its REPORT. */
  readonly outcome: Outcome | null;
  /** The error class that it ended with; null where none was named. */
  readonly errorType: RawText | null;
}

/** The end of a finished invocation. That it went well is known only where everything from its START on was read. */
export function endOfInvocation({ outcome, errorType, start, hasGap }: Invocation): RunEnd {
  return { outcome: outcome === 'ok' && (start === null || hasGap) ? null : outcome, errorType };
}
