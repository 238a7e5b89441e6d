import { safeText } from './safe-text.ts';
import type { SafeText } from './text.ts';

/**
 * Of which time a sentence tells: of now, or of a past moment. So it does of an answer that is old, as AWS is silent, calls
 * are stopped or the view is frozen: what was so then, or was expected, may be otherwise now.
 */
export type Tense = 'present' | 'past';

/** The form of a verb, or of words that go with it. */
export function inTense(tense: Tense, present: string, past: string): SafeText {
  return safeText(tense === 'present' ? present : past);
}
