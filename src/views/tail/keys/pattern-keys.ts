import { rowsMovedBy } from '../../keys/key-action.ts';
import type { KeyPress } from '../../keys/key-press.ts';
import { MOST_PATTERNS } from '../panes/pattern-rows.ts';
import type { ReadableTail, TailState } from '../state/tail-state.ts';
import { chosen } from './moves.ts';

const PAGE = 4;

/** The log screen after a key while the patterns have the focus; null for keys with their usual meaning. */
export function patternsAfterKey(
  { action }: KeyPress,
  state: TailState,
  tail: ReadableTail,
): TailState | null {
  const shares = tail.shares(MOST_PATTERNS);
  const last = Math.max(0, shares.length - 1);
  switch (action) {
    case 'open': {
      const id = shares[Math.min(state.patternIndex, last)]?.pattern.id ?? null;
      const patternId = id === state.choice.patternId ? null : id;
      return { ...chosen(state, { patternId }), pane: 'lines' };
    }
    case null:
      return null;
    default: {
      const rows = rowsMovedBy(action, PAGE);
      if (rows === null) return null;
      return { ...state, patternIndex: Math.min(Math.max(0, state.patternIndex + rows), last) };
    }
  }
}
