import fuzzysort from 'fuzzysort';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { FleetColumn } from '../../print/fleet/table/fleet-column.ts';
import { filterWords } from '../log/filter-words.ts';

/** How the user wants the list of functions. */
export interface FleetListing {
  /** Null is worst first. */
  readonly sortedBy: FleetColumn | null;
  /** As typed, in words; one after a `!` leaves out what matches. */
  readonly filter: string;
  readonly showsIdle: boolean;
  /** Names pinned to the top, in order of pinning. */
  readonly pinned: readonly string[];
}

/** Idle functions are folded into a count beyond this many. */
export const MOST_IDLE_SHOWN = 3;

/** The functions to show, in order. `functions` come worst first. */
export function listedFunctions(
  functions: readonly FunctionStatus[],
  listing: FleetListing,
): readonly FunctionStatus[] {
  const matching = functions.filter(({ name }) => matches(name, listing.filter));
  const sorted = pinnedFirst(sortedFunctions(matching, listing.sortedBy), listing.pinned);
  if (listing.showsIdle || !foldsIdle(functions, listing)) return sorted;
  let idle = 0;
  return sorted.filter((status) => !mayFold(status, listing.pinned) || ++idle <= MOST_IDLE_SHOWN);
}

/** Whether there are more idle functions than are always shown, as pinned ones are. A filter shows all that match. */
export function foldsIdle(
  functions: readonly FunctionStatus[],
  { filter, pinned }: Pick<FleetListing, 'filter' | 'pinned'>,
): boolean {
  return filter === '' && idleBeyondShown(functions, pinned) > 0;
}

/** How many idle functions the list leaves out. */
export function foldedCount(functions: readonly FunctionStatus[], listing: FleetListing): number {
  return listing.showsIdle || listing.filter !== '' ? 0 : idleBeyondShown(functions, listing.pinned);
}

function idleBeyondShown(functions: readonly FunctionStatus[], pinned: FleetListing['pinned']): number {
  return Math.max(0, functions.filter((status) => mayFold(status, pinned)).length - MOST_IDLE_SHOWN);
}

function mayFold(status: FunctionStatus, pinned: readonly string[]): boolean {
  return isIdle(status) && !pinned.includes(status.name);
}

export function isIdle({ activity, severity }: FunctionStatus): boolean {
  return activity === 'idle' && severity === 'ok';
}

function sortedFunctions(
  functions: readonly FunctionStatus[],
  column: FleetColumn | null,
): readonly FunctionStatus[] {
  const key = column?.sortsBy;
  if (key === undefined) return functions;
  return functions.toSorted((a, b) => (key(b) ?? -Infinity) - (key(a) ?? -Infinity));
}

function pinnedFirst(
  functions: readonly FunctionStatus[],
  pinned: readonly string[],
): readonly FunctionStatus[] {
  if (pinned.length === 0) return functions;
  const place = ({ name }: FunctionStatus) => (pinned.includes(name) ? pinned.indexOf(name) : pinned.length);
  return functions.toSorted((a, b) => place(a) - place(b));
}

/** Fuzzy: each word's letters in order, anywhere in the name: `oc` finds order-consumer, `oc !dev` not those of dev. */
function matches(name: string, filter: string): boolean {
  return filterWords(filter).every(
    ({ word, isExcluded }) => (fuzzysort.single(word, name) === null) === isExcluded,
  );
}
