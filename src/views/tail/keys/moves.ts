import { isError, isOfSeveralRequests } from '../../../logs/lines/story-item.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { type Action, rowsMovedBy } from '../../keys/key-action.ts';
import { cursorOf, heldAt, heldAtHand, rowAtHand } from '../state/cursor.ts';
import { choiceBeforeRequest, nextLevel, requestChoice, type TailChoice } from '../state/tail-choice.ts';
import {
  FOLLOWING,
  frozenTail,
  isAt,
  isFollowing,
  type ReadableTail,
  type TailState,
} from '../state/tail-state.ts';
import { atMatch, atNearest, atNextMark, atSlowest, isColdStart } from './jumps.ts';

const CELLS_ASIDE = 20;
/**
 * Whether a level changes anything is decided by the newest rows, if some of them have levels: a key does not wait for
 * all.
 */
const ROWS_WITH_LEVELS = 10_000;
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

/** Only the rows of the current request, or those chosen before. */
function sameRequest(state: TailState, tail: ReadableTail, height: number): TailState {
  if (state.choice.requestId !== null) return chosen(state, choiceBeforeRequest(state.choice));
  const held = heldAtHand(state, tail, height);
  const item = rowAtHand(held, tail);
  if (item?.type === 'event' && isOfSeveralRequests(item))
    return { ...held, says: safe`a row of several requests: unfold it first` };
  const requestId = item?.type === 'event' ? item.line.requestId : null;
  return requestId === null
    ? { ...state, says: safe`no request is known of this line` }
    : chosen(held, requestChoice(requestId, held.choice));
}

/** Toggles the full message of the current row. */
function expandedAt(state: TailState, tail: ReadableTail, height: number): TailState {
  const held = heldAtHand(state, tail, height);
  if (held.held === null || rowAtHand(held, tail)?.type !== 'event') return state;
  return { ...held, expanded: isAt(state.expanded, held.held) ? null : held.held };
}

function marked(state: TailState, tail: ReadableTail, height: number): TailState {
  const held = heldAtHand(state, tail, height);
  const place = held.held;
  if (place === null) return state;
  const others = state.marks.filter((mark) => !isAt(mark, place));
  return { ...held, marks: others.length < state.marks.length ? others : [...others, place] };
}

function frozenAt(state: TailState, tail: ReadableTail, height: number): TailState {
  const held = heldAtHand(state, tail, height);
  return { ...held, followedTo: isFollowing(state) ? held.held : null, frozen: frozenTail(tail) };
}

/** While the menu is open that copies of the row at hand: later lines would change what that row stands for. */
export function frozenForCopying(state: TailState, tail: ReadableTail, height: number): TailState {
  return state.frozen === null ? frozenAt(state, tail, height) : state;
}

/** The view as before the freeze: following if it followed, else at the same place. */
function goingOn(state: TailState): TailState {
  const { held, followedTo } = state;
  const isReadIn = held !== null && !isAt(followedTo, held);
  return isReadIn ? { ...state, frozen: null, followedTo: null } : followingAgain(state);
}
