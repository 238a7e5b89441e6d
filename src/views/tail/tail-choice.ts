import { isAtLeast, type LogLevel } from '../../lambda/line/log-level.ts';
import { isError, type StoryEvent, type StoryItem } from '../../logs/lines/story-item.ts';
import type { RowChoice } from '../../logs/rows/chosen-rows.ts';
import { effectiveLevel } from '../../logs/selection/selection-rules.ts';
import type { LogTail } from '../../monitor/log/log-tail.ts';
import type { RawText } from '../../terminal/text.ts';
import { rowSays } from './row-says.ts';

/** Which rows of those in memory a person has chosen to see. All that is set must hold. */
export interface TailChoice {
  /** Words that a line must have; those behind a `!` it must not have. Upper and lower case alike. */
  readonly words: string;
  /** This level and above; null for all. */
  readonly level: LogLevel | null;
  /** Null for lines of all requests. */
  readonly requestId: RawText | null;
  /** Null for lines of all patterns. */
  readonly patternId: number | null;
  /** Whether lines that follow each other and say the same are one row. */
  readonly foldsRepeats: boolean;
}

export const ALL_ROWS: TailChoice = {
  words: '',
  level: null,
  requestId: null,
  patternId: null,
  foldsRepeats: true,
};

/** Levels that a key goes through, and back to all. */
const LEVELS: readonly (LogLevel | null)[] = [null, 'INFO', 'WARN', 'ERROR'];

/** The next level that hides or shows any of these rows: a key that changes nothing is taken for one that does not work. */
export function nextLevel(level: LogLevel | null, items: readonly StoryItem[]): LogLevel | null {
  const place = LEVELS.indexOf(level);
  const others = [...LEVELS.slice(place + 1), ...LEVELS.slice(0, place)];
  const next = others.find((other) =>
    items.some((item) => isAtLevel(item, other) !== isAtLevel(item, level)),
  );
  return next === undefined ? level : next;
}

/** Whether a person has chosen some of the rows, and not only how they are shown. */
export function choosesSome({ words, level, requestId, patternId }: TailChoice): boolean {
  return words.trim() !== '' || level !== null || requestId !== null || patternId !== null;
}

/** Null where all rows are shown as they are. Gaps and what happened to the reader are never left out. */
export function rowChoice(choice: TailChoice, currentId: LogTail['patterns']['currentId']): RowChoice | null {
  const tests = [
    wordTest(choice.words),
    choice.level === null ? null : levelTest(choice.level),
    choice.requestId === null ? null : requestTest(choice.requestId),
    choice.patternId === null ? null : patternTest(choice.patternId, currentId),
  ].filter((test) => test !== null);
  if (tests.length === 0 && !choice.foldsRepeats) return null;
  return {
    isShown: (item: StoryItem) => item.type !== 'event' || tests.every((test) => test(item)),
    foldsRepeats: choice.foldsRepeats,
    // Of one request is shown all that it said, from its beginning.
    showsStarts: choice.requestId !== null,
  };
}

type EventTest = (item: StoryEvent) => boolean;

function wordTest(words: string): EventTest | null {
  const tests = words
    .split(/\s+/)
    .filter((word) => word.replace(/^!/, '') !== '')
    .map((word) => {
      const isUnwanted = word.startsWith('!');
      const pattern = new RegExp(
        (isUnwanted ? word.slice(1) : word).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
        'iu',
      );
      return (item: StoryEvent) => rowSays(item, (text) => pattern.test(text)) !== isUnwanted;
    });
  return tests.length === 0 ? null : (item) => tests.every((test) => test(item));
}

function levelTest(level: LogLevel): EventTest {
  return (item) => isAtLevel(item, level);
}

/** From WARN on, lines are sparse: how invocations ended is what they are read against. */
function isAtLevel(item: StoryItem, level: LogLevel | null): boolean {
  if (item.type !== 'event' || level === null) return true;
  if (level === 'WARN' && item.line.kind === 'report') return true;
  return isAtLeast(isError(item) ? 'ERROR' : effectiveLevel(item.line), level);
}

function requestTest(requestId: RawText): EventTest {
  return ({ line }) => line.requestId === requestId;
}

/** Patterns that turned out to be one are one. */
function patternTest(patternId: number, currentId: LogTail['patterns']['currentId']): EventTest {
  return (item) => item.patternId !== null && currentId(item.patternId) === currentId(patternId);
}
