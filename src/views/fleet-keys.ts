import { fleetPage } from './fleet-rows.ts';
import type { FleetScene } from './fleet-scene.ts';
import { type FleetState, moved, relisted, rowsOf, SORT_CHOICES, selectedIndex } from './fleet-state.ts';
import type { KeyPress } from './parts/keys.ts';

/** What a key makes of the fleet screen, and what it asks of others. */
export interface FleetAnswer {
  readonly state: FleetState;
  readonly request: FleetRequest | null;
}

export type FleetRequest =
  | { readonly kind: 'open' | 'logs'; readonly functionName: string }
  | { readonly kind: 'refresh' | 'help' | 'quit' };

/** @param wallMs of the key: the list stands still for a while after each move. */
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

function browsed({ action }: KeyPress, scene: FleetScene, wallMs: number): FleetAnswer {
  const { state, shown } = scene;
  const changed = (after: FleetState): FleetAnswer => ({ state: after, request: null });
  const asking = (request: FleetRequest | null): FleetAnswer => ({ state, request });
  if (action === null) return changed(state);
  const page = fleetPage(scene);
  const rows = rowsOf(action, page);
  if (rows !== null) return changed(moved(state, shown, rows, page, wallMs));
  const selected = shown[selectedIndex(state, shown)];
  switch (action) {
    case 'open':
    case 'logs':
      return asking(selected === undefined ? null : { kind: action, functionName: selected.name });
    case 'filter':
      return changed({ ...state, mode: { kind: 'filtering' } });
    case 'sort':
      return changed({ ...state, mode: { kind: 'sorting', column: 0 } });
    case 'idle':
      return changed(relisted(state, { showsIdle: !state.showsIdle }));
    case 'back':
      return changed(state.filter === '' ? state : relisted(state, { filter: '' }));
    case 'refresh':
    case 'help':
    case 'quit':
      return asking({ kind: action });
    default:
      return changed(state);
  }
}

function filtered(state: FleetState, press: KeyPress): FleetState {
  if (press.isReturn) return { ...state, mode: { kind: 'browsing' } };
  if (press.isEscape) return { ...relisted(state, { filter: '' }), mode: { kind: 'browsing' } };
  if (press.isBackspace) return relisted(state, { filter: state.filter.slice(0, -1) });
  return press.character === '' ? state : relisted(state, { filter: state.filter + press.character });
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
