import type { EpochMs } from '../../lambda/time.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { LoggedRun } from '../runs/logged-run.ts';

/** A part of a log, with the runs that are complete in it. */
export interface ReadWindow {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly lines: readonly StoryEvent[];
  readonly runs: readonly LoggedRun[];
  /** The share of lines that the log kept, estimated from the runs. */
  readonly keptLines: number;
}

export function hasFailed({ outcome }: LoggedRun): boolean {
  return outcome.kind !== 'ok' && outcome.kind !== 'unknown' && outcome.kind !== 'open';
}
