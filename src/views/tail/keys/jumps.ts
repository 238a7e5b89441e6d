import { isError, type StoryItem } from '../../../logs/lines/story-item.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { cursorOf, jumpedTo } from '../state/cursor.ts';
import { itemMatcher } from '../state/tail-find.ts';
import { isAt, type ReadableTail, shownItems, type TailState } from '../state/tail-state.ts';

const SEARCHED_AT_ONCE = 500;

const NO_MATCH = safe`no line in memory says so`;

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
  return index === null ? { ...state, says: NO_MATCH } : jumpedTo(index, state, tail, height);
}

interface Sought {
  readonly what: SafeText;
  readonly matches: (item: StoryItem) => boolean;
  readonly direction: 1 | -1;
}

/** The cursor on the next match in one direction; after the last, the first from the other end, as in any pager. */
export function atMatch(direction: 1 | -1, state: TailState, tail: ReadableTail, height: number): TailState {
  if (state.find === null) return { ...state, says: safe`nothing to find yet` };
  const matches = itemMatcher(state.find.words);
  const shown = state.frozen ?? tail;
  const ahead = nearestIndex(firstSought(direction, state, tail), direction, matches, shown);
  if (ahead !== null) return jumpedTo(ahead, state, tail, height);
  const around = nearestIndex(direction > 0 ? 0 : shown.rowCount() - 1, direction, matches, shown);
  if (around === null) return { ...state, says: NO_MATCH };
  if (around === cursorOf(state, tail)) return { ...state, says: safe`no other match` };
  const says = direction > 0 ? safe`from the top` : safe`from the bottom`;
  return { ...jumpedTo(around, state, tail, height), says };
}

/** The cursor on the nearest match in one direction; without one, nothing moves. */
export function atNearest(
  { what, matches, direction }: Sought,
  state: TailState,
  tail: ReadableTail,
  height: number,
): TailState {
  const index = nearestIndex(firstSought(direction, state, tail), direction, matches, state.frozen ?? tail);
  if (index !== null) return jumpedTo(index, state, tail, height);
  return { ...state, says: safe`no ${what} further ${direction > 0 ? safe`down` : safe`up`}` };
}

/** An upwards search includes the newest line, where nothing is selected yet. */
function firstSought(direction: 1 | -1, state: TailState, tail: ReadableTail): number {
  return cursorOf(state, tail) + (state.held === null && direction < 0 ? 0 : direction);
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

/** The cursor on the next marked row below; after the last, the first. */
export function atNextMark(state: TailState, tail: ReadableTail, height: number): TailState {
  const shown = state.frozen ?? tail;
  const marks = state.marks.map(shown.indexOf).toSorted((one, other) => one - other);
  const cursor = cursorOf(state, tail);
  const next = marks.find((index) => index > cursor) ?? marks[0];
  return next === undefined
    ? { ...state, says: safe`no line is marked` }
    : jumpedTo(next, state, tail, height);
}

/**
 * The cursor on the slowest call in memory, then on the next slowest, and so on; of those that took equally long, as
 * timeouts do, on the newest first. A call selected otherwise does not count.
 */
export function atSlowest(state: TailState, tail: ReadableTail, height: number): TailState {
  const shown = state.frozen ?? tail;
  const calls = shownItems(shown)
    .flatMap((item, index) =>
      durationOf(item) === null ? [] : [{ index, durationMs: durationOf(item) ?? 0 }],
    )
    .toSorted((one, other) => other.durationMs - one.durationMs || other.index - one.index);
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

export function isColdStart(item: StoryItem): boolean {
  if (item.type !== 'event') return false;
  const { report, kind } = item.line;
  return report === null ? kind === 'init' : report.initMs !== null || report.restoreMs !== null;
}
