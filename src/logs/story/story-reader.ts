import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import { saidBy } from '../failures/failure.ts';
import { createPatternMiner, type PatternMiner } from '../patterns/pattern-miner.ts';
import { isAskedFor, type TailEvent, type TailItem } from '../tail-item.ts';
import type { StoryEvent, StoryItem } from './story-item.ts';

/** Understands each line of a log once, and tells which pattern it is of. */
export interface StoryReader {
  read(items: readonly TailItem[]): readonly StoryItem[];
  readonly patterns: Pick<PatternMiner, 'currentId' | 'patterns'>;
}

export function createStoryReader(): StoryReader {
  const patterns = createPatternMiner();
  return {
    patterns,
    read: (items) =>
      items.map((item): StoryItem => {
        if (item.type !== 'event') return item;
        const line = parseLogLine(item.event.message);
        const words = isAskedFor(item) ? minedWords(line) : null;
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

/** What a message is sorted by: of a stack trace the error, whatever way it took. */
const LONGEST_MINED = 1_000;

/** Null for what Lambda writes: its lines are known by their kinds. */
function minedWords(line: LogLine): string | null {
  if (line.kind !== 'app' && line.kind !== 'failure') return null;
  const start = saidBy(line).slice(0, LONGEST_MINED);
  const end = start.search(/[\r\n]/);
  return end < 0 ? start : start.slice(0, end);
}
