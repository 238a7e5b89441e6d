import { padStart } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { decimalText, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong } from '../../terminal/words.ts';

/** One line of the working: what is computed, from which numbers, with its result. */
export interface Step {
  readonly says: SafeText;
  readonly from: SafeText;
  /** Null for a line that is not computed. */
  readonly is: Line | null;
}

export const RESULT_WIDTH = 7;

export function step(says: SafeText, from: SafeText, is: Line): Step {
  return { says, from, is };
}

export function estimated(value: number, textOf = valueText): Line {
  return [strong(padStart(safe`~${textOf(value)}`, RESULT_WIDTH), 'ours')];
}

export function measured(value: number): Line {
  return [strong(padStart(Number.isInteger(value) ? groupedText(value) : valueText(value), RESULT_WIDTH))];
}

/** From here on no decimal is shown. */
export const WHOLE_FROM = 99.95;

/** Small numbers keep enough digits for a reader's own computation. */
export function valueText(value: number): SafeText {
  return value < WHOLE_FROM ? decimalText(value, 1) : groupedText(value);
}

/** Enough digits to reproduce the result. */
export function fourDigits(value: number): SafeText {
  const digits = Math.max(0, 3 - Math.max(-3, Math.floor(Math.log10(Math.max(value, 1e-4)))));
  return decimalText(value, Math.min(6, digits));
}
