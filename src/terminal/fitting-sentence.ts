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
  return (
    fits ?? withFewerClauses(sentences, width) ?? cutLine(shortest(sentences.at(-1) ?? []), width, ellipsis)
  );
}

/** The last sentence without the clauses for which there is no room; null where even its first has none. */
function withFewerClauses(sentences: readonly Line[], width: number): Line | null {
  const last = sentences.at(-1) ?? [];
  if (lineWidth(last) <= width) return last;
  const shorter = withoutLastClause(last);
  return shorter === null ? null : withFewerClauses([shorter], width);
}

function shortest(sentence: Line): Line {
  const shorter = withoutLastClause(sentence);
  return shorter === null ? sentence : shortest(shorter);
}

function withoutLastClause(sentence: Line): Line | null {
  const place = sentence.findLastIndex(({ text, isVerbatim }) => isVerbatim !== true && text.includes('; '));
  const part = sentence[place];
  if (part === undefined) return null;
  const text = partOf(part.text, 0, part.text.lastIndexOf('; '));
  return [...sentence.slice(0, place), { ...part, text }];
}
