import { isError, type StoryItem } from '../../logs/lines/story-item.ts';
import { placeOf } from '../../logs/log-order.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Action } from '../keys/key-action.ts';
import { rowsMovedBy } from '../keys/key-action.ts';
import { nextLevel, type TailChoice } from './tail-choice.ts';
import { itemMatcher } from './tail-find.ts';
import {
  FOLLOWING,
  frozenTail,
  isAt,
  isFollowing,
  type ReadableTail,
  shownItems,
  type TailState,
  tailWindow,
} from './tail-state.ts';

const CELLS_ASIDE = 20;
const SEARCHED_AT_ONCE = 500;
/**
 * Whether a level changes anything is decided by the newest rows, if some of them have levels: a key does not wait for
 * all.
 */
const ROWS_WITH_LEVELS = 10_000;
/** A jump puts its target a third down, between what led to it and what followed. */
const JUMP_SHARE = 1 / 3;

/** The state of the log screen after a key that moves or redisplays it. */
export function afterAction(action: Action, state: TailState, tail: ReadableTail, height: number): TailState {
  switch (action) {
    case 'follow':
    case 'bottom':
      return followingAgain(state);
    case 'freeze':
      return state.frozen === null ? frozenAt(state, tail, height) : goingOn(state);
    case 'right':
      return { ...state, left: state.left + CELLS_ASIDE };
    case 'left':
      return { ...state, left: Math.max(0, state.left - CELLS_ASIDE) };
    case 'wrap':
      return { ...state, wraps: !state.wraps };
    case 'nextError':
      return atNearest({ what: safe`error`, matches: isError, direction: 1 }, state, tail, height);
    case 'previousError':
      return atNearest({ what: safe`error`, matches: isError, direction: -1 }, state, tail, height);
    case 'nextColdStart':
      return atNearest({ what: safe`cold start`, matches: isColdStart, direction: 1 }, state, tail, height);
    case 'slowest':
      return atSlowest(state, tail, height);
    case 'mark':
      return marked(state, tail, height);
    case 'nextMark':
      return atNextMark(state, tail, height);
    case 'open':
      return expandedAt(state, tail, height);
    case 'levels':
      return atNextLevel(state, tail);
    case 'repeats':
      return chosen(state, { foldsRepeats: !state.choice.foldsRepeats });
    case 'requestLines':
      return sameRequest(state, tail, height);
    case 'nextMatch':
      return atMatch(1, state, tail, height);
    case 'previousMatch':
      return atMatch(-1, state, tail, height);
    default: {
      const rows = rowsMovedBy(action, height);
      if (rows === null || (isFollowing(state) && rows > 0)) return state;
      return heldAt(cursorOf(state, tail) + rows, state, tail, { height });
    }
  }
}

/** Whether an error stands below the current row; never below the newest line. */
export function hasErrorBelow(state: TailState, tail: ReadableTail): boolean {
  if (state.held === null) return false;
  const shown = state.frozen ?? tail;
  const last = nearestIndex(shown.rowCount() - 1, -1, isError, shown);
  return last !== null && last > cursorOf(state, tail);
}

/** The cursor on the first match once the search is entered: here or below, else above. */
export function atFirstMatch(state: TailState, tail: ReadableTail, height: number): TailState {
  const { find } = state;
  if (find === null) return state;
  const matches = itemMatcher(find.words);
  const cursor = cursorOf(state, tail);
  const below = nearestIndex(cursor, 1, matches, state.frozen ?? tail);
  const index = below ?? nearestIndex(cursor, -1, matches, state.frozen ?? tail);
  return index === null
    ? { ...state, says: safe`no line in memory says so` }
    : jumpedTo(index, state, tail, height);
}

function followingAgain({ left, wraps, choice, find, marks, windowMs }: TailState): TailState {
  return { ...FOLLOWING, left, wraps, choice, find, marks, windowMs };
}

