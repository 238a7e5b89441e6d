import { type StoryItem, startsOf } from '../lines/story-item.ts';
import { compareItems, comparePlaces, indexOfPlace, type LogPlace, placeOf } from '../log-order.ts';
import {
  type CurrentPattern,
  createRepeatFold,
  FEWEST_REPEATS,
  firstPlaceOf,
  lineCountOf,
  repeatsWith,
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

/** The rows of a log that one choice has selected so far. */
export class SelectedRows {
  readonly #all: Rows;
  readonly #choice: RowChoice;
  readonly #patternOf: CurrentPattern;
  readonly #selected: StoryItem[] = [];
  #lineCount = 0;
  /** A cache; null after a change. */
  #withStarts: readonly StoryItem[] | null = null;

  constructor(all: Rows, choice: RowChoice, patternOf: CurrentPattern) {
    this.#all = all;
    this.#choice = choice;
    this.#patternOf = patternOf;
  }

  /** How many lines the rows stand for; a START counts with its invocation. */
  get lineCount(): number {
    return this.#lineCount;
  }

  get rows(): Rows {
    const { isShown, showsStarts } = this.#choice;
    if (showsStarts !== true) return rowsOf(this.#selected);
    this.#withStarts ??= this.#selected
      .flatMap((item) => [...startsOf(item).filter(isShown), item])
      .toSorted(compareItems);
    return rowsOf(this.#withStarts);
  }

  /**
   * Selects anew from a place on, looking at no more than `most` rows. Returns the place from which rows remain, where
   * there were more.
   */
  selectFrom(place: LogPlace, most: number): LogPlace | null {
    const { isShown, foldsRepeats } = this.#choice;
    const stale = this.#selected.splice(indexOfPlace(this.#selected, place));
    this.#forget(stale);
    const [first] = stale;
    const start = this.#all.indexOf(first === undefined ? place : earlier(place, firstPlaceOf(first)));
    const fold = foldsRepeats ? createRepeatFold(this.#selected, this.#patternOf) : null;
    for (const item of this.#all.view(start, most)) {
      if (!isShown(item)) continue;
      this.#lineCount += 1;
      if (fold === null) this.#selected.push(item);
      else fold.add(item);
    }
    fold?.finish();
    const [next] = this.#all.view(start + most, 1);
    return next === undefined ? null : placeOf(next);
  }

  /** Follows what the log dropped at its beginning. */
  dropOlder(): void {
    const [oldest] = this.#all.view(0, 1);
    const gone = oldest === undefined ? this.#selected.length : indexOfPlace(this.#selected, placeOf(oldest));
    if (gone > 0) this.#forget(this.#selected.splice(0, gone));
    if (oldest?.type === 'gap' && oldest.beganMs !== undefined && this.#choice.isShown(oldest))
      this.#putFirst(oldest);
  }

  /** Of several folded lines, the oldest may have been dropped. */
  trimFirst(): void {
    const [row] = this.#selected;
    const [oldest] = this.#all.view(0, 1);
    if (row?.type !== 'event' || row.repeats === undefined || oldest === undefined) return;
    if (comparePlaces(row.repeats.from, placeOf(oldest)) >= 0) return;
    const left = this.#all.view(0, this.#all.indexOf(placeOf(row)) + 1).filter(this.#choice.isShown);
    this.#lineCount += left.length - row.repeats.count;
    this.#withStarts = null;
    const repeats = repeatsWith(row, left.slice(0, -1));
    this.#selected.splice(0, 1, ...(left.length < FEWEST_REPEATS ? left : [{ ...row, repeats }]));
  }

  /** Returns the place from which to select anew, where that brings two rows together that say the same. */
  remove(place: LogPlace): LogPlace | null {
    const index = indexOfPlace(this.#selected, place);
    const row = this.#selected[index];
    if (row === undefined || comparePlaces(placeOf(row), place) !== 0) return null;
    const before = this.#selected[index - 1];
    const after = this.#selected[index + 1];
    if (before !== undefined && after !== undefined && saysTheSame(before, after, this.#patternOf))
      return firstPlaceOf(before);
    this.#forget(this.#selected.splice(index, 1));
    return null;
  }

  /** A gap that reaches into memory moves with the oldest line, without a notification. */
  #putFirst(gap: StoryItem): void {
    const [first] = this.#selected;
    if (first !== undefined && comparePlaces(placeOf(first), placeOf(gap)) === 0) return;
    this.#selected.unshift(gap);
    this.#lineCount += 1;
    this.#withStarts = null;
  }

  #forget(items: readonly StoryItem[]): void {
    this.#withStarts = null;
    for (const item of items) this.#lineCount -= lineCountOf(item);
  }
}

/** The earlier of two places. */
export function earlier(one: LogPlace, other: LogPlace): LogPlace {
  return comparePlaces(one, other) <= 0 ? one : other;
}
