import type { EpochMs } from '../../../lambda/time.ts';
import { loggedRuns } from '../../../logs/runs/logged-runs.ts';
import type { ComparedRuns } from '../../../logs/runs/run-comparison.ts';
import { createStepNaming } from '../../../logs/runs/run-step.ts';
import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';

/** The runs of a span of a log, as far as it could be read. */
export interface RunsOfSpan extends ComparedRuns {
  /** Whether the span is complete: all of it fitted, and no call failed. */
  readonly isWhole: boolean;
}

/** The result for a log that can't be opened. */
export const UNREAD: RunsOfSpan = { runs: [], nameOf: () => '', isWhole: false };

/**
 * Reads `tail` to its end, and closes it. As trouble may last for ever, `onTrouble` is called with what there is
 * until then, and once more when the other logs have been read beside it.
 */
export async function runsOfSpan(
  tail: LogTail,
  sinceMs: EpochMs,
  onTrouble: (runs: RunsOfSpan) => void,
): Promise<RunsOfSpan> {
  let givenCount: number | null = null;
  const stopListening = tail.subscribe(() => {
    const { error, readingBackToMs, memoryCount } = tail.getSnapshot();
    const isMore = givenCount === null || (readingBackToMs === null && memoryCount !== givenCount);
    if (error === null || !isMore) return;
    givenCount = memoryCount;
    onTrouble({ ...runsIn(tail), isWhole: false });
  });
  const end = await tail.ended;
  stopListening();
  const runs = runsIn(tail);
  const isAll = tail.getSnapshot().readFromMs <= sinceMs && !tail.memory().some(({ type }) => type === 'gap');
  tail.close();
  return { ...runs, isWhole: end.kind === 'done' && isAll };
}

function runsIn(tail: LogTail): ComparedRuns {
  return { runs: loggedRuns(tail.memory()), nameOf: createStepNaming(tail.patterns) };
}
