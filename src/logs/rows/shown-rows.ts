import type { LogPlace } from '../log-order.ts';
import { type ChosenRows, createChosenRows, type LogChanges, type RowChoice } from './chosen-rows.ts';
import type { CurrentPattern } from './repeat-fold.ts';
import { type Rows, rowsOf } from './rows.ts';

/**
 * The chosen rows of a log that grows. What was chosen stays so until something in the log before it changes: a
 * hundred thousand rows are not looked at again for each new one. A new choice among many rows is made in slices,
 * so that no key waits for all of it: until `chooseMore` has made the last one, only rows around one place are shown.
 */
export interface ShownRows extends Rows, LogChanges {
  /**
   * Rows of the log that are shown; of those that are one row because they say the same, each. Null while they are
   * being chosen.
   */
  readonly chosenCount: number | null;
  /** @param choice null shows all. @param near the place around which rows are shown at once; without one the newest. */
  choose(choice: RowChoice | null, near?: LogPlace | null): void;
  /** Makes one more slice of a new choice. Gives back whether there is more to choose. */
  chooseMore(): boolean;
}

/** What a key may wait for: a few milliseconds. Fewer rows are chosen at once. */
const SLICE_ROWS = 8_000;
/** Where late lines change again and again what has been chosen, the rest is chosen at once some time. */
const MOST_PASSES = 2;
/** How many rows on each side of a place are looked at first, and next where few of them are shown. */
const NEAR_ROWS = [1_000, SLICE_ROWS / 2] as const;
/** More than any screen has. */
const ENOUGH_ROWS = 400;

export function createShownRows(all: Rows, patternOf: CurrentPattern): ShownRows {
  /** Null where all rows are shown. */
  let chosen: ChosenRows | null = null;
  /** What is shown meanwhile of a choice that is being made; null when it is made. */
  let nearby: Rows | null = null;
  /** Of a choice that is being made. */
  let slicesLeft = 0;

  const upToDate = (): Rows => {
    if (nearby !== null) return nearby;
    if (chosen === null) return all;
    chosen.choose(all.size);
    return chosen.rows;
  };

  return {
    choose(choice, near = null) {
      chosen = choice === null ? null : createChosenRows(all, choice, patternOf);
      nearby = choice === null || all.size <= SLICE_ROWS ? null : rowsNear(all, near, choice, patternOf);
      slicesLeft = Math.ceil((MOST_PASSES * all.size) / SLICE_ROWS);
    },
    chooseMore() {
      if (chosen === null || nearby === null) return false;
      slicesLeft -= 1;
      if (!chosen.choose(slicesLeft > 0 ? SLICE_ROWS : all.size)) nearby = null;
      return nearby !== null;
    },
    changedFrom: (place) => chosen?.changedFrom(place),
    removed: (places) => chosen?.removed(places),
    get size() {
      return upToDate().size;
    },
    get chosenCount() {
      const { size } = upToDate();
      if (nearby !== null) return null;
      return chosen === null ? size : chosen.lineCount;
    },
    view: (start, count) => upToDate().view(start, count),
    indexOf: (place) => upToDate().indexOf(place),
  };
}

/** The rows of a choice around a place, or the newest: as many as fill a screen, where there are that many close to it. */
function rowsNear(all: Rows, near: LogPlace | null, choice: RowChoice, patternOf: CurrentPattern): Rows {
  const middle = near === null ? all.size : all.indexOf(near);
  let rows = rowsOf([]);
  for (const aside of NEAR_ROWS) {
    const first = Math.max(0, middle - aside);
    const part = createChosenRows(rowsOf(all.view(first, middle + aside - first)), choice, patternOf);
    part.choose(2 * aside);
    rows = part.rows;
    if (rows.size >= ENOUGH_ROWS) break;
  }
  return rows;
}
