import { placeOf } from '../../../logs/log-order.ts';
import { rowAtHand } from '../state/cursor.ts';
import { isAt, type ReadableTail, type TailState } from '../state/tail-state.ts';
import { runKeyOf } from './run-key.ts';

/** What Enter does with a row of the log. */
export type EnterEffect = 'expand' | 'collapse' | 'invocation';

/** For the row under the cursor, or the newest; null where it hides nothing. */
export function enterAtHand(state: TailState, tail: ReadableTail): EnterEffect | null {
  const item = rowAtHand(state, tail);
  if (item?.type !== 'event') return null;
  if (item.line.report !== null) return 'invocation';
  if (!isAt(state.expanded, placeOf(item))) return 'expand';
  return runKeyOf(item, state.frozen ?? tail) === null ? 'collapse' : 'invocation';
}
