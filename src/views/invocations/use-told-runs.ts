import { useMemo } from 'react';
import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { ComparedRuns } from '../../logs/story/run-comparison.ts';
import { createStepNaming } from '../../logs/story/run-step.ts';
import { toldRuns } from '../../logs/story/told-run.ts';
import type { LogTail } from '../../monitor/log/log-tail.ts';

/** To put a hundred thousand lines together again takes longer than a key may wait: not with each line that comes. */
const RENEW_EVERY_MS = 2 * SECOND_MS;
const RENEW_MANY_EVERY_MS = 6 * SECOND_MS;
const MANY_LINES = 10_000;

/** Runs, and up to when the log had been read that tells of them; null where nothing had. */
export interface RunsToldOf extends ComparedRuns {
  readonly readThroughMs: EpochMs | null;
}

/** The runs that a log in memory tells of. */
export function useToldRuns(
  tail: Pick<LogTail, 'getSnapshot' | 'memory' | 'patterns'>,
  nowMs: EpochMs,
): RunsToldOf {
  const { readFromMs, status, memoryCount, readThroughMs } = tail.getSnapshot();
  const beat = Math.floor(nowMs / (memoryCount > MANY_LINES ? RENEW_MANY_EVERY_MS : RENEW_EVERY_MS));
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are when to read anew
  return useMemo(
    () => ({ runs: toldRuns(tail.memory()), nameOf: createStepNaming(tail.patterns), readThroughMs }),
    [tail, beat, readFromMs, status],
  );
}
