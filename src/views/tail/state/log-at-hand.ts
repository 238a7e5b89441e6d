import type { AwsAccess } from '../../../terminal/aws-command.ts';
import type { LogAtHand } from '../../log/tail-copyables.ts';
import { originAtHand, reachOf } from '../../log/tail-logs.ts';
import { rowAtHand } from './cursor.ts';
import { foldedLines } from './folded-lines.ts';
import type { ReadableTail, TailState } from './tail-state.ts';

/** What keys act on: the row under the cursor, in all of the log that is in memory, whatever of it is on screen. */
export function logAtHand(state: TailState, tail: ReadableTail, ofAccount: AwsAccess): LogAtHand {
  const shown = state.frozen ?? tail;
  const snapshot = tail.getSnapshot();
  const item = rowAtHand(state, tail);
  const { wanted, untilMs } = snapshot;
  const origin = originAtHand(item, snapshot);
  return {
    item,
    lines: foldedLines(item, shown, state.choice),
    items: shown.memory(),
    ...origin,
    ...reachOf(origin, ofAccount),
    pattern: wanted.pattern,
    untilMs,
  };
}
