import { ageText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** Of what was read so much later than the minute of which it is said: it may have been changed in between. */
export function presumedText(laterMs: number): SafeText {
  return safe`, presumed (read ${ageText(laterMs)} later)`;
}
