import { type Action, rowsMovedBy } from '../../keys/key-action.ts';
import type { KeyPress } from '../../keys/key-press.ts';
import { cursorOf } from '../state/cursor.ts';
import type { ReadableTail, TailState } from '../state/tail-state.ts';

/** Keys that search the rows, visible or not. */
const SEARCHES: ReadonlySet<Action> = new Set([
  'nextError',
  'previousError',
  'nextMatch',
  'previousMatch',
  'nextColdStart',
  'slowest',
  'nextMark',
  'copy',
]);

/** Completes a selection under way for a key that goes to rows not selected yet. Other keys need not wait. */
export function chooseForKey(press: KeyPress, state: TailState, tail: ReadableTail, height: number): void {
  if (goesFurther(press, state, tail, height)) while ((state.frozen ?? tail).chooseMore());
}

function goesFurther(
  { action, isReturn }: KeyPress,
  state: TailState,
  tail: ReadableTail,
  height: number,
): boolean {
  if (state.find?.isTyping === true) return isReturn;
  if (state.typedWords !== null || action === null) return false;
  if (SEARCHES.has(action)) return true;
  const rows = state.pane === 'patterns' ? null : rowsMovedBy(action, height);
  if (rows === null) return false;
  const index = cursorOf(state, tail) + rows;
  return index < 0 || (state.held !== null && index >= (state.frozen ?? tail).rowCount());
}
