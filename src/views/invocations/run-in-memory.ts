import { type RunKey, runAt, type ToldRun } from '../../logs/runs/told-run.ts';
import type { RunsAround } from './use-runs-around.ts';

/** What was read of the log that a run is looked for in. */
export interface ReadLog {
  readonly runs: readonly ToldRun[];
  /** Whether nothing was filtered out of it. */
  readonly isWhole: boolean;
  /** Whether its newest lines are not there yet. */
  readonly isStarting: boolean;
  /** What was read around the run; null where the log is whole, and before that began. */
  readonly around: RunsAround | null;
}

export interface RunInMemory {
  /** As far as it was read; null where nothing tells of it. */
  readonly run: ToldRun | null;
  /** Whether it is there from its beginning to its end, as far as lmon can know without looking for its request. */
  readonly knows: 'reading' | 'whole' | 'part';
}

/** A run in what was read: of a log that is a part of what was said, in what was read around it as a whole. */
export function runInMemory(key: RunKey, { runs, isWhole, isStarting, around }: ReadLog): RunInMemory {
  if (isWhole) {
    const run = runAt(runs, key);
    return { run, knows: run !== null ? 'whole' : isStarting ? 'reading' : 'part' };
  }
  const told = around?.told ?? null;
  if (told === null && around?.isNowhere !== true) return { run: null, knows: 'reading' };
  const run = runAt(told?.runs ?? [], key);
  if (told?.isWhole === true && isFromStartToEnd(run)) return { run, knows: 'whole' };
  return { run: run ?? runAt(runs, key), knows: 'part' };
}

function isFromStartToEnd(run: ToldRun | null): boolean {
  return run?.hasStart === true && run.endMs !== null;
}
