import { unfolded } from '../../../logs/lines/story-item.ts';
import { rowChoice, type TailChoice } from './tail-choice.ts';
import type { ReadableTail } from './tail-state.ts';

export interface SavedLines {
  readonly items: ReturnType<typeof unfolded>;
  /** How many rows of memory they fill: a call that is over takes one, its START and END included. */
  readonly rowCount: number;
}

/** What a file of the log holds: each chosen line as AWS sent it, also those that share a row of the screen. */
export function savedLines(tail: Pick<ReadableTail, 'memory' | 'patterns'>, choice: TailChoice): SavedLines {
  const chosen = rowChoice(choice, tail.patterns.currentId);
  const rows = chosen === null ? tail.memory() : tail.memory().filter(chosen.isShown);
  return { items: unfolded(rows), rowCount: rows.length };
}
