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
 * Reads `tail` to its end, and closes it. As trouble may last for ever, `onTrouble` is called once with what there is
 * until then.
 */
export async function runsOfSpan(
  tail: LogTail,
  sinceMs: EpochMs,
  onTrouble: (runs: RunsOfSpan) => void,
): Promise<RunsOfSpan> {
  const stopListening = tail.subscribe(() => {
    if (tail.getSnapshot().error === null) return;
    stopListening();
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
