import { type Action, rowsMovedBy } from '../../keys/key-action.ts';

/** A text longer than the rows that show it. */
export interface ScrolledText {
  /** The rows on screen. */
  readonly height: number;
  /** The last row that may be at the top. */
  readonly lastTop: number;
}

/** The row at the top after a key; null for a key that scrolls nothing. */
export function topRowAfter(action: Action, top: number, { height, lastTop }: ScrolledText): number | null {
  const rows = rowsMovedBy(action, height);
  // A larger screen may have moved the last of them since.
  return rows === null ? null : Math.min(Math.max(0, Math.min(top, lastTop) + rows), lastTop);
}
