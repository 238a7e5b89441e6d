/**
 * The index of the first of `ordered` that is not `before`, which holds for all up to some place; their number if it
 * holds for all.
 */
export function partitionPoint<Item>(ordered: readonly Item[], before: (item: Item) => boolean): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(ordered[middle] as Item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
