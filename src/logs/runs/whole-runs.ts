import type { EpochMs } from '../../lambda/time.ts';
import type { StoryItem } from '../lines/story-item.ts';
import { toldRuns } from './run-teller.ts';
import type { ToldRun } from './told-run.ts';

export interface WholeRuns {
  readonly runs: readonly ToldRun[];
  /** The share of lines that the log kept, estimated from missing STARTs of finished runs. */
  readonly keptLines: number;
}

/** Runs whose REPORT was read, and also their START where logs have them: otherwise lines of theirs are missing. */
export function wholeRuns(items: readonly StoryItem[], fromMs: EpochMs): WholeRuns {
  const ended = toldRuns(items).filter(({ report }) => report !== null);
  const started = ended.filter(({ hasStart }) => hasStart);
  if (started.length === 0) return { runs: ended, keptLines: 1 };
  // A run that began before the first line read has no START in it, without anything being lost.
  const begunWithin = ended.filter(({ hasStart, startMs }) => hasStart || startMs > fromMs);
  return { runs: started, keptLines: started.length / begunWithin.length };
}
