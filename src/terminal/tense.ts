import { safeText } from './safe-text.ts';
import type { SafeText } from './text.ts';

/**
 * Of which time a sentence tells: of now, of a past moment, or of the last answer while AWS is silent. What was so then may
 * be otherwise now; but forecasts go on counting from the clock where that answer is stale.
 */
export type Tense = 'present' | 'stale' | 'past';

/** The form of a verb, or of words that go with it. */
export function inTense(tense: Tense, present: string, past: string): SafeText {
  return safeText(tense === 'present' ? present : past);
}
