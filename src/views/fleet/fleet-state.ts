import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import { type FleetListing, listedFunctions } from './fleet-order.ts';

/** What a person has done to the fleet screen. */
export interface FleetState extends FleetListing {
  /** The selection follows the function, not the row. Null is the worst, whoever that is, until a key is pressed. */
  readonly selected: string | null;
  /** How many functions a person has scrolled past: none until the cursor leaves the bottom of the table. */
  readonly scrolledBy: number;
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
  scrolledBy: 0,
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

/**
 * The first function that a table of `height` rows shows: where a person has scrolled to. Where the order has changed and
 * the one under the cursor is not there any more, the worst as long as there is room for both.
 */
export function firstShown(state: FleetState, shown: readonly FunctionStatus[], height: number): number {
  const place = selectedIndex(state, shown);
  const first = Math.min(state.scrolledBy, Math.max(0, shown.length - height));
  return isWithin(place, first, height) ? first : Math.max(0, place - height + 1);
}

interface ShownTable {
  readonly shown: readonly FunctionStatus[];
  /** Rows that it has room for. */
  readonly height: number;
}

/** Moves the cursor by `rows`, the table no further than it must, and holds the order still. */
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

/** Moves the cursor to the next function that hurts, down or up; null where there is none. */
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

/** A choice of list (sort, filter, idle) shows its effect at once, from the top. */
export function relisted(state: FleetState, change: Partial<FleetListing>): FleetState {
  return { ...state, ...change, scrolledBy: 0, order: [], movedMs: 0 };
}

/** Pins a function to the top of the list, or lets it go. */
export function pinned(state: FleetState, name: string): FleetState {
  const others = state.pinned.filter((each) => each !== name);
  return relisted(state, { pinned: others.length < state.pinned.length ? others : [...others, name] });
}
