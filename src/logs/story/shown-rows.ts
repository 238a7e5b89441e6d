import { comparePlaces, indexOfPlace, type LogPlace, placeOf } from '../log-order.ts';
import type { Repeats, StoryItem } from './story-item.ts';

/** Which rows of a log a person wants to see of those that are in memory. */
export interface RowChoice {
  readonly isShown: (item: StoryItem) => boolean;
  /** Whether rows that follow each other and are of one pattern are one row. */
  readonly foldsRepeats: boolean;
}

/** Rows in log order. */
export interface Rows {
  readonly size: number;
  /** A copy of at most `count` rows from `start` on; 0 is the oldest. */
  view(start: number, count: number): readonly StoryItem[];
  /** The index of the first row at or behind `place`; `size` when there is none. */
  indexOf(place: LogPlace): number;
}

/**
 * The chosen rows of a log that grows. What was chosen stays so until something in the log before it changes: a
 * hundred thousand rows are not looked at again for each new one. A new choice among many rows is made in slices,
 * so that no key waits for all of it: until `chooseMore` has made the last one, only rows around one place are shown.
 */
export interface ShownRows extends Rows {
  /**
   * Rows of the log that are shown; of those that are one row because they say the same, each. Null while they are
   * being chosen.
   */
  readonly chosenCount: number | null;
  /** @param choice null shows all. @param near the place around which rows are shown at once; without one the newest. */
  choose(choice: RowChoice | null, near?: LogPlace | null): void;
  /** Makes one more slice of a new choice. Gives back whether there is more to choose. */
  chooseMore(): boolean;
  /** To be told whenever a row came or changed, with the earliest of them. */
  changedFrom(place: LogPlace): void;
  /** To be told whenever rows went that fold with no other: the START of a long invocation stands far back. */
  removed(places: readonly LogPlace[]): void;
}

/** A row that stands for more would take long to make anew when a line comes late. */
const MOST_REPEATS = 1_000;
/** Two in one row save a row, and hide whose the other is: as a rule another request's. From three on that they go on says more. */
const FEWEST_REPEATS = 3;

/** What a key may wait for: a few milliseconds. Fewer rows are chosen at once. */
const SLICE_ROWS = 8_000;
/** Where late lines change again and again what has been chosen, the rest is chosen at once some time. */
const MOST_PASSES = 2;
/** How many rows on each side of a place are looked at first, and next where few of them are shown. */
const NEAR_ROWS = [1_000, SLICE_ROWS / 2] as const;
/** More than any screen has. */
const ENOUGH_ROWS = 400;

const BEFORE_ALL: LogPlace = { timestampMs: Number.NEGATIVE_INFINITY, ingestionMs: 0, id: '' };

