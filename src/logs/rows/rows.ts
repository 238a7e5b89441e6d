import type { StoryItem } from '../lines/story-item.ts';
import { indexOfPlace, type LogPlace } from '../log-order.ts';

/** Rows in log order. */
export interface Rows {
  readonly size: number;
  /** A copy of at most `count` rows from `start` on; 0 is the oldest. */
  view(start: number, count: number): readonly StoryItem[];
  /** The index of the first row at or after `place`; `size` when there is none. */
  indexOf(place: LogPlace): number;
}

export function rowsOf(items: readonly StoryItem[]): Rows {
  return {
    size: items.length,
    view: (start, count) => items.slice(Math.max(0, start), Math.max(0, start) + count),
    indexOf: (place) => indexOfPlace(items, place),
  };
}
