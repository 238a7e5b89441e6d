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

/** Which of the rows in memory the user wants to see. */
export interface RowChoice {
  readonly isShown: (item: StoryItem) => boolean;
  /** Whether consecutive rows of one pattern are folded into one. */
  readonly foldsRepeats: boolean;
  /** Whether the START of a finished invocation gets a row of its own. */
  readonly showsStarts?: boolean;
}

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

export function createChosenRows(
  all: Rows,
  { isShown, foldsRepeats, showsStarts = false }: RowChoice,
  patternOf: CurrentPattern,
): ChosenRows {
  const chosen: StoryItem[] = [];
  let lineCount = 0;
  /** A cache; null after `chosen` changed. */
  let withStarts: readonly StoryItem[] | null = null;
  /** The place from which `chosen` is out of date; null when it is current. */
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

  /** A gap that reaches into memory moves with the oldest line, without a notification. */
  const putFirst = (gap: StoryItem) => {
    const [first] = chosen;
    if (first !== undefined && comparePlaces(placeOf(first), placeOf(gap)) === 0) return;
    chosen.unshift(gap);
    lineCount += 1;
    withStarts = null;
  };

  /** Returns the place from which rows remain to be selected, where there were more than `most`. */
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

  /** The oldest of several folded lines may have been dropped. */
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
