import { comparePlaces, indexOfPlace, type LogPlace, placeOf } from '../log-order.ts';
import type { Gap, TailItem } from '../tail-item.ts';
import { inOrder, mergeInOrder } from './merge-in-order.ts';
import { createReachingGaps } from './reaching-gaps.ts';

export interface EventRingLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/**
 * The newest part of a log in memory, in log order, bounded by items and by bytes. The oldest make room, and are
 * counted; a gap that reaches into what is left stays, in front of it. An item at the place of another replaces it, so that
 * news of a gap takes the row of that gap.
 */
export interface EventRing<Item extends TailItem = TailItem> {
  /** Adds a batch in any order; late items go where they belong. */
  insert(items: readonly Item[]): void;
  /** Takes out what stands at these places; that is not counted as dropped. */
  remove(places: readonly LogPlace[]): void;
  /** A copy of at most `count` items from `start` on (0 is the oldest). */
  view(start: number, count: number): readonly Item[];
  /** The index of the first item at or behind `place`; `size` when there is none. */
  indexOf(place: LogPlace): number;
  readonly size: number;
  readonly sizeBytes: number;
  /** How many items made room for newer ones since the start. */
  readonly dropped: number;
}

/** What an item costs beside its texts, roughly: two objects, and the heads of the texts. */
const ITEM_BYTES = 128;

/** Of the places that are taken, those of dropped items may be this part before the others move up. */
const MOST_DROPPED = 1 / 8;

export function createEventRing<Item extends TailItem = TailItem>({
  maxItems,
  maxBytes,
}: EventRingLimits): EventRing<Item> {
  /** From `first` on; the places before that are those of items that made room, and empty. */
  let items: (Item | undefined)[] = [];
  let first = 0;
  let sizeBytes = 0;
  let dropped = 0;
  const gaps = createReachingGaps();

  /** Gaps that made room and reach into what is left, in the places of what made room with them. */
  const putBack = (gone: readonly Gap[]) => {
    const oldest = items[first];
    if (gone.length === 0 || oldest === undefined) return;
    const moved = inOrder(gaps.moved(gone, placeOf(oldest).timestampMs)) as readonly Item[];
    first -= moved.length;
    for (const [index, gap] of moved.entries()) items[first + index] = gap;
    sizeBytes += ITEM_BYTES * moved.length;
  };

  const makeRoom = () => {
    const before = first;
    const gone: Gap[] = [];
    while (items.length - first > maxItems || sizeBytes > maxBytes) {
      const oldest = items[first];
      if (oldest === undefined) break;
      sizeBytes -= itemBytes(oldest);
      if (oldest.type === 'gap') gone.push(oldest);
      first += 1;
    }
    putBack(gone);
    dropped += first - before;
    // Nothing is to keep alive what was dropped; and to move all the others up each time would cost more than they do.
    if (first < items.length * MOST_DROPPED) items.fill(undefined, before, first);
    else {
      items = items.slice(first);
      first = 0;
    }
  };

  /** Where the item of a place is; -1 where there is none. */
  const indexAt = (place: LogPlace): number => {
    const index = indexOfPlace(items, place, first);
    const item = items[index];
    return item !== undefined && comparePlaces(placeOf(item), place) === 0 ? index : -1;
  };

  return {
    insert(batch) {
      if (batch.length === 0) return;
      const sorted = inOrder(batch.map(gaps.placed));
      for (const item of sorted) sizeBytes += itemBytes(item);
      for (const [before] of mergeInOrder(items, sorted, first)) sizeBytes -= itemBytes(before);
      makeRoom();
    },
    remove(places) {
      // The START of a long invocation stands far back: nothing is to be made of each item behind it.
      const unwanted = new Set(places.map(indexAt).filter((index) => index >= 0));
      let to = items.length;
      for (const index of unwanted) to = Math.min(to, index);
      for (let index = to; index < items.length; index++) {
        const item = items[index];
        if (!unwanted.has(index)) {
          items[to] = item;
          to += 1;
        } else if (item !== undefined) sizeBytes -= itemBytes(item);
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

/** UTF-16 at two bytes a unit: what text costs at most. */
function itemBytes(item: TailItem): number {
  return ITEM_BYTES + 2 * textLength(item);
}

/** Of all texts that the item keeps alive: a message may be short, and its id a megabyte. */
function textLength(item: TailItem): number {
  switch (item.type) {
    case 'event': {
      const { eventId, logStream, message } = item.event;
      return eventId.length + logStream.length + message.length;
    }
    case 'notice':
      return 'message' in item ? item.message.length : 0;
    case 'gap':
      return 0;
  }
}
