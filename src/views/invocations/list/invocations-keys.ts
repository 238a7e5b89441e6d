import { keyOfRun, type LoggedRun } from '../../../logs/runs/logged-run.ts';
import { hurts } from '../../../logs/runs/run-outcome.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { elsewhereWords } from '../../keys/elsewhere-words.ts';
import { rowsMovedBy } from '../../keys/key-action.ts';
import type { KeyPress } from '../../keys/key-press.ts';
import { editedWords } from '../../keys/typed-words.ts';
import { RUN_SORTS } from '../run-columns.ts';
import type { RunTaking } from '../run-taking.ts';
import { firstListed, type InvocationsState, selectedPlace } from './invocations-state.ts';

/** Requests of a key to code outside the list. */
export type InvocationsRequest =
  | 'open'
  | 'back'
  | 'logs'
  | 'headroom'
  | 'triage'
  | 'writeNote'
  | 'nextFunction'
  | 'previousFunction'
  | 'present'
  | RunTaking;

export interface InvocationsAnswer {
  readonly state: InvocationsState;
  readonly request: InvocationsRequest | null;
}

/** The list after one of its own keys. */
export function invocationsAfterKey(
  press: KeyPress,
  before: InvocationsState,
  listed: readonly LoggedRun[],
  height: number,
): InvocationsAnswer {
  const state = { ...before, says: null };
  const changed = (after: InvocationsState): InvocationsAnswer => ({ state: after, request: null });
  switch (state.mode) {
    case 'filtering':
      return changed(filtered(state, press));
    case 'sorting':
      return changed(sorted(state, press));
    case 'browsing':
      break;
  }
  const { action } = press;
  switch (action) {
    case null:
      return press.elsewhere === null
        ? changed(state)
        : changed({ ...state, says: elsewhereWords(press.elsewhere) });
    case 'filter':
      return changed({ ...state, mode: 'filtering' });
    case 'sort':
      return changed({
        ...state,
        mode: 'sorting',
        sortedBy: state.sortedBy ?? RUN_SORTS[0] ?? null,
        ...FROM_FIRST,
      });
    case 'open':
    case 'logs':
    case 'headroom':
    case 'triage':
    case 'copy':
    case 'console':
    case 'trace':
    case 'note':
    case 'writeNote':
    case 'nextFunction':
    case 'previousFunction':
    case 'present':
      return { state, request: action };
    case 'nextError':
      return changed(movedToFailure(state, listed, 1, height));
    case 'previousError':
      return changed(movedToFailure(state, listed, -1, height));
    case 'back':
      return state.filter === '' ? { state, request: 'back' } : changed(withFilter(state, ''));
    case 'quit':
      return { state, request: 'back' };
    default: {
      const rows = rowsMovedBy(action, height);
      return changed(rows === null ? state : moved(state, listed, rows, height));
    }
  }
}

function moved(
  state: InvocationsState,
  listed: readonly LoggedRun[],
  rows: number,
  height: number,
): InvocationsState {
  const place = Math.min(Math.max(0, selectedPlace(state, listed) + rows), Math.max(0, listed.length - 1));
  const run = listed[place];
  if (run === undefined) return state;
  const row = Math.min(Math.max(0, place - firstListed(state, listed, height)), height - 1);
  return { ...state, selected: keyOfRun(run), row };
}

/** The nearest failing run in one direction; without one, nothing moves, and a message says so. */
function movedToFailure(
  state: InvocationsState,
  listed: readonly LoggedRun[],
  step: 1 | -1,
  height: number,
): InvocationsState {
  const from = selectedPlace(state, listed);
  const place =
    step > 0
      ? listed.findIndex((run, index) => index > from && hurts(run.outcome))
      : listed.findLastIndex((run, index) => index < from && hurts(run.outcome));
  if (place >= 0) return moved(state, listed, place - from, height);
  return { ...state, says: safe`no invocation that hurts further ${step > 0 ? safe`down` : safe`up`}` };
}

function filtered(state: InvocationsState, press: KeyPress): InvocationsState {
  if (press.isReturn) return { ...state, mode: 'browsing' };
  if (press.isEscape) return withFilter({ ...state, mode: 'browsing' }, '');
  return withFilter(state, editedWords(state.filter, press));
}

/** A new list is shown from its first row. */
function withFilter(state: InvocationsState, filter: string): InvocationsState {
  return { ...state, filter, ...FROM_FIRST };
}

const FROM_FIRST = { selected: null, row: 0 } as const;

function sorted(state: InvocationsState, press: KeyPress): InvocationsState {
  if (press.isReturn) return { ...state, mode: 'browsing' };
  if (press.isEscape) return { ...state, sortedBy: null, mode: 'browsing', ...FROM_FIRST };
  const step = press.action === 'right' ? 1 : press.action === 'left' ? -1 : 0;
  const place = state.sortedBy === null ? 0 : RUN_SORTS.indexOf(state.sortedBy);
  const next = RUN_SORTS[(place + step + RUN_SORTS.length) % RUN_SORTS.length] ?? null;
  return { ...state, sortedBy: next, ...FROM_FIRST };
}
