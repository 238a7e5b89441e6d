import { blanks, padEnd } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';

export const FACT_LABEL_WIDTH = 13;

/** A label with its value. */
export function factLine(label: SafeText, says: Line): Line {
  return [toned('dim', padEnd(label, FACT_LABEL_WIDTH)), ...says];
}

/** `2,886`, `10.0 s`, `368 ms` */
const FIGURE_WIDTH = 6;

/** The same with a number: numbers are right-aligned in a column, so that changes move nothing. */
export function figureLine(label: SafeText, figure: Line, says: Line = []): Line {
  const before = blanks(FIGURE_WIDTH - lineWidth(figure));
  return factLine(label, [toned('fact', before), ...figure, ...says]);
}

/** An unknown value, with the reason. */
export function unknownFact(because: 'denied' | 'unread'): Line {
  return [toned('dim', because === 'denied' ? safe`denied` : safe`?`)];
}
