import type { Repeats, StoryItem } from '../lines/story-item.ts';
import { type LogPlace, placeOf } from '../log-order.ts';

/** The current id of a pattern: patterns may be merged. */
export type CurrentPattern = (id: number) => number | null;

/** Appends to a list of rows, folding consecutive rows that say the same into one. */
export interface RepeatFold {
  add(item: StoryItem): void;
  /** Call after the last item: a folded row is built once, not for each of its lines. */
  finish(): void;
}

/** Larger folds would take long to rebuild when a line comes late. */
const MOST_REPEATS = 1_000;
/** Folding two rows saves one row but hides the other's time. From three on, the repetition matters more. */
export const FEWEST_REPEATS = 3;

export function createRepeatFold(rows: StoryItem[], patternOf: CurrentPattern): RepeatFold {
  /** Pending repeats, not written into the last row yet. */
  let repeats = repeatsOf(rows.at(-1));

  const finish = () => {
    const row = rows.at(-1);
    if (repeats !== null && row?.type === 'event') rows[rows.length - 1] = { ...row, repeats };
    repeats = null;
  };

  /** Whether the next row makes the equal ones at the end enough for a fold. */
  const canFold = (): boolean => {
    const alike = rows.slice(1 - FEWEST_REPEATS);
    const [first] = alike;
    const areSingle = alike.every((row) => repeatsOf(row) === null);
    return (
      alike.length === FEWEST_REPEATS - 1 &&
      areSingle &&
      first !== undefined &&
      alike.slice(1).every((row) => saysTheSame(first, row, patternOf))
    );
  };

  return {
    add(item) {
      const before = rows.at(-1);
      const isRepeat = before !== undefined && saysTheSame(before, item, patternOf);
      if (isRepeat && repeats !== null && repeats.count < MOST_REPEATS) {
        repeats = {
          ...repeats,
          count: repeats.count + 1,
          isOneRequest: repeats.isOneRequest && isOfSameRequest(before, item),
          isOneEnvironment: repeats.isOneEnvironment && isOfSameEnvironment(before, item),
        };
        rows[rows.length - 1] = item;
        return;
      }
      finish();
      if (isRepeat && canFold()) repeats = repeatsWith(item, rows.splice(1 - FEWEST_REPEATS));
      rows.push(item);
    },
    finish,
  };
}

/** What a row says of itself and the earlier ones that it stands for. */
export function repeatsWith(row: StoryItem, earlier: readonly StoryItem[]): Repeats {
  return {
    count: earlier.length + 1,
    from: placeOf(earlier[0] ?? row),
    isOneRequest: earlier.every((each) => isOfSameRequest(each, row)),
    isOneEnvironment: earlier.every((each) => isOfSameEnvironment(each, row)),
  };
}

function isOfSameRequest(one: StoryItem, other: StoryItem): boolean {
  return one.type === 'event' && other.type === 'event' && one.line.requestId === other.line.requestId;
}

function isOfSameEnvironment(one: StoryItem, other: StoryItem): boolean {
  return one.type === 'event' && other.type === 'event' && one.event.logStream === other.event.logStream;
}

/** How many lines a row stands for. */
export function lineCountOf(item: StoryItem): number {
  return repeatsOf(item)?.count ?? 1;
}

/** The place of the first line that a row stands for. */
export function firstPlaceOf(item: StoryItem): LogPlace {
  return repeatsOf(item)?.from ?? placeOf(item);
}

export function repeatsOf(item: StoryItem | undefined): Repeats | null {
  return (item?.type === 'event' ? item.repeats : undefined) ?? null;
}

export function saysTheSame(before: StoryItem, item: StoryItem, patternOf: CurrentPattern): boolean {
  if (before.type !== 'event' || item.type !== 'event') return false;
  if (before.patternId === null || item.patternId === null) return false;
  // A REPORT is the row of its whole invocation.
  if (item.line.report !== null) return false;
  // Without a level it may be part of a multi-line message.
  if (before.line.level === null || before.line.level !== item.line.level) return false;
  return before.patternId === item.patternId || patternOf(before.patternId) === patternOf(item.patternId);
}
