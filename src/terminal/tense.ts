import { safeText } from './safe-text.ts';
import type { SafeText } from './text.ts';

/**
 * Of which time a sentence tells: of now, of a past moment, or of an answer that is old, as AWS is silent, calls are stopped
 * or the view is frozen. What was so then may be otherwise now; but forecasts go on counting from the clock where it is
 * stale.
 */
export type Tense = 'present' | 'stale' | 'past';

/** The form of a verb, or of words that go with it. */
export function inTense(tense: Tense, present: string, past: string): SafeText {
  return safeText(tense === 'present' ? present : past);
}
