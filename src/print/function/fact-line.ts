import { blanks, padEnd } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';

export const FACT_LABEL_WIDTH = 13;

/** What something is called, and what it is. */
export function factLine(label: SafeText, says: Line): Line {
  return [toned('dim', padEnd(label, FACT_LABEL_WIDTH)), ...says];
}

/** `2,886`, `10.0 s`, `368 ms` */
const FIGURE_WIDTH = 6;

/** The same of a number: those below one another end in one column, and one that changes moves nothing beside it. */
export function figureLine(label: SafeText, figure: Line, says: Line = []): Line {
  const before = blanks(FIGURE_WIDTH - lineWidth(figure));
  return factLine(label, [toned('fact', before), ...figure, ...says]);
}

/** What can't be said, and why. */
export function unknownFact(because: 'denied' | 'unread'): Line {
  return [toned('dim', because === 'denied' ? safe`denied` : safe`?`)];
}
