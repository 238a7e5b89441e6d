import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { ageInWords } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import { strong, words } from '../../terminal/words.ts';
import { callsBefore } from '../minute/enough-errors.ts';
import { type FunctionMinute, JUDGED_MINUTES } from '../minute/function-minute.ts';
import type { ChronicFailures } from '../rules/chronic-failures.ts';
import { percent } from './amount-words.ts';

/**
 * What always fails: how it is judged now, that this is usual, since when at the latest, and what would be a finding.
 * The newest minute alone may be above that.
 */
export function chronicWords(
  { rate, sinceMs, findingAbove }: ChronicFailures,
  minutes: readonly FunctionMinute[],
  toMs: EpochMs,
  tense: Tense,
): Line {
  const { failed, called } = callsBefore(minutes, minutes.length, JUDGED_MINUTES);
  const usual = safe`for ${ageInWords(toMs - sinceMs)} or longer`;
  const finding = findingAbove === null ? safe`` : safe`; WARN from ${percent(findingAbove)}`;
  if (called === 0)
    return words`${inTense(tense, 'has', 'had')} failed about ${strong(percent(rate))} of calls ${usual}${finding}`;
  const now = strong(percent(failed / called));
  const judged = ageInWords(JUDGED_MINUTES * MINUTE_MS);
  return words`${inTense(tense, 'fails', 'failed')} ${now} of calls in ${judged}, which ${inTense(tense, 'is', 'was')} usual here; about ${percent(rate)} ${usual}${finding}`;
}
