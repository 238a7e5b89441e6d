import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import type { RawText } from '../../terminal/text.ts';
import { createPatternMiner, type PatternMiner } from '../patterns/pattern-miner.ts';
import { isAskedFor, type TailEvent, type TailItem } from '../tail-item.ts';
import { minedWords } from './mined-words.ts';
import type { StoryEvent, StoryItem } from './story-item.ts';

/** Parses each line of a log once, and finds its pattern. */
export interface StoryReader {
  read(items: readonly TailItem[]): readonly StoryItem[];
  readonly patterns: Pick<PatternMiner, 'currentId' | 'patterns'>;
}

/** @param wordsOf the text by which a line's pattern is found; null for a line without one */
export function createStoryReader(
  wordsOf: (line: LogLine, message: RawText) => string | null = minedWords,
): StoryReader {
  const patterns = createPatternMiner();
  return {
    patterns,
    read: (items) =>
      items.map((item): StoryItem => {
        if (item.type !== 'event') return item;
        const line = parseLogLine(item.event.message);
        const words = isAskedFor(item) ? wordsOf(line, item.event.message) : null;
        return storyEvent(item, line, words === null ? null : patterns.add(words));
      }),
  };
}

/**
 * Built field by field: fields added to a spread object live in a separate list, and memory holds a hundred thousand of
 * these.
 */
function storyEvent(
  { event, lateMs, origin, part, isContext }: TailEvent,
  line: LogLine,
  patternId: number | null,
): StoryEvent {
  return {
    type: 'event',
    event,
    lateMs,
    line,
    patternId,
    invocation: null,
    ...(origin !== undefined && { origin }),
    ...(part !== undefined && { part }),
    ...(isContext !== undefined && { isContext }),
  };
}
