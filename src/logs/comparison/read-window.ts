import type { EpochMs } from '../../lambda/time.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { ToldRun } from '../runs/told-run.ts';

/** A part of a log, and the runs that it tells of from their beginning to their end. */
export interface ReadWindow {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly lines: readonly StoryEvent[];
  readonly runs: readonly ToldRun[];
  /** Part of its lines that the log has kept, as far as the runs tell. */
  readonly keptLines: number;
}

export function hasFailed({ outcome }: ToldRun): boolean {
  return outcome.kind !== 'ok' && outcome.kind !== 'open';
}
