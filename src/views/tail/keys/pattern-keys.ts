import { silentEndOf } from '../../../logs/lines/mined-words.ts';
import { END_PATTERNS } from '../../../logs/queries/failure-pattern.ts';
import { joinSafe, safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { type Action, rowsMovedBy } from '../../keys/key-action.ts';
import type { KeyPress } from '../../keys/key-press.ts';
import type { Copyable } from '../../parts/copying/copy-menu.ts';
import { MOST_PATTERNS, noPatternWords, type PatternRow, patternRows } from '../panes/pattern-rows.ts';
import type { ReadableTail, TailState } from '../state/tail-state.ts';
import { chosen } from './moves.ts';

const PAGE = 4;

/** Keys that act on the line under the cursor, which the patterns may hide; `copy` takes the pattern there. */
export const OF_A_LINE: ReadonlySet<Action> = new Set(['mark', 'requestLines', 'console', 'trace', 'note']);

/** Keys whose effect is seen on the lines. */
const SHOWN_ON_LINES: ReadonlySet<Action> = new Set([
  'follow',
  'find',
  'nextMatch',
  'previousMatch',
  'nextError',
  'previousError',
  'nextColdStart',
  'slowest',
  'nextMark',
  'filterLines',
  'levels',
  'repeats',
  'wrap',
  'left',
  'right',
]);

/** The lines have the focus again before a key whose effect they show. */
export function linesFor({ action }: KeyPress, state: TailState): TailState {
  const showsLines = state.pane === 'patterns' && action !== null && SHOWN_ON_LINES.has(action);
  return showsLines ? { ...state, pane: 'lines' } : state;
}

/** The selected pattern; null before there is one. */
function patternAtHand({ patternIndex }: TailState, tail: ReadableTail): PatternRow | null {
  const rows = patternRows(tail.shares(MOST_PATTERNS), tail.getSnapshot());
  return rows[Math.min(patternIndex, rows.length - 1)] ?? null;
}

/** The selected pattern as it stands there, with places for values; of an end that Lambda tells of, the filter for its lines. */
export function patternCopyable(state: TailState, tail: ReadableTail): Copyable | null {
  const pattern = patternAtHand(state, tail);
  if (pattern === null) return null;
  // Its words are ours: no line has them.
  const end = silentEndOf(pattern.pattern.sample);
  const words = end === null ? joinSafe(pattern.wording.map(safeText), safe`#`) : safeText(END_PATTERNS[end]);
  return { key: 'p', name: safe`pattern`, lines: [words] };
}

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
      const id = patternAtHand(state, tail)?.pattern.id ?? null;
      const patternId = id === state.choice.patternId ? null : id;
      return { ...chosen(state, { patternId }), pane: 'lines' };
    }
    case 'copy':
      return patternAtHand(state, tail) === null ? { ...state, says: nothingToCopy(tail) } : null;
    case null:
      return null;
    default: {
      if (OF_A_LINE.has(action)) return { ...state, says: safe`that is for a line: go to the lines first` };
      const rows = rowsMovedBy(action, PAGE);
      if (rows === null) return null;
      return { ...state, patternIndex: Math.min(Math.max(0, state.patternIndex + rows), last) };
    }
  }
}

function nothingToCopy(tail: ReadableTail): SafeText {
  const why = noPatternWords(tail.getSnapshot()) ?? safe`the log is still being read`;
  return safe`no pattern to copy: ${why}`;
}
