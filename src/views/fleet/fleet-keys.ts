import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { SORT_CHOICES } from '../../print/fleet/table/fleet-table.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { elsewhereWords } from '../keys/elsewhere-words.ts';
import {
  type EverywhereAction,
  isEverywhere,
  isWindow,
  rowsMovedBy,
  type WindowAction,
} from '../keys/key-action.ts';
import type { KeyPress } from '../keys/key-press.ts';
import { editedWords } from '../keys/typed-words.ts';
import { fleetPage } from './fleet-rows.ts';
import type { FleetScene } from './fleet-scene.ts';
import { type FleetState, moved, movedToHurting, pinned, relisted, selectedIndex } from './fleet-state.ts';
import { foldsIdle, MOST_IDLE_SHOWN } from './listed-functions.ts';

/** The effect of a key on the fleet screen, and requests to other parts. */
export interface FleetAnswer {
  readonly state: FleetState;
  readonly request: FleetRequest | null;
}

export type FleetRequest =
  | { readonly kind: 'open' | 'logs' | 'invocations' | 'headroom' | 'triage'; readonly functionName: string }
  | { readonly kind: 'say'; readonly says: SafeText }
  | { readonly kind: 'copy' | 'console' | 'trace' | 'note' | 'writeNote'; readonly status: FunctionStatus }
  | { readonly kind: 'window'; readonly window: WindowAction }
  | { readonly kind: 'refresh' | 'freeze' | 'present' | 'quit' | EverywhereAction };

/** @param wallMs time of the key: the list stands still for a while after each move */
export function fleetAfterKey(press: KeyPress, scene: FleetScene, wallMs: number): FleetAnswer {
  const { state } = scene;
  switch (state.mode.kind) {
    case 'filtering':
      return { state: filtered(state, press), request: null };
    case 'sorting':
      return { state: sorted(state, press), request: null };
    case 'browsing':
      return browsed(press, scene, wallMs);
  }
}

/** Before functions are read, or where a filter leaves none. */
const NONE_AT_HAND = safe`no function is at hand`;

const NOTHING_FOLDED = safe`all idle functions are shown: only more than ${MOST_IDLE_SHOWN} are folded`;

function browsed({ action, elsewhere }: KeyPress, scene: FleetScene, wallMs: number): FleetAnswer {
  const { state, shown } = scene;
  const changed = (after: FleetState): FleetAnswer => ({ state: after, request: null });
  const asking = (request: FleetRequest | null): FleetAnswer => ({ state, request });
  if (elsewhere !== null) return asking({ kind: 'say', says: elsewhereWords(elsewhere) });
  if (action === null) return changed(state);
  const page = fleetPage(scene);
  const table = { shown, height: page };
  const rows = rowsMovedBy(action, page);
  if (rows !== null) return changed(moved(state, table, rows, wallMs));
  const selected = shown[selectedIndex(state, shown)];
  const ofSelected = (request: (of: FunctionStatus) => FleetRequest): FleetAnswer =>
    asking(selected === undefined ? { kind: 'say', says: NONE_AT_HAND } : request(selected));
  const hurting = (step: 1 | -1): FleetAnswer => {
    const after = movedToHurting(state, table, step, wallMs);
    const says = safe`no function that hurts further ${step > 0 ? safe`down` : safe`up`}`;
    return after === null ? asking({ kind: 'say', says }) : changed(after);
  };
  switch (action) {
    case 'open':
    case 'logs':
    case 'invocations':
    case 'headroom':
    case 'triage':
      return ofSelected(({ name }) => ({ kind: action, functionName: name }));
    case 'filter':
      return changed({ ...state, mode: { kind: 'filtering' } });
    case 'sort':
      return changed({ ...state, mode: { kind: 'sorting', column: sortedColumn(state) } });
    case 'idle':
      return foldsIdle(scene.snapshot.functions, state)
        ? changed(relisted(state, { showsIdle: !state.showsIdle }))
        : asking({ kind: 'say', says: NOTHING_FOLDED });
    case 'back':
      if (state.filter !== '') return changed(relisted(state, { filter: '' }));
      return scene.isRoot ? changed(state) : asking({ kind: 'quit' });
    case 'pin':
      return changed(selected === undefined ? state : pinned(state, selected.name));
    case 'copy':
    case 'console':
    case 'trace':
    case 'note':
    case 'writeNote':
      return ofSelected((status) => ({ kind: action, status }));
    case 'nextError':
      return hurting(1);
    case 'previousError':
      return hurting(-1);
    case 'refresh':
    case 'freeze':
    case 'present':
    case 'quit':
      return asking({ kind: action });
    default:
      if (isWindow(action)) return asking({ kind: 'window', window: action });
      return isEverywhere(action) ? asking({ kind: action }) : changed(state);
  }
}

function filtered(state: FleetState, press: KeyPress): FleetState {
  if (press.isReturn) return { ...state, mode: { kind: 'browsing' } };
  if (press.isEscape) return { ...relisted(state, { filter: '' }), mode: { kind: 'browsing' } };
  const filter = editedWords(state.filter, press);
  return filter === state.filter ? state : relisted(state, { filter });
}

/** Where picking begins: at the column by which the list is sorted. */
function sortedColumn({ sortedBy }: FleetState): number {
  return sortedBy === null ? 0 : Math.max(0, SORT_CHOICES.indexOf(sortedBy));
}

function sorted(state: FleetState, press: KeyPress): FleetState {
  if (state.mode.kind !== 'sorting') return state;
  const { column } = state.mode;
  if (press.isReturn)
    return { ...relisted(state, { sortedBy: SORT_CHOICES[column] ?? null }), mode: { kind: 'browsing' } };
  if (press.isEscape) return { ...relisted(state, { sortedBy: null }), mode: { kind: 'browsing' } };
  const step = press.action === 'right' ? 1 : press.action === 'left' ? -1 : 0;
  return {
    ...state,
    mode: { kind: 'sorting', column: (column + step + SORT_CHOICES.length) % SORT_CHOICES.length },
  };
}
