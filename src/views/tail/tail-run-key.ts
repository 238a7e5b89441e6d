import type { StoryItem } from '../../logs/lines/story-item.ts';
import { type RunKey, runAt } from '../../logs/runs/told-run.ts';
import { isWholeLog } from '../../logs/selection/selection-rules.ts';
import type { ReadableTail } from './tail-state.ts';

/** The run that a row is of, where there is one to show; of a log of which a part was asked for that is yet to be seen. */
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
