import { placeOf } from '../logs/log-order.ts';
import type { LogTail } from '../monitor/log-tail.ts';
import { isErrorItem } from './error-item.ts';
import { rowsOf } from './fleet-state.ts';
import type { Action } from './parts/keymap.ts';
import { FOLLOWING, type TailState, tailWindow } from './tail-state.ts';

type ReadableTail = Pick<LogTail, 'getSnapshot' | 'items' | 'indexOf'>;

const CELLS_ASIDE = 20;
const SEARCHED_AT_ONCE = 500;

/** The state of the log screen after a key. */
export function afterAction(action: Action, state: TailState, tail: ReadableTail, height: number): TailState {
  switch (action) {
    case 'follow':
    case 'bottom':
      return { ...FOLLOWING, left: state.left };
    case 'freeze':
      return state.held === null
        ? heldAt(cursorOf(state, tail), state, tail, height)
        : { ...FOLLOWING, left: state.left };
    case 'right':
      return { ...state, left: state.left + CELLS_ASIDE };
    case 'left':
      return { ...state, left: Math.max(0, state.left - CELLS_ASIDE) };
    case 'nextError':
      return atError(state, tail, height, 1);
    case 'previousError':
      return atError(state, tail, height, -1);
    default: {
      const rows = rowsOf(action, height);
      if (rows === null || (state.held === null && rows > 0)) return state;
      return heldAt(cursorOf(state, tail) + rows, state, tail, height);
    }
  }
}

function cursorOf({ held }: TailState, tail: ReadableTail): number {
  const last = Math.max(0, tail.getSnapshot().itemCount - 1);
  return held === null ? last : Math.min(last, tail.indexOf(held));
}

/** The cursor on the item at `index`, the window moved no further than it must be. */
function heldAt(index: number, state: TailState, tail: ReadableTail, height: number): TailState {
  const { itemCount, dropped } = tail.getSnapshot();
  if (itemCount === 0) return state;
  const cursor = Math.min(Math.max(0, index), itemCount - 1);
  const item = tail.items(cursor, 1)[0];
  if (item === undefined) return state;
  const heldIndex = state.held === null ? null : tail.indexOf(state.held);
  const { first } = tailWindow(state, heldIndex, itemCount, height);
  return {
    ...state,
    held: placeOf(item),
    row: Math.min(Math.max(0, cursor - first), height - 1),
    seenItems: state.held === null ? itemCount + dropped : state.seenItems,
  };
}

/** The cursor on the nearest error in one direction; where there is none, nothing moves. */
function atError(state: TailState, tail: ReadableTail, height: number, direction: 1 | -1): TailState {
  const { itemCount } = tail.getSnapshot();
  // An upwards search starts at the newest line, which may be an error itself.
  let index = cursorOf(state, tail) + (state.held === null && direction < 0 ? 0 : direction);
  while (index >= 0 && index < itemCount) {
    const start = direction > 0 ? index : Math.max(0, index - SEARCHED_AT_ONCE + 1);
    const count = direction > 0 ? SEARCHED_AT_ONCE : index - start + 1;
    const items = tail.items(start, count);
    const found = direction > 0 ? items.findIndex(isErrorItem) : items.findLastIndex(isErrorItem);
    if (found >= 0) return heldAt(start + found, state, tail, height);
    index = direction > 0 ? start + SEARCHED_AT_ONCE : start - 1;
  }
  return state;
}
