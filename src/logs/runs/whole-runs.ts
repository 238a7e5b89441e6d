import type { EpochMs } from '../../lambda/time.ts';
import type { StoryItem } from '../lines/story-item.ts';
import { toldRuns } from './run-teller.ts';
import type { ToldRun } from './told-run.ts';

export interface WholeRuns {
  readonly runs: readonly ToldRun[];
  /** Part of the lines that the log has kept, told by the STARTs that are missing of runs that ended. */
  readonly keptLines: number;
}

/** Runs whose REPORT was read, and where STARTs are written their START as well: else lines of theirs are missing. */
export function wholeRuns(items: readonly StoryItem[], fromMs: EpochMs): WholeRuns {
  const ended = toldRuns(items).filter(({ report }) => report !== null);
  const started = ended.filter(({ hasStart }) => hasStart);
  if (started.length === 0) return { runs: ended, keptLines: 1 };
  // What began before the first line that was read has no START in it, and nothing is missing.
  const begunWithin = ended.filter(({ hasStart, startMs }) => hasStart || startMs > fromMs);
  return { runs: started, keptLines: started.length / begunWithin.length };
}
