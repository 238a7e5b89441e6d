import { keyOfRun, type LoggedRun, type RunKey, runAt } from '../../../logs/runs/logged-run.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { RunColumn } from '../run-columns.ts';

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
