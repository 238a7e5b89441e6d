import type { EpochMs } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { ageText } from '../../terminal/quantity.ts';
import { strong, words } from '../../terminal/words.ts';
import { JUDGED_MINUTES } from '../minute/function-minute.ts';
import type { ChronicFailures } from '../rules/chronic-failures.ts';
import { percent } from './amount-words.ts';

/** What always fails: since when at the latest, and what would be more than that. */
export function chronicWords({ rate, sinceMs, findingAbove }: ChronicFailures, toMs: EpochMs): Line {
  const fails = words`fails about ${strong(percent(rate))} of calls, as it has for ${ageText(toMs - sinceMs)} or longer`;
  return findingAbove === null
    ? fails
    : [...fails, ...words`; a finding from ${percent(findingAbove)} in ${JUDGED_MINUTES} min`];
}
