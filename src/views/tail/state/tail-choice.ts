import { isAtLeast, type LogLevel } from '../../../lambda/line/shape/log-level.ts';
import { isError, type StoryEvent, type StoryItem } from '../../../logs/lines/story-item.ts';
import type { RowChoice } from '../../../logs/rows/selected-rows.ts';
import { effectiveLevel } from '../../../logs/selection/selection-rules.ts';
import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';
import type { RawText } from '../../../terminal/text.ts';
import { filterWords } from '../../log/filter-words.ts';
import { isOfVersion, rowSays } from './row-says.ts';

/** Which rows in memory the user wants to see. All conditions must hold. */
export interface TailChoice {
  /** Words that a line must contain; after a `!`, must not contain. Case-insensitive. */
  readonly words: string;
  /** This level and above; null for all. */
  readonly level: LogLevel | null;
  /** Null for lines of all requests. */
  readonly requestId: RawText | null;
  /** Null for lines of all patterns. */
  readonly patternId: number | null;
  /** Whether consecutive lines that say the same are folded into one row. */
  readonly foldsRepeats: boolean;
  /** What was chosen before a request was; null without one. */
  readonly beforeRequest: TailChoice | null;
}

export const ALL_ROWS: TailChoice = {
  words: '',
  level: null,
  requestId: null,
  patternId: null,
  foldsRepeats: true,
  beforeRequest: null,
};

/**
 * All lines of one request: the filter by which it was found would hide most of what it did. It can be filtered again
 * from there.
 */
export function requestChoice(requestId: RawText, choice: TailChoice): TailChoice {
  return { ...ALL_ROWS, requestId, foldsRepeats: choice.foldsRepeats, beforeRequest: choice };
}

/** As before the request was chosen. */
export function choiceBeforeRequest({ beforeRequest, foldsRepeats }: TailChoice): TailChoice {
  return { ...(beforeRequest ?? ALL_ROWS), foldsRepeats };
}

/** Levels in the order of the key, and back to all. */
const LEVELS: readonly (LogLevel | null)[] = [null, 'INFO', 'WARN', 'ERROR'];

/** The next level that changes which of these rows are visible: a key without effect looks broken. */
export function nextLevel(level: LogLevel | null, items: readonly StoryItem[]): LogLevel | null {
  const place = LEVELS.indexOf(level);
  const others = [...LEVELS.slice(place + 1), ...LEVELS.slice(0, place)];
  const next = others.find((other) =>
    items.some((item) => isAtLevel(item, other) !== isAtLevel(item, level)),
  );
  return next === undefined ? level : next;
}

/** Whether rows are filtered, rather than only displayed differently. */
export function choosesSome({ words, level, requestId, patternId }: TailChoice): boolean {
  return words.trim() !== '' || level !== null || requestId !== null || patternId !== null;
}

/** Null where all rows are shown unfolded. Gaps and notices are never filtered out. */
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
    // For a single request everything is shown, including its beginning.
    showsStarts: choice.requestId !== null,
  };
}

type EventTest = (item: StoryEvent) => boolean;

function wordTest(typed: string): EventTest | null {
  const tests = filterWords(typed).map(({ word, isExcluded }) => {
    const pattern = new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'iu');
    return (item: StoryEvent) =>
      (isOfVersion(item, word) || rowSays(item, (text) => pattern.test(text))) !== isExcluded;
  });
  return tests.length === 0 ? null : (item) => tests.every((test) => test(item));
}

function levelTest(level: LogLevel): EventTest {
  return (item) => isAtLevel(item, level);
}

/** From WARN on, lines are sparse: outcomes of invocations are kept as context. */
function isAtLevel(item: StoryItem, level: LogLevel | null): boolean {
  if (item.type !== 'event' || level === null) return true;
  if (level === 'WARN' && item.line.kind === 'report') return true;
  return isAtLeast(isError(item) ? 'ERROR' : effectiveLevel(item.line), level);
}

function requestTest(requestId: RawText): EventTest {
  return ({ line }) => line.requestId === requestId;
}

/** Merged patterns count as one. */
function patternTest(patternId: number, currentId: LogTail['patterns']['currentId']): EventTest {
  return (item) => item.patternId !== null && currentId(item.patternId) === currentId(patternId);
}
