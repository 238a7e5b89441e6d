import type { RawText } from '../terminal/text.ts';
import { comparePlaces, type LogPlace, placeOf } from './log-order.ts';
import type { TailItem } from './tail-item.ts';

export interface EventRingLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/**
 * The newest part of a log in memory, in log order, bounded by items and by bytes. The oldest make room, and are
 * counted. An item at the place of another replaces it, so that news of a gap takes the row of that gap.
 */
export interface EventRing {
  /** Adds a batch in any order; late items go where they belong. */
  insert(items: readonly TailItem[]): void;
  /** A copy of at most `count` items from `start` on (0 is the oldest). */
  view(start: number, count: number): readonly TailItem[];
  /** The index of the first item at or behind `place`; `size` when there is none. */
  indexOf(place: LogPlace): number;
  readonly size: number;
  readonly sizeBytes: number;
  /** How many items made room for newer ones since the start. */
  readonly dropped: number;
}

/** What an item costs beside its message, roughly: two objects, and the texts of its id and stream. */
const ITEM_BYTES = 320;

export function createEventRing({ maxItems, maxBytes }: EventRingLimits): EventRing {
  let items: TailItem[] = [];
  let sizeBytes = 0;
  let dropped = 0;

  const merge = (batch: readonly TailItem[]) => {
    const earliest = batch[0];
    if (earliest === undefined) return;
    const from = lowerBound(items, placeOf(earliest));
    const tail = items.splice(from);
    for (const item of mergedInOrder(tail, batch)) items.push(item);
    for (const item of batch) sizeBytes += itemBytes(item);
    const replaced = tail.length + batch.length - (items.length - from);
    if (replaced > 0) sizeBytes = items.reduce((total, item) => total + itemBytes(item), 0);
  };

  const makeRoom = () => {
    let surplus = 0;
    while (items.length - surplus > maxItems || sizeBytes > maxBytes) {
      const oldest = items[surplus];
      if (oldest === undefined) break;
      sizeBytes -= itemBytes(oldest);
      surplus += 1;
    }
    if (surplus === 0) return;
    // At once, so that nothing keeps what was dropped alive: a copy of the places costs less than the page it follows.
    items = items.slice(surplus);
    dropped += surplus;
  };

  return {
    insert(batch) {
      if (batch.length === 0) return;
      merge(inOrder(batch));
      makeRoom();
    },
    view: (start, count) => items.slice(Math.max(0, start), Math.max(0, start) + count),
    indexOf: (place) => lowerBound(items, place),
    get size() {
      return items.length;
    },
    get sizeBytes() {
      return sizeBytes;
    },
    get dropped() {
      return dropped;
    },
  };
}

/** UTF-16 at two bytes a unit: what text costs at most. */
function itemBytes(item: TailItem): number {
  return ITEM_BYTES + 2 * textOf(item).length;
}

function textOf(item: TailItem): RawText | '' {
  switch (item.type) {
    case 'event':
      return item.event.message;
    case 'notice':
      return item.kind === 'recovered' ? '' : item.message;
    case 'gap':
      return '';
  }
}

/** The batch sorted; of several items at one place the last. */
function inOrder(batch: readonly TailItem[]): readonly TailItem[] {
  const sorted = batch.toSorted((left, right) => comparePlaces(placeOf(left), placeOf(right)));
  return sorted.filter((item, index) => {
    const next = sorted[index + 1];
    return next === undefined || comparePlaces(placeOf(item), placeOf(next)) !== 0;
  });
}

/** Both sorted lists as one; where both have the same place, the item of `news`. */
function mergedInOrder(items: readonly TailItem[], news: readonly TailItem[]): readonly TailItem[] {
  const merged: TailItem[] = [];
  let index = 0;
  for (const item of news) {
    const place = placeOf(item);
    let old = items[index];
    while (old !== undefined && comparePlaces(placeOf(old), place) < 0) {
      merged.push(old);
      index += 1;
      old = items[index];
    }
    if (old !== undefined && comparePlaces(placeOf(old), place) === 0) index += 1;
    merged.push(item);
  }
  return merged.concat(items.slice(index));
}

function lowerBound(items: readonly TailItem[], place: LogPlace): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && comparePlaces(placeOf(item), place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
