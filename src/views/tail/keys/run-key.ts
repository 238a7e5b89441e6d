import type { StoryItem } from '../../../logs/lines/story-item.ts';
import { type RunKey, runAt } from '../../../logs/runs/logged-run.ts';
import { isWholeLog } from '../../../logs/selection/selection-rules.ts';
import type { ReadableTail } from '../state/tail-state.ts';

/** The run of a row, if it has one; in a filtered log it may still have to be searched for. */
export function runKeyOf(
  item: StoryItem | null,
  { runs, getSnapshot }: Pick<ReadableTail, 'runs' | 'getSnapshot'>,
): RunKey | null {
  if (item?.type !== 'event') return null;
  const { logStream, timestampMs } = item.event;
  const key = { requestId: item.line.requestId, logStream, atMs: timestampMs };
  if (key.requestId !== null || !isWholeLog(getSnapshot().wanted)) return key;
  return runAt(runs(), key) === null ? null : key;
}
