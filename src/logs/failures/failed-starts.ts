import type { LogLine } from '../../lambda/line/log-line.ts';
import { isStartFailed, LONGEST_START_MS } from '../../lambda/line/outcome.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import type { Failure } from './failure.ts';

/**
 * Distinguishes calls that ended because init failed from those ended by the code: a process may exit in either, and
 * only a preceding INIT_REPORT in the environment's stream shows which.
 */
export class FailedStarts {
  /** Time of the last failed init, by log stream. */
  readonly #failedMs = new Map<RawText, EpochMs>();

  /** Takes the lines of a stream in order. */
  meet({ logStream, timestampMs }: LogEvent, line: LogLine): void {
    if (isStartFailed(line)) this.#failedMs.set(logStream, timestampMs);
  }

  /** Whether a failed init ended the call. */
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
