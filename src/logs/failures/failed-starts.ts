import type { LogLine } from '../../lambda/line/log-line.ts';
import { isStartFailed, LONGEST_START_MS } from '../../lambda/line/outcome.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import type { Failure } from './failure.ts';

/**
 * Tells the calls that a failed start ended from those that the code ended: a process may exit in either, and only the
 * INIT_REPORT before it, in the stream of the same environment, says in which.
 */
export class FailedStarts {
  /** When the last start of an environment failed, by log stream. */
  readonly #failedMs = new Map<RawText, EpochMs>();

  /** Takes the lines of a stream in their order. */
  meet({ logStream, timestampMs }: LogEvent, line: LogLine): void {
    if (isStartFailed(line)) this.#failedMs.set(logStream, timestampMs);
  }

  /** Whether a failed start is what ended the call. */
  ended({ logStream, timestampMs }: LogEvent, { kind }: Failure): boolean {
    const failedMs = this.#failedMs.get(logStream);
    if (kind !== 'ended' || failedMs === undefined) return false;
    const sinceMs = timestampMs - failedMs;
    return sinceMs >= 0 && sinceMs <= LONGEST_START_MS;
  }

  forgetBefore(timeMs: EpochMs): void {
    for (const [stream, failedMs] of this.#failedMs) if (failedMs < timeMs) this.#failedMs.delete(stream);
  }
}
