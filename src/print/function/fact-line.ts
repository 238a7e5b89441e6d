import { padEnd } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';

export const FACT_LABEL_WIDTH = 13;

/** What something is called, and what it is. */
export function factLine(label: SafeText, says: Line): Line {
  return [toned('dim', padEnd(label, FACT_LABEL_WIDTH)), ...says];
}

/** What can't be said, and why. */
export function unknownFact(because: 'denied' | 'unread'): Line {
  return [toned('dim', because === 'denied' ? safe`denied` : safe`?`)];
}