/** The log with another filter; the current row stays selected, or the nearest one. */
export function chosen(state: TailState, change: Partial<TailChoice>): TailState {
  return { ...state, choice: { ...state.choice, ...change } };
}

function atNextLevel(state: TailState, tail: ReadableTail): TailState {
  const rows = (state.frozen ?? tail).memory();
  const before = state.choice.level;
  const near = nextLevel(before, rows.slice(-ROWS_WITH_LEVELS));
  const level = near === before ? nextLevel(before, rows) : near;
  return level === before
    ? { ...state, says: safe`all lines in memory are of one level` }
    : chosen(state, { level });
}

/** Only the rows of the current request, or all again. */
function sameRequest(state: TailState, tail: ReadableTail, height: number): TailState {
  if (state.choice.requestId !== null) return chosen(state, { requestId: null });
  const held = heldAt(cursorOf(state, tail), state, tail, { height });
  const item = rowAtHand(held, tail);
  const requestId = item?.type === 'event' ? item.line.requestId : null;
  return requestId === null
    ? { ...state, says: safe`no request is known of this line` }
    : chosen(held, { requestId });
}

/** Toggles the full message of the current row. */
function expandedAt(state: TailState, tail: ReadableTail, height: number): TailState {
  const held = heldAt(cursorOf(state, tail), state, tail, { height });
  if (held.held === null || rowAtHand(held, tail)?.type !== 'event') return state;
  return { ...held, expanded: isAt(state.expanded, held.held) ? null : held.held };
}

function marked(state: TailState, tail: ReadableTail, height: number): TailState {
  const held = heldAt(cursorOf(state, tail), state, tail, { height });
  const place = held.held;
  if (place === null) return state;
  const others = state.marks.filter((mark) => !isAt(mark, place));
  return { ...held, marks: others.length < state.marks.length ? others : [...others, place] };
}

/** The cursor on the next marked row below; after the last, the first. */
function atNextMark(state: TailState, tail: ReadableTail, height: number): TailState {
  const shown = state.frozen ?? tail;
  const marks = state.marks.map(shown.indexOf).toSorted((one, other) => one - other);
  const cursor = cursorOf(state, tail);
  const next = marks.find((index) => index > cursor) ?? marks[0];
  return next === undefined
    ? { ...state, says: safe`no line is marked` }
    : jumpedTo(next, state, tail, height);
}

/**
 * The cursor on the slowest call in memory, then on the next slowest, and so on. A call selected otherwise does not
 * count.
 */
function atSlowest(state: TailState, tail: ReadableTail, height: number): TailState {
  const shown = state.frozen ?? tail;
  const calls = shownItems(shown)
    .flatMap((item, index) =>
      durationOf(item) === null ? [] : [{ index, durationMs: durationOf(item) ?? 0 }],
    )
    .toSorted((one, other) => other.durationMs - one.durationMs);
  const isAtSlow = state.held !== null && isAt(state.slowest, state.held);
  const cursor = isAtSlow ? cursorOf(state, tail) : -1;
  const next = calls[calls.findIndex(({ index }) => index === cursor) + 1] ?? calls[0];
  if (next === undefined) return { ...state, says: safe`no call that is over is among these lines` };
  const jumped = jumpedTo(next.index, state, tail, height);
  return { ...jumped, slowest: jumped.held };
}

function durationOf(item: StoryItem): number | null {
  return item.type === 'event' ? (item.line.report?.durationMs ?? null) : null;
}

function isColdStart(item: StoryItem): boolean {
  if (item.type !== 'event') return false;
  const { report, kind } = item.line;
  return report === null ? kind === 'init' : report.initMs !== null || report.restoreMs !== null;
}

function frozenAt(state: TailState, tail: ReadableTail, height: number): TailState {
  const held = heldAt(cursorOf(state, tail), state, tail, { height });
  return { ...held, frozen: frozenTail(tail), followedTo: isFollowing(state) ? held.held : null };
}

