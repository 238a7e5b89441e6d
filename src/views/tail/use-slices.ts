import { useEffect } from 'react';

/** Part of a longer work; gives back whether there is more to do. */
export type Slice = () => boolean;

/** Does what takes longer than a key may wait, with keys and frames between its slices. Null is nothing to do. */
export function useSlices(slice: Slice | null): void {
  useEffect(() => {
    if (slice === null) return;
    const more = () => {
      if (slice()) turn = setImmediate(more);
    };
    let turn = setImmediate(more);
    return () => clearImmediate(turn);
  }, [slice]);
}
