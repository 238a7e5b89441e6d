import type { StoryItem } from '../../logs/lines/story-item.ts';
import { endSearchText } from '../../print/tail/end-words.ts';

/** Whether a text for which `test` holds is in what was logged, or in what the row of an invocation that is over makes of it. */
export function rowSays(item: StoryItem, test: (text: string) => boolean): boolean {
  if (item.type !== 'event') return false;
  if (test(item.event.message)) return true;
  return item.line.report !== null && test(endSearchText(item.line, item.invocation));
}
