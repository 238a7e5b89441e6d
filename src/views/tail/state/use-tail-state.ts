import { useEffect, useRef, useState } from 'react';
import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';
import { selectOpeningRows } from './opening-rows.ts';
import { rowChoice } from './tail-choice.ts';
import { FOLLOWING, type TailState } from './tail-state.ts';

/** The user's changes to the log screen, and the rows that they select. */
export interface ChangingTailState {
  /** As drawn. */
  readonly state: TailState;
  /** Keys may arrive faster than frames: each must see the effect of the one before. */
  latest(): TailState;
  change(after: TailState): void;
}

/** @param tail with its opening rows selected */
export function useTailState(tail: LogTail): ChangingTailState {
  const [state, setState] = useState(FOLLOWING);
  const latest = useRef(state);
  useEffect(
    () => () => {
      // The next visit begins with them, from its first frame on. Where no others were chosen they still are selected.
      if (latest.current.choice !== FOLLOWING.choice) selectOpeningRows(tail);
    },
    [tail],
  );
  const change = (after: TailState) => {
    const before = latest.current;
    latest.current = after;
    setState(after);
    if (after.choice === before.choice && after.frozen === before.frozen) return;
    // A hidden view is filtered only when it is shown again.
    (after.frozen ?? tail).show(rowChoice(after.choice, tail.patterns.currentId), after.held);
  };
  return {
    state,
    latest: () => latest.current,
    change,
  };
}
