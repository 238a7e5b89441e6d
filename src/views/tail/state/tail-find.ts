import type { StoryItem } from '../../../logs/lines/story-item.ts';
import { MARK } from '../../../terminal/display-width.ts';
import type { Line, Span } from '../../../terminal/line.ts';
import { partOf } from '../../../terminal/safe-edits.ts';
import { isOfVersion, rowSays } from './row-says.ts';

/** Search text in a log, matched literally and case-insensitively. */
export interface TailFind {
  readonly words: string;
  /** Whether it is being typed. */
  readonly isTyping: boolean;
}

/** Whether the row of an event says `words`, be it in a part that is not shown. */
export function itemMatcher(words: string): (item: StoryItem) => boolean {
  const pattern = patternOf(words, 'i');
  return (item) => isOfVersion(item, words) || rowSays(item, (text) => pattern.test(text));
}

export function matchCountOf(items: readonly StoryItem[], words: string): number {
  const matches = itemMatcher(words);
  return items.reduce((count, item) => (matches(item) ? count + 1 : count), 0);
}

/** The line with each occurrence of `words` marked. */
export function markedLine(line: Line, words: string): Line {
  const pattern = patternOf(words, 'gi');
  return line.flatMap((part) => markedParts(part, pattern));
}

function markedParts(part: Span, pattern: RegExp): Line {
  const parts: Span[] = [];
  let end = 0;
  for (const match of part.text.matchAll(pattern)) {
    if (match.index > end) parts.push({ ...part, text: partOf(part.text, end, match.index) });
    end = match.index + match[0].length;
    parts.push({ ...part, text: partOf(part.text, match.index, end), marked: true });
  }
  if (end === 0) return [part];
  if (end < part.text.length) parts.push({ ...part, text: partOf(part.text, end) });
  return parts;
}

const STARTS_WITH_MARK = new RegExp(`^${MARK}`, 'u');

/**
 * A letter with combining marks is one unit: a match neither begins nor ends within it, or the marks would lose their
 * base.
 */
function patternOf(words: string, flags: 'i' | 'gi'): RegExp {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const letter = STARTS_WITH_MARK.test(words) ? `(?:.${MARK}*?)?` : '';
  return new RegExp(`${letter}${escaped}${MARK}*`, `${flags}su`);
}
