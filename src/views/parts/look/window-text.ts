import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';

/** The span of charts, as in "the last 3 h". */
export function windowText(minutes: number): SafeText {
  if (minutes < 60) return safe`${minutes} min`;
  return minutes === 60 ? safe`hour` : safe`${minutes / 60} h`;
}
