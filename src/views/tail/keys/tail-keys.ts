import { MINUTE_MS } from '../../../lambda/time.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import { type EverywhereAction, isEverywhere, WINDOW_MINUTES } from '../../keys/key-action.ts';
import type { KeyPress } from '../../keys/key-press.ts';
import { editedWords } from '../../keys/typed-words.ts';
import { windowText } from '../../parts/look/window-text.ts';
import { ALL_ROWS } from '../state/tail-choice.ts';
import type { ReadableTail, TailState } from '../state/tail-state.ts';
import { undoneByBack } from '../state/undone-by-back.ts';
import { chooseForKey } from './choice-keys.ts';
import { enterAtHand } from './enter-at-hand.ts';
import { atFirstMatch } from './jumps.ts';
import { afterAction, chosen, frozenForCopying } from './moves.ts';
import { linesFor, patternsAfterKey } from './pattern-keys.ts';

/** Requests of a key to code outside the log screen. */
export type TailRequest =
  | 'back'
  /** On the first screen it has no effect: one "back" too many must not lose the log. */
  | 'up'
  | 'save'
  | 'copy'
  | 'console'
  | 'trace'
  | 'note'
  | 'writeNote'
  | 'nextFunction'
  | 'previousFunction'
  | 'open'
  | 'invocations'
  | 'headroom'
  | 'triage'
  | 'refresh'
  /** A log of the past has no new lines: follow that of now. */
  | 'present'
  /** The key works only on other screens. */
  | 'elsewhere'
  /** Read as far back as the window of the new state. */
  | 'reach'
  | EverywhereAction;

export interface TailAnswer {
  readonly state: TailState;
  readonly request: TailRequest | null;
}

/** The log screen after a key. */
export function tailAfterKey(
  press: KeyPress,
  before: TailState,
  tail: ReadableTail,
  height: number,
): TailAnswer {
  chooseForKey(press, before, tail, height);
  const state = linesFor(press, { ...before, says: null });
  const changed = (after: TailState): TailAnswer => ({ state: after, request: null });
  if (state.find?.isTyping === true) return changed(typed(press, state, tail, height));
  if (state.typedWords !== null) return changed(typedChoice(press, state, state.typedWords));
  if (state.pane === 'patterns') {
    const after = patternsAfterKey(press, state, tail);
    if (after !== null) return changed(after);
  }
  switch (press.action) {
    case null:
      return press.elsewhere === null ? changed(state) : { state, request: 'elsewhere' };
    case 'nextPane':
      return changed({ ...state, pane: state.pane === 'lines' ? 'patterns' : 'lines' });
    case 'find':
      return changed({ ...state, find: { words: '', isTyping: true } });
    case 'back':
      return backFrom(state);
    case 'filterLines':
      return changed({ ...state, typedWords: state.choice.words });
    case 'quit':
      return { state, request: 'back' };
    case 'copy':
      return {
        state: state.pane === 'lines' ? frozenForCopying(state, tail, height) : state,
        request: 'copy',
      };
    case 'save':
    case 'console':
    case 'trace':
    case 'note':
    case 'writeNote':
    case 'nextFunction':
    case 'previousFunction':
    case 'invocations':
    case 'headroom':
    case 'triage':
      return { state, request: press.action };
    case 'follow':
      return {
        state: afterAction(press.action, state, tail, height),
        request: tail.getSnapshot().follow ? null : 'present',
      };
    case 'refresh':
      return { state: { ...state, says: safe`asking AWS now` }, request: 'refresh' };
    case 'open':
      if (enterAtHand(state, tail) === 'invocation') return { state, request: 'open' };
      return changed(afterAction(press.action, state, tail, height));
    case 'window5m':
    case 'window15m':
    case 'window30m':
    case 'window1h':
    case 'window3h':
    case 'window24h': {
      const minutes = WINDOW_MINUTES[press.action];
      const says = safe`the last ${safeText(windowText(minutes))}, as far as there is room in memory`;
      return { state: { ...state, windowMs: minutes * MINUTE_MS, says }, request: 'reach' };
    }
    default:
      if (isEverywhere(press.action)) return { state, request: press.action };
      return changed(afterAction(press.action, state, tail, height));
  }
}

function backFrom(state: TailState): TailAnswer {
  const changed = (after: TailState): TailAnswer => ({ state: after, request: null });
  switch (undoneByBack(state)) {
    case 'pane':
      return changed({ ...state, pane: 'lines' });
    case 'find':
      return changed({ ...state, find: null });
    case 'expanded':
      return changed({ ...state, expanded: null });
    case 'choice':
      return changed({ ...state, choice: { ...ALL_ROWS, foldsRepeats: state.choice.foldsRepeats } });
    case null:
      return { state, request: 'up' };
  }
}

function typedChoice(press: KeyPress, state: TailState, words: string): TailState {
  if (press.isEscape) return { ...state, typedWords: null };
  if (press.isReturn) return { ...chosen(state, { words }), typedWords: null };
  return { ...state, typedWords: editedWords(words, press) };
}

function typed(press: KeyPress, state: TailState, tail: ReadableTail, height: number): TailState {
  const words = state.find?.words ?? '';
  if (press.isEscape || (press.isReturn && words === '')) return { ...state, find: null };
  if (press.isReturn) return atFirstMatch({ ...state, find: { words, isTyping: false } }, tail, height);
  return { ...state, find: { words: editedWords(words, press), isTyping: true } };
}
