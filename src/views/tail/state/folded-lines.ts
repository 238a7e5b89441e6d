import { isStoryEvent, type StoryEvent, type StoryItem } from '../../../logs/lines/story-item.ts';
import { indexOfPlace, placeOf } from '../../../logs/log-order.ts';
import { saysTheSame } from '../../../logs/rows/repeat-fold.ts';
import { rowChoice, type TailChoice } from './tail-choice.ts';
import type { ReadableTail } from './tail-state.ts';

/** The lines that a row stands for, its own last; none for a gap or a notice. */
export function foldedLines(
  row: StoryItem | null,
  { memory, patterns: { currentId } }: Pick<ReadableTail, 'memory' | 'patterns'>,
  choice: TailChoice,
): readonly StoryEvent[] {
  if (row?.type !== 'event') return [];
  if (row.repeats === undefined) return [row];
  const chosen = rowChoice(choice, currentId);
  const items = memory();
  const earlier = items
    .slice(indexOfPlace(items, row.repeats.from), indexOfPlace(items, placeOf(row)))
    .filter(isStoryEvent)
    .filter((item) => chosen?.isShown(item) !== false && saysTheSame(item, row, currentId));
  return [...earlier, row];
}
