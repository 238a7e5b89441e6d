import { EVENT_BYTES, eventBytes } from '../event.ts';
import { comparePlaces, indexOfPlace, type LogPlace, placeOf } from '../log-order.ts';
import type { Gap, TailItem } from '../tail-item.ts';
import { inOrder, mergeInOrder } from './merge-in-order.ts';
import { createReachingGaps } from './reaching-gaps.ts';

export interface EventRingLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/**
 * The newest part of a log in memory, in log order, bounded by items and bytes. The oldest are dropped and counted; a
 * gap that reaches into what remains is kept at its front. An item replaces the one at the same place, so that an
 * updated gap keeps its row.
 */
export interface EventRing<Item extends TailItem = TailItem> {
  /** Adds a batch in any order; late items are inserted at their place. */
  insert(items: readonly Item[]): void;
  /** Removes the items at these places, without counting them as dropped. */
  remove(places: readonly LogPlace[]): void;
  /** A copy of at most `count` items from `start` on (0 is the oldest). */
  view(start: number, count: number): readonly Item[];
  /** The index of the first item at or after `place`; `size` when there is none. */
  indexOf(place: LogPlace): number;
  readonly size: number;
  readonly sizeBytes: number;
  /** How many items were dropped for newer ones. */
  readonly dropped: number;
}

/** Share of slots that dropped items may occupy before the others are moved up. */
const MOST_DROPPED = 1 / 8;

/** @param bytesOf rough memory of an item, with all that it keeps alive */
export function createEventRing<Item extends TailItem = TailItem>(
  { maxItems, maxBytes }: EventRingLimits,
  bytesOf: (item: Item) => number = itemBytes,
): EventRing<Item> {
  /** Valid from `first` on; earlier slots belonged to dropped items, and are empty. */
  let items: (Item | undefined)[] = [];
  let first = 0;
  let sizeBytes = 0;
  let dropped = 0;
  const gaps = createReachingGaps();

  /** Puts dropped gaps that reach into what remains back at the front, in slots of dropped items. */
  const putBack = (gone: readonly Gap[]) => {
    const oldest = items[first];
    if (gone.length === 0 || oldest === undefined) return;
    const moved = inOrder(gaps.moved(gone, placeOf(oldest).timestampMs)) as readonly Item[];
    first -= moved.length;
    for (const [index, gap] of moved.entries()) items[first + index] = gap;
    sizeBytes += EVENT_BYTES * moved.length;
  };

  const makeRoom = () => {
    const before = first;
    const gone: Gap[] = [];
    while (items.length - first > maxItems || sizeBytes > maxBytes) {
      const oldest = items[first];
      if (oldest === undefined) break;
      sizeBytes -= bytesOf(oldest);
      if (oldest.type === 'gap') gone.push(oldest);
      first += 1;
    }
    putBack(gone);
    dropped += first - before;
    // Dropped items must not be kept alive; but moving all the others up each time would cost more than they do.
    if (first < items.length * MOST_DROPPED) items.fill(undefined, before, first);
    else {
      items = items.slice(first);
      first = 0;
    }
  };

  /** The index of the item at a place; -1 for none. */
  const indexAt = (place: LogPlace): number => {
    const index = indexOfPlace(items, place, first);
    const item = items[index];
    return item !== undefined && comparePlaces(placeOf(item), place) === 0 ? index : -1;
  };

  return {
    insert(batch) {
      if (batch.length === 0) return;
      const sorted = inOrder(batch.map(gaps.placed));
      for (const item of sorted) sizeBytes += bytesOf(item);
      for (const [before] of mergeInOrder(items, sorted, first)) sizeBytes -= bytesOf(before);
      makeRoom();
    },
    remove(places) {
      // The START of a long invocation is far back: the loop must not allocate for each item after it.
      const unwanted = new Set(places.map(indexAt).filter((index) => index >= 0));
      let to = items.length;
      for (const index of unwanted) to = Math.min(to, index);
      for (let index = to; index < items.length; index++) {
        const item = items[index];
        if (!unwanted.has(index)) {
          items[to] = item;
          to += 1;
        } else if (item !== undefined) sizeBytes -= bytesOf(item);
      }
      items.length = to;
    },
    view(start, count) {
      const from = first + Math.max(0, start);
      return items.slice(from, from + count).filter(isKept);
    },
    indexOf: (place) => indexOfPlace(items, place, first) - first,
    get size() {
      return items.length - first;
    },
    get sizeBytes() {
      return sizeBytes;
    },
    get dropped() {
      return dropped;
    },
  };
}

function isKept<Item>(item: Item | undefined): item is Item {
  return item !== undefined;
}

export function itemBytes(item: TailItem): number {
  switch (item.type) {
    case 'event':
      return eventBytes(item.event);
    case 'notice':
      return EVENT_BYTES + ('message' in item ? 2 * item.message.length : 0);
    case 'gap':
      return EVENT_BYTES;
  }
}
