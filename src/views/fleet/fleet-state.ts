import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { type FleetListing, listedFunctions } from './listed-functions.ts';

/** The user's changes to the fleet screen. */
export interface FleetState extends FleetListing {
  /**
   * The selection follows the function, not the row. Null is the worst function of the moment, until a key is pressed.
   */
  readonly selected: string | null;
  /** How many functions were scrolled past: none until the cursor leaves the bottom of the table. */
  readonly scrolledBy: number;
  /** Names in screen order. Kept while the cursor moves, so that rows don't move under it. */
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
  scrolledBy: 0,
  order: [],
  movedMs: 0,
  mode: { kind: 'browsing' },
  sortedBy: null,
  filter: '',
  showsIdle: false,
  pinned: [],
};

/** How long the cursor must rest before the list may re-sort, in wall time. */
const REST_MS = 3_000;

/** The functions in screen order: the kept order while the cursor moves, else the newest. */
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

/**
 * The first visible function in a table of `height` rows: where the user scrolled to. If the selected function moved
 * out of that part, the worst ones as long as both fit.
 */
export function firstShown(state: FleetState, shown: readonly FunctionStatus[], height: number): number {
  const place = selectedIndex(state, shown);
  const first = Math.min(state.scrolledBy, Math.max(0, shown.length - height));
  return isWithin(place, first, height) ? first : Math.max(0, place - height + 1);
}

interface ShownTable {
  readonly shown: readonly FunctionStatus[];
  /** Number of table rows. */
  readonly height: number;
}

/** Moves the cursor by `rows`, scrolls no further than necessary, and keeps the order. */
export function moved(
  state: FleetState,
  { shown, height }: ShownTable,
  rows: number,
  wallMs: number,
): FleetState {
  const place = Math.min(Math.max(0, selectedIndex(state, shown) + rows), Math.max(0, shown.length - 1));
  const scrolledBy = Math.min(Math.max(firstShown(state, shown, height), place - height + 1), place);
  const selected = shown[place]?.name ?? null;
  return { ...state, selected, scrolledBy, order: shown.map(({ name }) => name), movedMs: wallMs };
}

function isWithin(place: number, first: number, height: number): boolean {
  return place >= first && place < first + height;
}

/** Moves the cursor to the next failing function, down or up; null for none. */
export function movedToHurting(
  state: FleetState,
  table: ShownTable,
  step: 1 | -1,
  wallMs: number,
): FleetState | null {
  const { shown } = table;
  const from = selectedIndex(state, shown);
  const hurts = ({ severity }: FunctionStatus) => severity === 'crit' || severity === 'warn';
  const place =
    step > 0
      ? shown.findIndex((status, index) => index > from && hurts(status))
      : shown.findLastIndex((status, index) => index < from && hurts(status));
  return place < 0 ? null : moved(state, table, place - from, wallMs);
}

/** Sort, filter and idle choices take effect at once, from the top. */
export function relisted(state: FleetState, change: Partial<FleetListing>): FleetState {
  return { ...state, ...change, scrolledBy: 0, order: [], movedMs: 0 };
}

/** Toggles the pin of a function. */
export function pinned(state: FleetState, name: string): FleetState {
  const others = state.pinned.filter((each) => each !== name);
  return relisted(state, { pinned: others.length < state.pinned.length ? others : [...others, name] });
}
