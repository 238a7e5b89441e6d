import type { EpochMs } from '../../lambda/time.ts';
import type { StoryItem } from '../lines/story-item.ts';
import type { LoggedRun } from './logged-run.ts';
import { loggedRuns } from './logged-runs.ts';

export interface WholeRuns {
  readonly runs: readonly LoggedRun[];
  /** The share of lines that the log kept, estimated from missing STARTs of finished runs. */
  readonly keptLines: number;
}

/** Runs whose REPORT was read, and also their START where logs have them: otherwise lines of theirs are missing. */
export function wholeRuns(items: readonly StoryItem[], fromMs: EpochMs): WholeRuns {
  const ended = loggedRuns(items).filter(({ report }) => report !== null);
  const started = ended.filter(({ hasStart }) => hasStart);
  if (started.length === 0) return { runs: ended, keptLines: 1 };
  // A run that began before the first line read has no START in it, without anything being lost.
  const begunWithin = ended.filter(({ hasStart, startMs }) => hasStart || startMs > fromMs);
  return { runs: started, keptLines: started.length / begunWithin.length };
}
