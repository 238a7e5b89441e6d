import type { Report } from '../../lambda/line/shape/report.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { LogOrigin } from '../tail-item.ts';
import type { RunOutcome } from './run-outcome.ts';

/** One run of a function with everything that its log says of it. */
export interface LoggedRun {
  readonly requestId: RawText;
  readonly logStream: RawText;
  /** Its function and log; null where the log was read on its own. */
  readonly origin: LogOrigin | null;
  /** 1 for the first run of the request that was seen, and how many were. */
  readonly attempt: number;
  readonly attempts: number;
  /** `$LATEST` or a number; null where neither START nor the stream's name gives it. */
  readonly version: RawText | null;
  /** From its START; otherwise computed from its REPORT, or the time of its first line. */
  readonly startMs: EpochMs;
  readonly hasStart: boolean;
  /** From its REPORT; null while it runs, or where the REPORT was not seen. */
  readonly endMs: EpochMs | null;
  readonly report: Report | null;
  readonly reportEvent: LogEvent | null;
  readonly outcome: RunOutcome;
  /** All its lines in log order, from START to REPORT, preceded by its environment's init lines. */
  readonly lines: readonly StoryEvent[];
  /**
   * Lines without a request id written while other runs went on in the same environment: which run they belong to is
   * unknown.
   */
  readonly sharedLines: number;
}

/**
 * Identifies a run by its request id or the beginning of it. A request may have several runs; the id alone means the
 * last. A line without a request id identifies the run among whose lines it stands.
 */
export interface RunKey {
  readonly requestId: RawText | null;
  readonly logStream: RawText | null;
  /** A moment within the run. */
  readonly atMs: EpochMs | null;
}

/** Null where there is no such run. @param runs in any order; there may be tens of thousands */
export function runAt(runs: readonly LoggedRun[], { requestId, logStream, atMs }: RunKey): LoggedRun | null {
  let nearest: LoggedRun | null = null;
  for (const run of runs) {
    const isMeant = requestId === null ? atMs !== null && wentOnAt(run, atMs) : isOfRequest(run, requestId);
    if (!isMeant || (logStream !== null && run.logStream !== logStream)) continue;
    if (nearest === null || isNearer(run.startMs, nearest.startMs, atMs ?? Number.POSITIVE_INFINITY))
      nearest = run;
  }
  return nearest;
}

function wentOnAt({ lines }: LoggedRun, atMs: EpochMs): boolean {
  const [first] = lines;
  const last = lines.at(-1);
  return (
    first !== undefined &&
    last !== undefined &&
    first.event.timestampMs <= atMs &&
    atMs <= last.event.timestampMs
  );
}

function isOfRequest(run: LoggedRun, requestId: RawText): boolean {
  return run.requestId.length === requestId.length
    ? run.requestId === requestId
    : run.requestId.startsWith(requestId);
}

/** The last run that had begun by a moment, or else the first. */
function isNearer(startMs: EpochMs, nearestMs: EpochMs, atMs: EpochMs): boolean {
  if (nearestMs > atMs) return startMs < nearestMs;
  return startMs <= atMs && startMs >= nearestMs;
}

/** Its end, or its start while none was seen: where it stands in a list. */
export function endOrStartMs({ endMs, startMs }: LoggedRun): EpochMs {
  return endMs ?? startMs;
}

export function keyOfRun({ requestId, logStream, startMs }: LoggedRun): RunKey {
  return { requestId, logStream, atMs: startMs };
}
