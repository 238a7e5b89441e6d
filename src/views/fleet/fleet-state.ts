import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import { type FleetListing, listedFunctions } from './fleet-order.ts';

/** What a person has done to the fleet screen. */
export interface FleetState extends FleetListing {
  /** The selection follows the function, not the row. Null is the worst, whoever that is, until a key is pressed. */
  readonly selected: string | null;
  /** Where in the table the cursor stands, so that the rows around it stay where they are. */
  readonly row: number;
  /** Names in the order shown. Kept while the cursor moves, so that nothing moves under it. */
  readonly order: readonly string[];
  readonly movedMs: number;
  readonly mode: FleetMode;
}

export type FleetMode =
  | { readonly kind: 'browsing' }
  | { readonly kind: 'filtering' }
  | { readonly kind: 'sorting'; readonly column: number };

export const INITIAL_FLEET: FleetState = {
  selected: null,
  row: 0,
  order: [],
  movedMs: 0,
  mode: { kind: 'browsing' },
  sortedBy: null,
  filter: '',
  showsIdle: false,
  pinned: [],
};

/** How long the cursor must rest before the list may re-sort under it, in wall time. */
const REST_MS = 3_000;

/** The functions in the order on screen: the standing order while the cursor moves, else the newest. */
export function shownFunctions(
  state: FleetState,
  functions: readonly FunctionStatus[],
  wallMs: number,
): readonly FunctionStatus[] {
  const newest = listedFunctions(functions, state);
  if (wallMs - state.movedMs > REST_MS || state.order.length === 0) return newest;
  const places = new Map(state.order.map((name, place) => [name, place]));
  return newest.toSorted((a, b) => (places.get(a.name) ?? Infinity) - (places.get(b.name) ?? Infinity) || 0);
}

export function selectedIndex(state: FleetState, shown: readonly FunctionStatus[]): number {
  const index = shown.findIndex(({ name }) => name === state.selected);
  return Math.max(0, index);
}

/** The first function that a table of `height` rows shows. */
export function firstShown(state: FleetState, shown: readonly FunctionStatus[], height: number): number {
  const row = Math.min(state.row, height - 1);
  return Math.min(Math.max(0, selectedIndex(state, shown) - row), Math.max(0, shown.length - height));
}

/** Moves the cursor by `rows` in a table of `height` rows and holds the order still. */
export function moved(
  state: FleetState,
  shown: readonly FunctionStatus[],
  rows: number,
  height: number,
  wallMs: number,
): FleetState {
  const place = Math.min(Math.max(0, selectedIndex(state, shown) + rows), Math.max(0, shown.length - 1));
  const row = Math.min(Math.max(0, place - firstShown(state, shown, height)), height - 1);
  const selected = shown[place]?.name ?? null;
  return { ...state, selected, row, order: shown.map(({ name }) => name), movedMs: wallMs };
}

/** Moves the cursor to the next function that hurts, up or down, round the end of the list. */
export function movedToHurting(
  state: FleetState,
  shown: readonly FunctionStatus[],
  step: 1 | -1,
  height: number,
  wallMs: number,
): FleetState {
  const from = selectedIndex(state, shown);
  const places = shown.map((_, index) => (from + step * (index + 1) + shown.length) % shown.length);
  const place = places.find((each) => {
    const severity = shown[(each + shown.length) % shown.length]?.severity;
    return severity === 'crit' || severity === 'warn';
  });
  return place === undefined ? state : moved(state, shown, place - from, height, wallMs);
}

/** A choice of list (sort, filter, idle) shows its effect at once. */
export function relisted(state: FleetState, change: Partial<FleetListing>): FleetState {
  return { ...state, ...change, order: [], movedMs: 0 };
}

/** Pins a function to the top of the list, or lets it go. */
export function pinned(state: FleetState, name: string): FleetState {
  const others = state.pinned.filter((each) => each !== name);
  return relisted(state, { pinned: others.length < state.pinned.length ? others : [...others, name] });
}
