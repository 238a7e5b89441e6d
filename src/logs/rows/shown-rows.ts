import type { LogPlace } from '../log-order.ts';
import { type ChosenRows, createChosenRows, type LogChanges } from './chosen-rows.ts';
import type { CurrentPattern } from './repeat-fold.ts';
import { type Rows, rowsOf } from './rows.ts';
import type { RowChoice } from './selected-rows.ts';

/**
 * The selected rows of a growing log. A selection is updated, not repeated: a hundred thousand rows are not examined
 * again for each new one. A new choice in a large log is applied in slices, so that keys never wait for all of it:
 * until `chooseMore` has done the last one, only rows around one place are shown.
 */
export interface ShownRows extends Rows, LogChanges {
  /** Lines of the shown rows, folded ones counted individually. Null while the choice is being applied. */
  readonly chosenCount: number | null;
  /**
   * @param choice null shows all
   * @param near the place around which rows are shown at once; by default the newest
   */
  choose(choice: RowChoice | null, near?: LogPlace | null): void;
  /** Applies the choice to one more slice. Returns whether more remains. */
  chooseMore(): boolean;
}

/** Costs a few milliseconds, which a key may wait for. Smaller logs are done at once. */
const SLICE_ROWS = 8_000;
/** Where late lines keep changing what was already selected, the rest is done at once after this many passes. */
const MOST_PASSES = 2;
/** How many rows on each side of a place are examined first, and then, where few of them are shown. */
const NEAR_ROWS = [1_000, SLICE_ROWS / 2] as const;
/** More than any screen has. */
const ENOUGH_ROWS = 400;

export function createShownRows(all: Rows, patternOf: CurrentPattern): ShownRows {
  /** Null where all rows are shown. */
  let chosen: ChosenRows | null = null;
  /** Rows shown while a choice is being applied; null when it is complete. */
  let nearby: Rows | null = null;
  /** Slices left for a choice that is being applied. */
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

/** The selected rows around a place, or the newest ones: enough to fill a screen, where that many are close by. */
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