/** @param patternOf the id that a pattern goes by today: some turn out to be one. */
export function createShownRows(all: Rows, patternOf: (id: number) => number | null): ShownRows {
  let choice: RowChoice | null = null;
  let rows: StoryItem[] = [];
  let chosenCount = 0;
  /** From where on `rows` is not what it should be; null when it is. */
  let staleFrom: LogPlace | null = null;
  /** What is shown meanwhile of a choice that is being made; null when it is made. */
  let nearby: Rows | null = null;
  /** Of a choice that is being made. */
  let slicesLeft = 0;

  const upToDate = (): Rows => {
    if (choice === null) return all;
    if (nearby !== null) return nearby;
    dropOlder();
    if (staleFrom !== null) chooseFrom(staleFrom, choice, all.size);
    staleFrom = null;
    trimFirst(choice);
    return rowsOf(rows);
  };

  const chosenNear = (wanted: RowChoice, near: LogPlace | null): Rows => {
    const middle = near === null ? all.size : all.indexOf(near);
    let chosen: Rows = rowsOf([]);
    for (const aside of NEAR_ROWS) {
      const first = Math.max(0, middle - aside);
      const part = createShownRows(rowsOf(all.view(first, middle + aside - first)), patternOf);
      part.choose(wanted);
      chosen = rowsOf(part.view(0, part.size));
      if (chosen.size >= ENOUGH_ROWS) break;
    }
    return chosen;
  };

  /** Of lines that say the same the oldest may have made room. */
  const trimFirst = ({ isShown }: RowChoice) => {
    const [row] = rows;
    const [oldest] = all.view(0, 1);
    if (row?.type !== 'event' || row.repeats === undefined || oldest === undefined) return;
    if (comparePlaces(row.repeats.from, placeOf(oldest)) >= 0) return;
    const left = all.view(0, all.indexOf(placeOf(row)) + 1).filter(isShown);
    chosenCount += left.length - row.repeats.count;
    const repeats = { count: left.length, from: placeOf(left[0] ?? row) };
    rows.splice(0, 1, ...(left.length < FEWEST_REPEATS ? left : [{ ...row, repeats }]));
  };

  const dropOlder = () => {
    const [oldest] = all.view(0, 1);
    const gone = oldest === undefined ? rows.length : indexOfPlace(rows, placeOf(oldest));
    if (gone === 0) return;
    for (const item of rows.slice(0, gone)) chosenCount -= countOf(item);
    rows = rows.slice(gone);
  };

  /** Gives back from where on rows are still to be chosen, where there were more than `most`. */
  const chooseFrom = (
    place: LogPlace,
    { isShown, foldsRepeats }: RowChoice,
    most: number,
  ): LogPlace | null => {
    const stale = rows.splice(indexOfPlace(rows, place));
    const [first] = stale;
    for (const item of stale) chosenCount -= countOf(item);
    const from = first === undefined ? place : earlier(place, firstPlaceOf(first));
    let repeats = repeatsOf(rows.at(-1));
    const start = all.indexOf(from);
    for (const item of all.view(start, most)) {
      if (!isShown(item)) continue;
      chosenCount += 1;
      if (foldsRepeats && repeats !== null && repeats.count < MOST_REPEATS && isRepeat(item)) {
        repeats = { ...repeats, count: repeats.count + 1 };
        rows[rows.length - 1] = item;
        continue;
      }
      finishRow(repeats);
      repeats = null;
      const first = foldsRepeats && isRepeat(item) ? firstOfFold() : undefined;
      if (first === undefined) rows.push(item);
      else {
        repeats = { count: FEWEST_REPEATS, from: placeOf(first) };
        rows.splice(1 - FEWEST_REPEATS, FEWEST_REPEATS - 1, item);
      }
    }
    finishRow(repeats);
    const [next] = all.view(start + most, 1);
    return next === undefined ? null : placeOf(next);
  };

  const isRepeat = (item: StoryItem): boolean => {
    const before = rows.at(-1);
    return before !== undefined && saysTheSame(before, item, patternOf);
  };

  /** Of the rows at the end that say the same the first, where the next one makes them enough to be one. */
  const firstOfFold = (): StoryItem | undefined => {
    const alike = rows.slice(1 - FEWEST_REPEATS);
    const [first] = alike;
    const areSingle = alike.every((row) => row.type === 'event' && row.repeats === undefined);
    return alike.length === FEWEST_REPEATS - 1 &&
      areSingle &&
      first !== undefined &&
      alike.slice(1).every((row) => saysTheSame(first, row, patternOf))
      ? first
      : undefined;
  };

  /** A row is made once for all that it stands for, not anew for each of them. */
  const finishRow = (repeats: Repeats | null) => {
    const row = rows.at(-1);
    if (repeats !== null && row?.type === 'event') rows[rows.length - 1] = { ...row, repeats };
  };

  const remove = (place: LogPlace) => {
    const index = indexOfPlace(rows, place);
    const row = rows[index];
    if (row === undefined || comparePlaces(placeOf(row), place) !== 0) return;
    const before = rows[index - 1];
    const after = rows[index + 1];
    if (before !== undefined && after !== undefined && saysTheSame(before, after, patternOf)) {
      staleFrom = staleFrom === null ? firstPlaceOf(before) : earlier(staleFrom, firstPlaceOf(before));
      return;
    }
    rows.splice(index, 1);
    chosenCount -= countOf(row);
  };

  return {
    choose(wanted, near = null) {
      choice = wanted;
      rows = [];
      chosenCount = 0;
      staleFrom = BEFORE_ALL;
      nearby = wanted === null || all.size <= SLICE_ROWS ? null : chosenNear(wanted, near);
      slicesLeft = Math.ceil((MOST_PASSES * all.size) / SLICE_ROWS);
    },
    chooseMore() {
      if (choice === null || nearby === null) return false;
      dropOlder();
      slicesLeft -= 1;
      const most = slicesLeft > 0 ? SLICE_ROWS : all.size;
      if (staleFrom !== null) staleFrom = chooseFrom(staleFrom, choice, most);
      if (staleFrom === null) nearby = null;
      return nearby !== null;
    },
    changedFrom(place) {
      staleFrom = staleFrom === null ? place : earlier(staleFrom, place);
    },
    removed(places) {
      for (const place of places)
        if (staleFrom === null || comparePlaces(place, staleFrom) < 0) remove(place);
    },
    get size() {
      return upToDate().size;
    },
    get chosenCount() {
      const { size } = upToDate();
      if (nearby !== null) return null;
      return choice === null ? size : chosenCount;
    },
    view: (start, count) => upToDate().view(start, count),
    indexOf: (place) => upToDate().indexOf(place),
  };
}

export function rowsOf(items: readonly StoryItem[]): Rows {
  return {
    size: items.length,
    view: (start, count) => items.slice(Math.max(0, start), Math.max(0, start) + count),
    indexOf: (place) => indexOfPlace(items, place),
  };
}

function countOf(item: StoryItem): number {
  return (item.type === 'event' ? item.repeats?.count : undefined) ?? 1;
}

function earlier(one: LogPlace, other: LogPlace): LogPlace {
  return comparePlaces(one, other) <= 0 ? one : other;
}

function firstPlaceOf(item: StoryItem): LogPlace {
  return (item.type === 'event' ? item.repeats?.from : undefined) ?? placeOf(item);
}

function repeatsOf(item: StoryItem | undefined): Repeats | null {
  return (item?.type === 'event' ? item.repeats : undefined) ?? null;
}

function saysTheSame(before: StoryItem, item: StoryItem, patternOf: (id: number) => number | null): boolean {
  if (before.type !== 'event' || item.type !== 'event') return false;
  if (before.patternId === null || item.patternId === null) return false;
  // Without a level it may be part of a message of many lines.
  if (before.line.level === null || before.line.level !== item.line.level) return false;
  return before.patternId === item.patternId || patternOf(before.patternId) === patternOf(item.patternId);
}
