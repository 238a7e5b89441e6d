import { blanks } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { cell, cutLine, span } from '../../../terminal/line-layout.ts';
import { repeated } from '../../../terminal/safe-edits.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { wrappedLine } from '../../../terminal/wrapped-line.ts';

/** The text of a refusal by AWS may have any length. */
const MOST_RULED_ROWS = 4;

/**
 * Notices about the reader are drawn like a rule between the lines, so that they don't pass for one of them. No key
 * shows more, so they are shown in full.
 */
export function ruledLines(
  text: SafeText,
  tone: 'warn' | 'dim',
  width: number,
  glyphs: Glyphs,
): readonly Line[] {
  const dash = glyphs.hairline;
  const rule = safe`${dash}${dash}${dash} `;
  const room = Math.max(1, width - 2 * rule.length);
  const wrapped = wrappedLine([span(tone, text)], room);
  const last = joined(wrapped.slice(MOST_RULED_ROWS - 1), tone);
  const rows = [...wrapped.slice(0, MOST_RULED_ROWS - 1), ...(last.length === 0 ? [] : [last])];
  return rows.map((row, index) => {
    const said = cutLine(row, room, glyphs.ellipsis);
    const start = span(tone, index === 0 ? rule : blanks(rule.length));
    const end = index === rows.length - 1 ? span(tone, repeated(dash, width)) : span(tone, blanks(width));
    return cell(
      [start, ...said, span(tone, safe` `), end],
      width,
      'left',
      index === rows.length - 1 ? dash : safe``,
    );
  });
}

/** In one row again, in which a space stands where the text was wrapped. */
function joined(rows: readonly Line[], tone: 'warn' | 'dim'): Line {
  return rows.flatMap((row, index) => (index === 0 ? row : [span(tone, safe` `), ...row]));
}
