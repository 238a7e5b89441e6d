import type { EpochMs } from '../../lambda/time.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { ToldRun } from '../runs/told-run.ts';

/** A part of a log, with the runs that are complete in it. */
export interface ReadWindow {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly lines: readonly StoryEvent[];
  readonly runs: readonly ToldRun[];
  /** The share of lines that the log kept, estimated from the runs. */
  readonly keptLines: number;
}

export function hasFailed({ outcome }: ToldRun): boolean {
  return outcome.kind !== 'ok' && outcome.kind !== 'open';
}
