import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import type { RawText } from '../../terminal/text.ts';
import { createPatternMiner, type PatternMiner } from '../patterns/pattern-miner.ts';
import { isAskedFor, type TailEvent, type TailItem } from '../tail-item.ts';
import { minedWords } from './mined-words.ts';
import type { StoryEvent, StoryItem } from './story-item.ts';

/** Understands each line of a log once, and tells which pattern it is of. */
export interface StoryReader {
  read(items: readonly TailItem[]): readonly StoryItem[];
  readonly patterns: Pick<PatternMiner, 'currentId' | 'patterns'>;
}

/** @param wordsOf what a line is sorted by; null for one that is of no pattern */
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

/** Its fields one by one: what is added to a spread lies in a list of its own, and a memory holds a hundred thousand. */
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
