import { useEffect } from 'react';

/** Part of a longer task; returns whether more remains. */
export type Slice = () => boolean;

/** Runs a task that takes longer than a key may wait, letting keys and frames in between slices. Null for none. */
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
