import { isMetNow, type TimeToLimit } from '../../../capacity/assessment.ts';
import { MINUTE_MS, minuteOf } from '../../../lambda/time.ts';
import { ageText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { SOON_MS } from '../../../triage/sentence/time-words.ts';
import { narrowAgeText } from './narrow-text.ts';

/** `now`, `<1m`, `~20m`, `~2h`: the likely time alone, in at most four cells up to 99 days, for columns. */
export function shortUntilText(eta: TimeToLimit): SafeText {
  if (isMetNow(eta)) return safe`now`;
  return eta.likelyMs < SOON_MS
    ? safe`<1m`
    : safe`~${narrowAgeText(Math.max(MINUTE_MS, minuteOf(eta.likelyMs)))}`;
}

/**
 * `now`, `in <1m`, `in ~20m`: the same after a word.
 *
 * @param eta the forecast that the likely time is of; null where that is unknown
 */
export function inTimeText(likelyMs: number, eta: TimeToLimit | null): SafeText {
  if (eta !== null && isMetNow(eta)) return safe`now`;
  return likelyMs < SOON_MS
    ? safe`in <1m`
    : safe`in ~${ageText(likelyMs < MINUTE_MS ? likelyMs : minuteOf(likelyMs))}`;
}
