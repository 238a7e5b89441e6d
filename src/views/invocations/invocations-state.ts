import type { LogLine } from '../../lambda/line/log-line.ts';
import type { EpochMs } from '../../lambda/time.ts';
import { keyOfRun, type LoggedRun, type RunKey, runAt } from '../../logs/runs/logged-run.ts';
import { isHealthy } from '../../logs/runs/run-outcome.ts';
import { outcomeWord } from '../../print/invocation/run-words.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { elsewhereWords } from '../keys/elsewhere-words.ts';
import { rowsMovedBy } from '../keys/key-action.ts';
import type { KeyPress } from '../keys/key-press.ts';
import { editedWords } from '../keys/typed-words.ts';
import { RUN_SORTS, type RunColumn } from './run-columns.ts';
import type { RunTaking } from './run-taking.ts';

/** The user's changes to the list of invocations. */
export interface InvocationsState {
  /** The selection follows the run, not the row. Null is the first of the list, until it has been seen. */
  readonly selected: RunKey | null;
  /** Screen row of the selection. */
  readonly row: number;
  /** Null is newest first. */
  readonly sortedBy: RunColumn | null;
  /** Words that a run's lines must contain; after a `!`, must not contain. */
  readonly filter: string;
  readonly mode: 'browsing' | 'filtering' | 'sorting';
  /** About a key without effect, until the next one. */
  readonly says: SafeText | null;
}

export const INVOCATIONS_OPENED: InvocationsState = {
  selected: null,
  row: 0,
  sortedBy: null,
  filter: '',
  mode: 'browsing',
  says: null,
};

/** The listed runs, in order. Unfinished ones only where the filter asks for them. */
export function listedRuns(
  runs: readonly LoggedRun[],
  { filter, sortedBy }: Pick<InvocationsState, 'filter' | 'sortedBy'>,
): readonly LoggedRun[] {
  const isWanted = matcherOf(filter);
  const wanted = runs
    .filter((run) => (filter !== '' || run.outcome.kind !== 'open') && isWanted(run))
    .toSorted((one, other) => momentOf(other) - momentOf(one));
  if (sortedBy?.sortsBy === undefined) return wanted;
  const { sortsBy } = sortedBy;
  return wanted
    .map((run) => ({ run, by: sortsBy(run) }))
    .toSorted((one, other) => comparedDown(one.by, other.by))
    .map(({ run }) => run);
}

/** Its end, so that the latest to finish comes first. */
function momentOf({ endMs, startMs }: LoggedRun): EpochMs {
  return endMs ?? startMs;
}

function comparedDown(one: number | string | null, other: number | string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === 'string' || typeof other === 'string') return String(one).localeCompare(String(other));
  return other - one;
}

function matcherOf(filter: string): (run: LoggedRun) => boolean {
  const wanted = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word.replace(/^!/, '') !== '');
  if (wanted.length === 0) return () => true;
  return (run) =>
    wanted.every((word) => {
      const isUnwanted = word.startsWith('!');
      return says(run, isUnwanted ? word.slice(1) : word) !== isUnwanted;
    });
}

/** Outcomes match by name, and runs by their application lines: every REPORT mentions memory. */
function says({ outcome, lines, requestId }: LoggedRun, word: string): boolean {
  return (
    outcomeWord(outcome).text.includes(word) ||
    requestId.includes(word) ||
    lines.some(({ line }) => isOfCode(line) && line.text.toLowerCase().includes(word))
  );
}

function isOfCode({ kind }: LogLine): boolean {
  return kind === 'app' || kind === 'failure';
}

/**
 * Freezes the list as seen: newer runs are added above without moving it. Otherwise Enter could open another run than
 * the one under the cursor.
 */
export function seenState(state: InvocationsState, listed: readonly LoggedRun[]): InvocationsState {
  const [first] = listed;
  if (state.mode !== 'browsing' || first === undefined) return state;
  if (state.selected !== null && runAt(listed, state.selected) !== null) return state;
  return { ...state, selected: keyOfRun(first), row: 0 };
}

export function selectedPlace({ selected }: InvocationsState, listed: readonly LoggedRun[]): number {
  const run = selected === null ? null : runAt(listed, selected);
  return run === null ? 0 : Math.max(0, listed.indexOf(run));
}

export function firstListed(state: InvocationsState, listed: readonly LoggedRun[], height: number): number {
  const row = Math.min(state.row, height - 1);
  return Math.min(Math.max(0, selectedPlace(state, listed) - row), Math.max(0, listed.length - height));
}

export type InvocationsRequest =
  | 'open'
  | 'back'
  | 'logs'
  | 'headroom'
  | 'triage'
  | 'writeNote'
  | 'nextFunction'
  | 'previousFunction'
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
  const hurts = ({ outcome }: LoggedRun) => outcome.kind !== 'open' && !isHealthy(outcome);
  const place =
    step > 0
      ? listed.findIndex((run, index) => index > from && hurts(run))
      : listed.findLastIndex((run, index) => index < from && hurts(run));
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
