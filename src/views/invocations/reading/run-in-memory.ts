import type { EpochMs } from '../../../lambda/time.ts';
import { type LoggedRun, type RunKey, runAt } from '../../../logs/runs/logged-run.ts';
import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';
import type { RunsAround } from './use-runs-around.ts';

/** The log in which a run is looked for, as far as read. */
export interface ReadLog {
  readonly runs: readonly LoggedRun[];
  /** Whether it is unfiltered. */
  readonly isWhole: boolean;
  /** Whether its newest lines are still to come. */
  readonly isStarting: boolean;
  /** The span read around the run; null where the log is complete, and before that reading began. */
  readonly around: RunsAround | null;
}

export interface RunInMemory {
  /** As far as read; null where nothing was found. */
  readonly run: LoggedRun | null;
  /** Whether the run is complete, as far as can be known without searching for its request. */
  readonly knows: 'reading' | 'whole' | 'part';
}

/** A run in what was read: for a partial log, in the complete span read around it. */
export function runInMemory(key: RunKey, { runs, isWhole, isStarting, around }: ReadLog): RunInMemory {
  if (isWhole) {
    const run = runAt(runs, key);
    return { run, knows: run !== null ? 'whole' : isStarting ? 'reading' : 'part' };
  }
  const read = around?.runs ?? null;
  const isNowhere = around !== null && around.span === null;
  if (read === null && !isNowhere) return { run: null, knows: 'reading' };
  const run = runAt(read?.runs ?? [], key);
  if (read?.isWhole === true && isFromStartToEnd(run)) return { run, knows: 'whole' };
  return { run: run ?? runAt(runs, key), knows: 'part' };
}

/**
 * When a run ended, according to its REPORT: one that a filter hides has no row, but was read. Null while it goes on.
 */
export function endMsOf({ requestId, logStream, atMs }: RunKey, runsOf: LogTail['runsOf']): EpochMs | null {
  const own = requestId === null ? [] : runsOf(requestId);
  const ends = own.flatMap((run) =>
    logStream === null || run.logStream === logStream ? (run.report?.timestampMs ?? []) : [],
  );
  return ends.find((endMs) => atMs === null || endMs >= atMs) ?? null;
}

/** Of a run that was searched for and is in memory too, what was found; but not one without its end beside a whole one. */
export function fullerRun(found: LoggedRun | null, inMemory: LoggedRun | null): LoggedRun | null {
  if (found === null) return inMemory;
  return found.endMs === null && isFromStartToEnd(inMemory) ? inMemory : found;
}

function isFromStartToEnd(run: LoggedRun | null): boolean {
  return run?.hasStart === true && run.endMs !== null;
}
