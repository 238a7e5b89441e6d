import type { EpochMs } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { ageText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, words } from '../../terminal/words.ts';
import { callsBefore } from '../minute/enough-errors.ts';
import { type FunctionMinute, JUDGED_MINUTES } from '../minute/function-minute.ts';
import type { ChronicFailures } from '../rules/chronic-failures.ts';
import { percent } from './amount-words.ts';

/**
 * What always fails: since when at the latest, how it is judged now, and what would be a finding. The newest minute
 * alone may be above that.
 */
export function chronicWords(
  { rate, sinceMs, findingAbove }: ChronicFailures,
  minutes: readonly FunctionMinute[],
  toMs: EpochMs,
): Line {
  const { failed, called } = callsBefore(minutes, minutes.length, JUDGED_MINUTES);
  const judged = called === 0 ? safe`` : safe`; ${percent(failed / called)} in ${JUDGED_MINUTES} min`;
  const finding = findingAbove === null ? safe`` : safe`; a finding from ${percent(findingAbove)}`;
  return words`has failed about ${strong(percent(rate))} of calls for ${ageText(toMs - sinceMs)} or longer${judged}${finding}`;
}
