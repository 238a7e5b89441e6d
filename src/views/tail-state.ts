import type { LogPlace } from '../logs/log-order.ts';

/** What a person has done to the log screen. */
export interface TailState {
  /** The row under the cursor, by its place in the log: rows move when late events come in between. Null follows. */
  readonly held: LogPlace | null;
  /** Where on the screen the row under the cursor stands. */
  readonly row: number;
  /** How many items had come when following stopped: what came since is counted, not shown. */
  readonly seenItems: number;
  /** Cells that messages are moved to the left. */
  readonly left: number;
}

export const FOLLOWING: TailState = { held: null, row: 0, seenItems: 0, left: 0 };

export interface TailWindow {
  /** Index of the first item shown. */
  readonly first: number;
  /** Index of the item under the cursor; null when following. */
  readonly cursor: number | null;
}

/** Which items a window of `height` rows shows of `count`. */
export function tailWindow(
  state: TailState,
  heldIndex: number | null,
  count: number,
  height: number,
): TailWindow {
  const newestFirst = Math.max(0, count - height);
  if (heldIndex === null) return { first: newestFirst, cursor: null };
  const cursor = Math.min(heldIndex, Math.max(0, count - 1));
  const row = Math.min(state.row, height - 1);
  return { first: Math.min(Math.max(0, cursor - row), newestFirst), cursor };
}
