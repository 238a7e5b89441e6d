import { useMemo } from 'react';
import { type EpochMs, SECOND_MS } from '../../../lambda/time.ts';
import type { ComparedRuns } from '../../../logs/runs/run-comparison.ts';
import { createStepNaming } from '../../../logs/runs/run-step.ts';
import type { VersionStatistics } from '../../../logs/story/version-statistics.ts';
import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';

/** Derived values are kept this long, rather than computed for each new line. */
const RENEW_EVERY_MS = 2 * SECOND_MS;

/**
 * Runs with their statistics, both of one moment, and the time up to which the log had been read then; null for never.
 */
export interface LoggedRuns extends ComparedRuns {
  readonly statistics: readonly VersionStatistics[];
  /** Whether lines of its window were still to come then, without which runs, and counts of them, are incomplete. */
  readonly isBeingRead: boolean;
  readonly readThroughMs: EpochMs | null;
}

/** The runs of a log in memory. */
export function useLoggedRuns(
  tail: Pick<LogTail, 'getSnapshot' | 'runs' | 'patterns' | 'statistics'>,
  nowMs: EpochMs,
): LoggedRuns {
  const snapshot = tail.getSnapshot();
  const { readFromMs, status, dropped, readThroughMs, readingBackToMs } = snapshot;
  const beat = Math.floor(nowMs / RENEW_EVERY_MS);
  // With full memory, its start moves with each line.
  const reachMs = dropped === 0 ? readFromMs : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are when to read anew
  return useMemo(
    () => ({
      runs: tail.runs(),
      statistics: tail.statistics(),
      nameOf: createStepNaming(tail.patterns),
      isBeingRead: isBeingRead(snapshot),
      readThroughMs,
    }),
    [tail, beat, reachMs, status, readingBackToMs],
  );
}

/** Up to its end, or backwards from what was read first. */
function isBeingRead({ status, readThroughMs, readingBackToMs }: LogTailSnapshot): boolean {
  const isFirst = status === 'starting' || (readThroughMs === null && status !== 'ended');
  return isFirst || readingBackToMs !== null;
}
