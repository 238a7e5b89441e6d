/** The first index from `first` on that is not `before`, which all are up to some place; `end` if all are. */
export function partitionPoint(first: number, end: number, before: (index: number) => boolean): number {
  let low = first;
  let high = end;
  while (low < high) {
    const middle = low + ((high - low) >>> 1);
    if (before(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
