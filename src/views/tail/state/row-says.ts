import type { StoryItem } from '../../../logs/lines/story-item.ts';
import { rowText } from '../../../print/tail/row-text.ts';

/** Whether `test` holds for what the row of a line says. */
export function rowSays(item: StoryItem, test: (text: string) => boolean): boolean {
  return item.type === 'event' && test(rowText(item));
}
