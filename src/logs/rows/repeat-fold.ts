import type { Repeats, StoryItem } from '../lines/story-item.ts';
import { type LogPlace, placeOf } from '../log-order.ts';

/** The id that a pattern goes by today: some turn out to be one. */
export type CurrentPattern = (id: number) => number | null;

/** Adds to a list of rows, and makes one row of those that follow each other and say the same. */
export interface RepeatFold {
  add(item: StoryItem): void;
  /** Once all are added: a row is made once for all that it stands for, not anew for each of them. */
  finish(): void;
}

/** A row that stands for more would take long to make anew when a line comes late. */
const MOST_REPEATS = 1_000;
/** Two in one row save a row, and hide whose the other is: as a rule another request's. From three on that they go on says more. */
export const FEWEST_REPEATS = 3;

export function createRepeatFold(rows: StoryItem[], patternOf: CurrentPattern): RepeatFold {
  /** Of the last row, which does not yet say so itself. */
  let repeats = repeatsOf(rows.at(-1));

  const finish = () => {
    const row = rows.at(-1);
    if (repeats !== null && row?.type === 'event') rows[rows.length - 1] = { ...row, repeats };
    repeats = null;
  };

  /** Of the rows at the end that say the same the first, where the next one makes them enough to be one. */
  const firstOfFold = (): StoryItem | undefined => {
    const alike = rows.slice(1 - FEWEST_REPEATS);
    const [first] = alike;
    const areSingle = alike.every((row) => repeatsOf(row) === null);
    return alike.length === FEWEST_REPEATS - 1 &&
      areSingle &&
      first !== undefined &&
      alike.slice(1).every((row) => saysTheSame(first, row, patternOf))
      ? first
      : undefined;
  };

  return {
    add(item) {
      const before = rows.at(-1);
      const isRepeat = before !== undefined && saysTheSame(before, item, patternOf);
      if (isRepeat && repeats !== null && repeats.count < MOST_REPEATS) {
        repeats = { ...repeats, count: repeats.count + 1 };
        rows[rows.length - 1] = item;
        return;
      }
      finish();
      const first = isRepeat ? firstOfFold() : undefined;
      if (first === undefined) rows.push(item);
      else {
        repeats = { count: FEWEST_REPEATS, from: placeOf(first) };
        rows.splice(1 - FEWEST_REPEATS, FEWEST_REPEATS - 1, item);
      }
    },
    finish,
  };
}

/** How many lines a row stands for. */
export function lineCountOf(item: StoryItem): number {
  return repeatsOf(item)?.count ?? 1;
}

/** Where the first line stands that a row stands for. */
export function firstPlaceOf(item: StoryItem): LogPlace {
  return repeatsOf(item)?.from ?? placeOf(item);
}

export function repeatsOf(item: StoryItem | undefined): Repeats | null {
  return (item?.type === 'event' ? item.repeats : undefined) ?? null;
}

export function saysTheSame(before: StoryItem, item: StoryItem, patternOf: CurrentPattern): boolean {
  if (before.type !== 'event' || item.type !== 'event') return false;
  if (before.patternId === null || item.patternId === null) return false;
  // Without a level it may be part of a message of many lines.
  if (before.line.level === null || before.line.level !== item.line.level) return false;
  return before.patternId === item.patternId || patternOf(before.patternId) === patternOf(item.patternId);
}
