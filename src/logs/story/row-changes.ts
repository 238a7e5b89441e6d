import type { LogEvent } from '../event.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { type LogPlace, placeOfEvent } from '../log-order.ts';

/** How reading events changes the rows: a finished invocation takes one row, at its REPORT. */
export interface FoldedRows {
  /** New rows, and rows that replace one at their place. */
  readonly rows: readonly StoryEvent[];
  /** Rows that are now part of another. */
  readonly folded: readonly LogPlace[];
}

/** The same, as it is found out. */
export interface RowChanges {
  show(row: StoryEvent | null): void;
  /** Removes the row of an event that is now part of another. */
  fold(event: LogEvent | null): void;
  all(): FoldedRows;
}

export function createRowChanges(): RowChanges {
  /** Keyed by the event object: a key for the place of every line would cost more than keeping it. */
  const rows = new Map<LogEvent, StoryEvent>();
  const folded: LogPlace[] = [];
  return {
    show(row) {
      if (row !== null) rows.set(row.event, row);
    },
    fold(event) {
      if (event === null) return;
      rows.delete(event);
      folded.push(placeOfEvent(event));
    },
    all: () => ({ rows: [...rows.values()], folded }),
  };
}
