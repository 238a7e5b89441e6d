import type { StoryItem } from '../../logs/lines/story-item.ts';
import { type LogPlace, placeKey } from '../../logs/log-order.ts';
import { rowsOf } from '../../logs/rows/rows.ts';
import { createShownRows } from '../../logs/rows/shown-rows.ts';
import type { LogTail } from '../../monitor/log/log-tail.ts';
import type { SafeText } from '../../terminal/text.ts';
import { ALL_ROWS, type TailChoice } from './tail-choice.ts';
import type { TailFind } from './tail-find.ts';

export type ReadableTail = Pick<
  LogTail,
  | 'getSnapshot'
  | 'items'
  | 'indexOf'
  | 'show'
  | 'chooseMore'
  | 'memory'
  | 'patterns'
  | 'runs'
  | 'runsOf'
  | 'shares'
  | 'spans'
  | 'versions'
>;

/** What a person has done to the log screen. */
export interface TailState {
  /** The row under the cursor, by its place in the log: rows move when late events come in between. Null follows. */
  readonly held: LogPlace | null;
  /** Where on the screen the row under the cursor stands. */
  readonly row: number;
  /** The log as it was when the view was frozen; null while it goes on. */
  readonly frozen: ReadableTail | null;
  /** The newest row of a log that was followed until it was frozen: there it goes on as it did. Null where it was held. */
  readonly followedTo: LogPlace | null;
  /** How many items had come when following stopped: what came since is counted, not shown. */
  readonly seenItems: number;
  readonly seenErrors: number;
  /** How long the time is that a person wants to see; null for as much as was read. */
  readonly windowMs: number | null;
  /** Cells that messages are moved to the left. */
  readonly left: number;
  readonly wraps: boolean;
  /** Which rows are shown. */
  readonly choice: TailChoice;
  /** The row whose message is shown in full below it; null for none. */
  readonly expanded: LogPlace | null;
  /** Where the key to the slowest call has led: from there it leads to the next slowest. */
  readonly slowest: LogPlace | null;
  /** Rows that a person has marked, in the order of marking. */
  readonly marks: readonly LogPlace[];
  /** Which part of the screen has the keys that move. */
  readonly pane: 'lines' | 'patterns';
  /** Which of the patterns is under the cursor of their pane. */
  readonly patternIndex: number;
  /** The words of a choice as they are being typed; null while they are not. */
  readonly typedWords: string | null;
  /** What is looked for; null for nothing. */
  readonly find: TailFind | null;
  /** What the last key found out, until the next one. */
  readonly says: SafeText | null;
}

export const FOLLOWING: TailState = {
  held: null,
  row: 0,
  frozen: null,
  followedTo: null,
  seenItems: 0,
  seenErrors: 0,
  windowMs: null,
  left: 0,
  wraps: false,
  choice: ALL_ROWS,
  expanded: null,
  slowest: null,
  marks: [],
  pane: 'lines',
  patternIndex: 0,
  typedWords: null,
  find: null,
  says: null,
};

export function isFollowing({ held, frozen }: TailState): boolean {
  return held === null && frozen === null;
}

/** The log as it is now and stays: neither late lines nor lines that make room move anything in it. */
export function frozenTail(tail: ReadableTail): ReadableTail {
  const snapshot = tail.getSnapshot();
  const all = tail.memory();
  const shown = createShownRows(rowsOf(all), tail.patterns.currentId);
  return {
    getSnapshot: () => ({ ...snapshot, itemCount: shown.size, chosenCount: shown.chosenCount }),
    items: shown.view,
    indexOf: shown.indexOf,
    show: shown.choose,
    chooseMore: shown.chooseMore,
    memory: () => all,
    patterns: tail.patterns,
    runs: tail.runs,
    runsOf: tail.runsOf,
    shares: tail.shares,
    spans: tail.spans,
    versions: tail.versions,
  };
}

export function isAt(place: LogPlace | null, other: LogPlace): boolean {
  return place !== null && placeKey(place) === placeKey(other);
}

/** What is shown of the log, all of it. */
export function shownItems(tail: ReadableTail): readonly StoryItem[] {
  return tail.items(0, tail.getSnapshot().itemCount);
}

export interface TailWindow {
  /** Index of the first item shown. */
  readonly first: number;
  /** Index of the item under the cursor; null when following. */
  readonly cursor: number | null;
}

/** Which items a window of `height` rows shows of `count`. */
export function tailWindow(
  state: TailState,
  heldIndex: number | null,
  count: number,
  height: number,
): TailWindow {
  const newestFirst = Math.max(0, count - height);
  if (heldIndex === null) return { first: newestFirst, cursor: null };
  const cursor = Math.min(heldIndex, Math.max(0, count - 1));
  const row = Math.min(state.row, height - 1);
  return { first: Math.min(Math.max(0, cursor - row), newestFirst), cursor };
}
