import { compareItems, indexOfPlace, placeOf } from '../log-order.ts';
import type { TailItem } from '../tail-item.ts';

/**
 * Merges a batch into `items`, both in log order, `items` from index `first` on. An item replaces the one at the same
 * place, and those pairs are returned. Items before the earliest of the batch are only touched by bisection.
 */
export function mergeInOrder<Item extends TailItem>(
  items: (Item | undefined)[],
  batch: readonly Item[],
  first = 0,
): readonly (readonly [before: Item, now: Item])[] {
  const replaced: [Item, Item][] = [];
  const [earliest] = batch;
  if (earliest === undefined) return replaced;
  const behind = items.splice(indexOfPlace(items, placeOf(earliest), first));
  let index = 0;
  for (const item of batch) {
    let old = behind[index];
    while (old !== undefined && compareItems(old, item) < 0) {
      items.push(old);
      index += 1;
      old = behind[index];
    }
    if (old !== undefined && compareItems(old, item) === 0) {
      replaced.push([old, item]);
      index += 1;
    }
    items.push(item);
  }
  for (; index < behind.length; index++) items.push(behind[index]);
  return replaced;
}

/** The batch sorted; of several items at one place, the last. */
export function inOrder<Item extends TailItem>(batch: readonly Item[]): readonly Item[] {
  const sorted = batch.toSorted(compareItems);
  return sorted.filter((item, index) => {
    const next = sorted[index + 1];
    return next === undefined || compareItems(item, next) !== 0;
  });
}
