import type { StoryItem } from '../../logs/lines/story-item.ts';
import { endSearchText } from '../../print/tail/end-words.ts';

/** Whether `test` holds for the logged text, or for the text of a finished invocation's row. */
export function rowSays(item: StoryItem, test: (text: string) => boolean): boolean {
  if (item.type !== 'event') return false;
  if (test(item.event.message)) return true;
  return item.line.report !== null && test(endSearchText(item.line, item.invocation));
}
