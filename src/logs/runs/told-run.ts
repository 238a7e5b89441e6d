import type { Report } from '../../lambda/line/report.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { RunOutcome } from './run-outcome.ts';

/** One run of a function with all that its log says of it. */
export interface ToldRun {
  readonly requestId: RawText;
  readonly logStream: RawText;
  /** 1 for the first run of the request that was seen, and how many were. */
  readonly attempt: number;
  readonly attempts: number;
  /** `$LATEST` or a number; null where neither START nor the stream's name tells. */
  readonly version: RawText | null;
  /** Of its START; without one reckoned from its REPORT, or of the first line that names it. */
  readonly startMs: EpochMs;
  readonly hasStart: boolean;
  /** Of its REPORT; null while it runs, or where the REPORT was not seen. */
  readonly endMs: EpochMs | null;
  readonly report: Report | null;
  readonly reportEvent: LogEvent | null;
  readonly outcome: RunOutcome;
  /** All of it in log order, from START to REPORT, and before those what an environment says while it starts. */
  readonly lines: readonly StoryEvent[];
  /** Lines without a request id that were written while others ran in the same environment, too: whose they are nobody knows. */
  readonly sharedLines: number;
}

/**
 * Which run is meant, by its request's id or how that begins. A request may have several; with no more than its id the
 * last. By a line that names no request it is the run among whose lines that stands.
 */
export interface RunKey {
  readonly requestId: RawText | null;
  readonly logStream: RawText | null;
  /** A moment of the run. */
  readonly atMs: EpochMs | null;
}

/** Null where nothing tells of it. @param runs in any order; there may be tens of thousands. */
export function runAt(runs: readonly ToldRun[], { requestId, logStream, atMs }: RunKey): ToldRun | null {
  let nearest: ToldRun | null = null;
  for (const run of runs) {
    const isMeant = requestId === null ? atMs !== null && wentOnAt(run, atMs) : isOfRequest(run, requestId);
    if (!isMeant || (logStream !== null && run.logStream !== logStream)) continue;
    if (nearest === null || isNearer(run.startMs, nearest.startMs, atMs ?? Number.POSITIVE_INFINITY))
      nearest = run;
  }
  return nearest;
}

function wentOnAt({ lines }: ToldRun, atMs: EpochMs): boolean {
  const [first] = lines;
  const last = lines.at(-1);
  return (
    first !== undefined &&
    last !== undefined &&
    first.event.timestampMs <= atMs &&
    atMs <= last.event.timestampMs
  );
}

function isOfRequest(run: ToldRun, requestId: RawText): boolean {
  return run.requestId.length === requestId.length
    ? run.requestId === requestId
    : run.requestId.startsWith(requestId);
}

/** The last that had begun by a moment; where none had, the first. */
function isNearer(startMs: EpochMs, nearestMs: EpochMs, atMs: EpochMs): boolean {
  if (nearestMs > atMs) return startMs < nearestMs;
  return startMs <= atMs && startMs >= nearestMs;
}

export function keyOfRun({ requestId, logStream, startMs }: ToldRun): RunKey {
  return { requestId, logStream, atMs: startMs };
}
