import type { Line } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { replacedIn } from '../../terminal/safe-edits.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';

/**
 * A sentence in rows of at most `width` cells. A command at its end that does not fit beside it begins a row of its own.
 *
 * @param commandRows how such a command is broken into rows
 */
export function sentenceRows(
  says: Line,
  width: number,
  commandRows: (command: SafeText, width: number) => readonly SafeText[],
): readonly Line[] {
  const last = says.at(-1);
  if (last?.isCommand !== true || lineWidth(says) <= width) return wrappedLine(says, width);
  const before = withoutSpaceAtEnd(says.slice(0, -1));
  return [
    ...(before.length === 0 ? [] : wrappedLine(before, width)),
    ...commandRows(last.text, width).map((row) => [toned('fact', row)]),
  ];
}

function withoutSpaceAtEnd(line: Line): Line {
  return line.map((span, place) =>
    place < line.length - 1 ? span : { ...span, text: replacedIn(span.text, / +$/, () => safe``) },
  );
}
