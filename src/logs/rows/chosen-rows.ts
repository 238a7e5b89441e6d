import { type StoryItem, startsOf } from '../lines/story-item.ts';
import { compareItems, comparePlaces, indexOfPlace, type LogPlace, placeOf } from '../log-order.ts';
import {
  type CurrentPattern,
  createRepeatFold,
  FEWEST_REPEATS,
  firstPlaceOf,
  lineCountOf,
  saysTheSame,
} from './repeat-fold.ts';
import { type Rows, rowsOf } from './rows.ts';

/** Which rows of the log a person wants to see of those that are in memory. */
export interface RowChoice {
  readonly isShown: (item: StoryItem) => boolean;
  /** Whether rows that follow each other and are of one pattern are one row. */
  readonly foldsRepeats: boolean;
  /** Whether the START of an invocation that is over has a row of its own again. */
  readonly showsStarts?: boolean;
}

/** What is told of changes in the log of which rows are chosen. */
export interface LogChanges {
  /** To be told whenever a row came or changed, with the earliest of them. */
  changedFrom(place: LogPlace): void;
  /** To be told whenever rows went that fold with no other: the START of a long invocation stands far back. */
  removed(places: readonly LogPlace[]): void;
}

/** The rows of a log that one choice lets through. None is chosen before it is asked for. */
export interface ChosenRows extends LogChanges {
  /**
   * Looks at no more than `most` rows of the log that have not been looked at since they changed. Gives back whether
   * there are more.
   */
  choose(most: number): boolean;
  /** What has been chosen. */
  readonly rows: Rows;
  /** How many lines the rows stand for; a START counts with its invocation. */
  readonly lineCount: number;
}

const BEFORE_ALL: LogPlace = { timestampMs: Number.NEGATIVE_INFINITY, ingestionMs: 0, id: '' };

export function createChosenRows(
  all: Rows,
  { isShown, foldsRepeats, showsStarts = false }: RowChoice,
  patternOf: CurrentPattern,
): ChosenRows {
  const chosen: StoryItem[] = [];
  let lineCount = 0;
  /** Null where `chosen` has changed since. */
  let withStarts: readonly StoryItem[] | null = null;
  /** From where on `chosen` is not what it should be; null when it is. */
  let staleFrom: LogPlace | null = BEFORE_ALL;

  const forget = (items: readonly StoryItem[]) => {
    withStarts = null;
    for (const item of items) lineCount -= lineCountOf(item);
  };

  const dropOlder = () => {
    const [oldest] = all.view(0, 1);
    const gone = oldest === undefined ? chosen.length : indexOfPlace(chosen, placeOf(oldest));
    if (gone > 0) forget(chosen.splice(0, gone));
    if (oldest?.type === 'gap' && oldest.beganMs !== undefined && isShown(oldest)) putFirst(oldest);
  };

  /** A gap that reaches into memory moves with its oldest line, of which nobody tells. */
  const putFirst = (gap: StoryItem) => {
    const [first] = chosen;
    if (first !== undefined && comparePlaces(placeOf(first), placeOf(gap)) === 0) return;
    chosen.unshift(gap);
    lineCount += 1;
    withStarts = null;
  };

  /** Gives back from where on rows are still to be chosen, where there were more than `most`. */
  const chooseFrom = (place: LogPlace, most: number): LogPlace | null => {
    const stale = chosen.splice(indexOfPlace(chosen, place));
    forget(stale);
    const [first] = stale;
    const start = all.indexOf(first === undefined ? place : earlier(place, firstPlaceOf(first)));
    const fold = foldsRepeats ? createRepeatFold(chosen, patternOf) : null;
    for (const item of all.view(start, most)) {
      if (!isShown(item)) continue;
      lineCount += 1;
      if (fold === null) chosen.push(item);
      else fold.add(item);
    }
    fold?.finish();
    const [next] = all.view(start + most, 1);
    return next === undefined ? null : placeOf(next);
  };

  /** Of lines that say the same the oldest may have made room. */
  const trimFirst = () => {
    const [row] = chosen;
    const [oldest] = all.view(0, 1);
    if (row?.type !== 'event' || row.repeats === undefined || oldest === undefined) return;
    if (comparePlaces(row.repeats.from, placeOf(oldest)) >= 0) return;
    const left = all.view(0, all.indexOf(placeOf(row)) + 1).filter(isShown);
    lineCount += left.length - row.repeats.count;
    withStarts = null;
    const repeats = { count: left.length, from: placeOf(left[0] ?? row) };
    chosen.splice(0, 1, ...(left.length < FEWEST_REPEATS ? left : [{ ...row, repeats }]));
  };

  const changedFrom = (place: LogPlace) => {
    staleFrom = staleFrom === null ? place : earlier(staleFrom, place);
  };

  const remove = (place: LogPlace) => {
    const index = indexOfPlace(chosen, place);
    const row = chosen[index];
    if (row === undefined || comparePlaces(placeOf(row), place) !== 0) return;
    const before = chosen[index - 1];
    const after = chosen[index + 1];
    if (before !== undefined && after !== undefined && saysTheSame(before, after, patternOf))
      changedFrom(firstPlaceOf(before));
    else forget(chosen.splice(index, 1));
  };

  return {
    choose(most) {
      dropOlder();
      if (staleFrom !== null) staleFrom = chooseFrom(staleFrom, most);
      if (staleFrom === null) trimFirst();
      return staleFrom !== null;
    },
    get rows() {
      if (!showsStarts) return rowsOf(chosen);
      withStarts ??= chosen
        .flatMap((item) => [...startsOf(item).filter(isShown), item])
        .toSorted(compareItems);
      return rowsOf(withStarts);
    },
    get lineCount() {
      return lineCount;
    },
    changedFrom,
    removed(places) {
      for (const place of places)
        if (staleFrom === null || comparePlaces(place, staleFrom) < 0) remove(place);
    },
  };
}

function earlier(one: LogPlace, other: LogPlace): LogPlace {
  return comparePlaces(one, other) <= 0 ? one : other;
}
