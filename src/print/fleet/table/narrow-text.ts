import { MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';
import { ageText, groupedText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';

/** Numbers for narrow columns, where a cut number would be another number. */

/** At most four cells up to a million: `7`, `2.5k`, `12k`. */
export function narrowCountText(count: number): SafeText {
  const rounded = Math.round(count);
  if (rounded < 1_000) return safe`${rounded}`;
  return rounded < 9_950 ? safe`${Math.round(rounded / 100) / 10}k` : safe`${Math.round(rounded / 1_000)}k`;
}

/** A limit as in other places: `200`, `3,000`, `12.5k`. */
export function limitText(limit: number): SafeText {
  return limit < 10_000 ? groupedText(limit) : narrowLimitText(limit);
}

/** The same in at most four cells up to 10,000, never rounded up: `200`, `3k`, `12.5k`. */
export function narrowLimitText(limit: number): SafeText {
  return limit < 1_000 ? safe`${limit}` : safe`${Math.floor(limit / 100) / 10}k`;
}

/** A lag, or a time to come, in at most four cells: `8s`, `71m`, `2h`, `3d`. */
export function narrowAgeText(ms: number): SafeText {
  if (ms < MINUTE_MS - SECOND_MS / 2) return safe`${Math.round(ms / SECOND_MS)}s`;
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return ageText(ms);
  if (minutes < 100) return safe`${minutes}m`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? safe`${hours}h` : safe`${Math.round(hours / 24)}d`;
}
