import type { Line } from './line.ts';
import { cutLine, lineWidth } from './line-layout.ts';
import { partOf } from './safe-edits.ts';
import type { SafeText } from './text.ts';

/**
 * The first sentence that fits. If none does, the last one without the clauses for which there is no room. Text of a
 * log or of AWS has no clauses to leave out: it is cut visibly at the end of the room.
 */
export function fittingSentence(sentences: readonly Line[], width: number, ellipsis: SafeText): Line {
  const fits = sentences.find((sentence) => lineWidth(sentence) <= width);
  if (fits !== undefined) return fits;
  const last = sentences.at(-1) ?? [];
  const shorter = withoutLastClause(last);
  return shorter === null ? cutLine(last, width, ellipsis) : fittingSentence([shorter], width, ellipsis);
}

function withoutLastClause(sentence: Line): Line | null {
  const place = sentence.findLastIndex(({ text, isVerbatim }) => isVerbatim !== true && text.includes('; '));
  const part = sentence[place];
  if (part === undefined) return null;
  const text = partOf(part.text, 0, part.text.lastIndexOf('; '));
  return [...sentence.slice(0, place), { ...part, text }];
}
