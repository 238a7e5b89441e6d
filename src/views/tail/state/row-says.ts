import { versionMark } from '../../../lambda/log-stream.ts';
import type { StoryItem } from '../../../logs/lines/story-item.ts';
import { rowText } from '../../../print/tail/row-text.ts';

/** Whether `test` holds for what the row of a line says. */
export function rowSays(item: StoryItem, test: (text: string) => boolean): boolean {
  return item.type === 'event' && test(rowText(item));
}

/** Whether a line is of the version that `words` name as its row does: `[119]`. A bare number is found in messages. */
export function isOfVersion(item: StoryItem, words: string): boolean {
  if (item.type !== 'event' || !words.startsWith('[')) return false;
  return versionMark(item.event.logStream)?.toLowerCase() === words.toLowerCase();
}
