import { useMemo, useState } from 'react';
import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import { placeKey } from '../../logs/log-order.ts';
import { hasErrorBelow } from './keys/jumps.ts';
import type { TailChoice } from './state/tail-choice.ts';
import { matchCountOf } from './state/tail-find.ts';
import type { ReadableTail, TailState } from './state/tail-state.ts';
import { type Slice, useSlices } from './use-slices.ts';

/** Completes a new filter beyond the visible rows, and redraws. */
export function useChoosing(shown: ReadableTail, choice: TailChoice): void {
  const [, drawAnew] = useState<TailChoice | null>(null);
  const slice = useMemo(
    () => () => {
      const isMore = shown.chooseMore();
      if (!isMore) drawAnew(choice);
      return isMore;
    },
    [shown, choice],
  );
  useSlices(slice);
}

/** Costs a few milliseconds, which a key may wait for. */
const SLICE_ROWS = 4_000;

interface MatchCount {
  readonly words: string;
  readonly lines: number;
}

/**
 * How many lines match the search; null without one, and until counted. Updated once a second for a log that goes on.
 */
export function useMatchCount(
  shown: ReadableTail,
  { find, frozen, choice }: TailState,
  nowMs: EpochMs,
): number | null {
  const words = find?.words ?? '';
  const [counted, setCounted] = useState<MatchCount | null>(null);
  const second = frozen === null ? Math.floor(nowMs / SECOND_MS) : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the second and other rows are when to count anew
  const slice = useMemo(
    () => (words === '' ? null : countInSlices(shown, words, setCounted)),
    [shown, choice, words, second],
  );
  useSlices(slice);
  return words !== '' && counted?.words === words ? counted.lines : null;
}

function countInSlices(shown: ReadableTail, words: string, onCounted: (count: MatchCount) => void): Slice {
  let start = 0;
  let lines = 0;
  return () => {
    // While a filter is being applied, only rows around one place can be counted.
    if (shown.getSnapshot().chosenCount === null) return true;
    const items = shown.items(start, SLICE_ROWS);
    lines += matchCountOf(items, words);
    start += items.length;
    if (items.length < SLICE_ROWS) onCounted({ words, lines });
    return items.length === SLICE_ROWS;
  };
}

/** Whether the key to the next error has a target: recomputed only when that may have changed. */
export function useErrorBelow(state: TailState, tail: ReadableTail): boolean {
  const { errorsRead, readFromMs } = tail.getSnapshot();
  const { held, frozen, choice } = state;
  const heldKey = held === null ? null : placeKey(held);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an error is below when one comes, or when the cursor moves
  return useMemo(() => hasErrorBelow(state, tail), [tail, errorsRead, readFromMs, heldKey, frozen, choice]);
}
