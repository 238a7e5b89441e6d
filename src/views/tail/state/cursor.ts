import type { StoryItem } from '../../../logs/lines/story-item.ts';
import { placeOf } from '../../../logs/log-order.ts';
import { isFollowing, type ReadableTail, type TailState, tailWindow } from './tail-state.ts';

/** A jump puts its target a third down, between what led to it and what followed. */
const JUMP_SHARE = 1 / 3;

/** The item under the cursor, or the newest. */
export function cursorOf({ held, frozen }: TailState, tail: ReadableTail): number {
  const shown = frozen ?? tail;
  const last = Math.max(0, shown.rowCount() - 1);
  return held === null ? last : Math.min(last, shown.indexOf(held));
}

export function rowAtHand(state: TailState, tail: ReadableTail): StoryItem | null {
  return (state.frozen ?? tail).items(cursorOf(state, tail), 1)[0] ?? null;
}

interface LogWindow {
  readonly height: number;
  /** The cursor's row in the window; by default as close as possible to where it was. */
  readonly row?: number;
}

/** The cursor on the item at `index`, with as little scrolling as possible. */
export function heldAt(
  index: number,
  state: TailState,
  tail: ReadableTail,
  { height, row }: LogWindow,
): TailState {
  const shown = state.frozen ?? tail;
  const count = shown.rowCount();
  const cursor = Math.min(Math.max(0, index), count - 1);
  const item = shown.items(cursor, 1)[0];
  if (item === undefined) return state;
  const heldIndex = state.held === null ? null : shown.indexOf(state.held);
  const { first } =
    row === undefined
      ? tailWindow(state, heldIndex, count, height)
      : tailWindow({ ...state, row }, cursor, count, height);
  const { arrived, errorsArrived } = tail.arrivals();
  const isAtNewest = isFollowing(state) || (state.frozen === null && cursor === count - 1);
  return {
    ...state,
    held: placeOf(item),
    row: Math.min(Math.max(0, cursor - first), height - 1),
    ...(isAtNewest ? { seenItems: arrived, seenErrors: errorsArrived } : {}),
  };
}

/** The row that keys act on, even when others arrive. */
export function heldAtHand(state: TailState, tail: ReadableTail, height: number): TailState {
  return heldAt(cursorOf(state, tail), state, tail, { height });
}

export function jumpedTo(index: number, state: TailState, tail: ReadableTail, height: number): TailState {
  return heldAt(index, state, tail, { height, row: Math.floor(height * JUMP_SHARE) });
}
