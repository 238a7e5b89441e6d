import type { StoryItem } from '../../../logs/lines/story-item.ts';
import { type LogPlace, placeKey } from '../../../logs/log-order.ts';
import { rowsOf } from '../../../logs/rows/rows.ts';
import { createShownRows } from '../../../logs/rows/shown-rows.ts';
import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { ALL_ROWS, type TailChoice } from './tail-choice.ts';
import type { TailFind } from './tail-find.ts';

export type ReadableTail = Pick<
  LogTail,
  | 'getSnapshot'
  | 'arrivals'
  | 'rowCount'
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

/** The user's changes to the log screen. */
export interface TailState {
  /** The selected row, by its place in the log, as late events shift rows. Null follows. */
  readonly held: LogPlace | null;
  /** Screen row of the selection. */
  readonly row: number;
  /** The log at the time of the freeze; null while it runs. */
  readonly frozen: ReadableTail | null;
  /** The newest row when a followed log was frozen: from there following resumes. Null where it was held. */
  readonly followedTo: LogPlace | null;
  /** How many items had arrived when following stopped, or the newest was reached since: later ones are counted. */
  readonly seenItems: number;
  readonly seenErrors: number;
  /** The length of the requested window; null for everything that was read. */
  readonly windowMs: number | null;
  /** Cells by which messages are scrolled to the left. */
  readonly left: number;
  readonly wraps: boolean;
  /** The filter. */
  readonly choice: TailChoice;
  /** The row whose full message is shown below it; null for none. */
  readonly expanded: LogPlace | null;
  /** The last call reached by the key to the slowest call, from which the next slowest follows. */
  readonly slowest: LogPlace | null;
  /** The marked rows, in order of marking. */
  readonly marks: readonly LogPlace[];
  /** Which part of the screen has the movement keys. */
  readonly pane: 'lines' | 'patterns';
  /** The selected pattern of the pane. */
  readonly patternIndex: number;
  /** The filter being typed; null for none. */
  readonly typedWords: string | null;
  /** The search; null for none. */
  readonly find: TailFind | null;
  /** The message of the last key, until the next one. */
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

/** Whether a log that was opened anew would not show what the user found in this one. */
export function hasPlace(state: TailState): boolean {
  return !isFollowing(state) || state.marks.length > 0 || state.choice !== FOLLOWING.choice;
}

/** A snapshot of the log that neither late lines nor dropped ones change. */
export function frozenTail(tail: ReadableTail): ReadableTail {
  const snapshot = tail.getSnapshot();
  const all = tail.memory();
  const shown = createShownRows(rowsOf(all), tail.patterns.currentId);
  return {
    getSnapshot: () => ({ ...snapshot, itemCount: shown.size, chosenCount: shown.chosenCount }),
    arrivals: () => snapshot,
    rowCount: () => shown.size,
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

/** All visible items of the log. */
export function shownItems(tail: ReadableTail): readonly StoryItem[] {
  return tail.items(0, tail.rowCount());
}

export interface TailWindow {
  /** Index of the first visible item. */
  readonly first: number;
  /** Index of the selected item; null when following. */
  readonly cursor: number | null;
}

/** The items visible in a window of `height` rows out of `count`. */
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

/** What stands in the window now, and the counts that are shown beside it. */
export interface RowsOnScreen {
  readonly counts: LogTailSnapshot;
  readonly window: TailWindow;
  readonly items: readonly StoryItem[];
}

export function rowsOnScreen(shown: ReadableTail, state: TailState, height: number): RowsOnScreen {
  const heldIndex = state.held === null ? null : shown.indexOf(state.held);
  const window = tailWindow(state, heldIndex, shown.rowCount(), height);
  return { counts: shown.getSnapshot(), window, items: shown.items(window.first, height) };
}