/** The view as before the freeze: following if it followed, else at the same place. */
function goingOn(state: TailState): TailState {
  const { held, followedTo } = state;
  const isReadIn = held !== null && !isAt(followedTo, held);
  return isReadIn ? { ...state, frozen: null, followedTo: null } : followingAgain(state);
}

/** The item under the cursor, or the newest. */
export function cursorOf({ held, frozen }: TailState, tail: ReadableTail): number {
  const shown = frozen ?? tail;
  const last = Math.max(0, shown.rowCount() - 1);
  return held === null ? last : Math.min(last, shown.indexOf(held));
}

export function rowAtHand(state: TailState, tail: ReadableTail): StoryItem | null {
  return (state.frozen ?? tail).items(cursorOf(state, tail), 1)[0] ?? null;
}

interface LogWindow {
  readonly height: number;
  /** The cursor's row in the window; by default as close as possible to where it was. */
  readonly row?: number;
}

/** The cursor on the item at `index`, with as little scrolling as possible. */
function heldAt(index: number, state: TailState, tail: ReadableTail, { height, row }: LogWindow): TailState {
  const shown = state.frozen ?? tail;
  const count = shown.rowCount();
  const cursor = Math.min(Math.max(0, index), count - 1);
  const item = shown.items(cursor, 1)[0];
  if (item === undefined) return state;
  const heldIndex = state.held === null ? null : shown.indexOf(state.held);
  const { first } =
    row === undefined
      ? tailWindow(state, heldIndex, count, height)
      : tailWindow({ ...state, row }, cursor, count, height);
  return {
    ...state,
    held: placeOf(item),
    row: Math.min(Math.max(0, cursor - first), height - 1),
    seenItems: isFollowing(state) ? tail.getSnapshot().arrived : state.seenItems,
    seenErrors: isFollowing(state) ? tail.getSnapshot().errorsArrived : state.seenErrors,
  };
}

function jumpedTo(index: number, state: TailState, tail: ReadableTail, height: number): TailState {
  return heldAt(index, state, tail, { height, row: Math.floor(height * JUMP_SHARE) });
}

interface Sought {
  readonly what: SafeText;
  readonly matches: (item: StoryItem) => boolean;
  readonly direction: 1 | -1;
}

function atMatch(direction: 1 | -1, state: TailState, tail: ReadableTail, height: number): TailState {
  if (state.find === null) return { ...state, says: safe`nothing to find yet` };
  const sought = { what: safe`match`, matches: itemMatcher(state.find.words), direction };
  return atNearest(sought, state, tail, height);
}

/** The cursor on the nearest match in one direction; without one, nothing moves. */
function atNearest(
  { what, matches, direction }: Sought,
  state: TailState,
  tail: ReadableTail,
  height: number,
): TailState {
  // An upwards search includes the newest line.
  const from = cursorOf(state, tail) + (state.held === null && direction < 0 ? 0 : direction);
  const index = nearestIndex(from, direction, matches, state.frozen ?? tail);
  if (index !== null) return jumpedTo(index, state, tail, height);
  return { ...state, says: safe`no ${what} further ${direction > 0 ? safe`down` : safe`up`}` };
}

function nearestIndex(
  from: number,
  direction: 1 | -1,
  matches: (item: StoryItem) => boolean,
  shown: ReadableTail,
): number | null {
  const rowCount = shown.rowCount();
  let index = from;
  while (index >= 0 && index < rowCount) {
    const start = direction > 0 ? index : Math.max(0, index - SEARCHED_AT_ONCE + 1);
    const count = direction > 0 ? SEARCHED_AT_ONCE : index - start + 1;
    const items = shown.items(start, count);
    const found = direction > 0 ? items.findIndex(matches) : items.findLastIndex(matches);
    if (found >= 0) return start + found;
    index = direction > 0 ? start + SEARCHED_AT_ONCE : start - 1;
  }
  return null;
}
