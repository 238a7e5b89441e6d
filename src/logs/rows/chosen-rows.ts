import { comparePlaces, type LogPlace } from '../log-order.ts';
import type { CurrentPattern } from './repeat-fold.ts';
import type { Rows } from './rows.ts';
import { earlier, type RowChoice, SelectedRows } from './selected-rows.ts';

/** Notifications of changes to the log from which rows are chosen. */
export interface LogChanges {
  /** Call whenever rows came or changed, with the earliest of them. */
  changedFrom(place: LogPlace): void;
  /** Call whenever rows were removed that are not part of a fold: the START of a long invocation is far back. */
  removed(places: readonly LogPlace[]): void;
}

/** The rows of a log that one choice selects. Lazy: nothing is selected before it is asked for. */
export interface ChosenRows extends LogChanges {
  /** Looks at no more than `most` rows that are new or changed. Returns whether more remain. */
  choose(most: number): boolean;
  /** The rows selected so far. */
  readonly rows: Rows;
  /** How many lines the rows stand for; a START counts with its invocation. */
  readonly lineCount: number;
}

const BEFORE_ALL: LogPlace = { timestampMs: Number.NEGATIVE_INFINITY, ingestionMs: 0, id: '' };

export function createChosenRows(all: Rows, choice: RowChoice, patternOf: CurrentPattern): ChosenRows {
  const selected = new SelectedRows(all, choice, patternOf);
  /** The place from which the selection is out of date; null when it is current. */
  let staleFrom: LogPlace | null = BEFORE_ALL;

  const changedFrom = (place: LogPlace) => {
    staleFrom = staleFrom === null ? place : earlier(staleFrom, place);
  };

  return {
    choose(most) {
      selected.dropOlder();
      if (staleFrom !== null) staleFrom = selected.selectFrom(staleFrom, most);
      if (staleFrom === null) selected.trimFirst();
      return staleFrom !== null;
    },
    get rows() {
      return selected.rows;
    },
    get lineCount() {
      return selected.lineCount;
    },
    changedFrom,
    removed(places) {
      for (const place of places) {
        if (staleFrom !== null && comparePlaces(place, staleFrom) >= 0) continue;
        const changed = selected.remove(place);
        if (changed !== null) changedFrom(changed);
      }
    },
  };
}
