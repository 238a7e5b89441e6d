import { DAY_MS, type EpochMs } from '../../../lambda/time.ts';
import { ageText, utcDay, utcMinute } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';

/** The moment on screen. */
export interface Moment {
  readonly atMs: EpochMs;
  /** Then the function may have changed since, and "ago" would be taken for now. */
  readonly isPast: boolean;
}

/** When a function was changed: `33m ago`; in the past `02:41Z, 14m before`, or after. */
export function changeWords(changedMs: EpochMs, { atMs, isPast }: Moment): SafeText {
  const age = ageText(Math.abs(atMs - changedMs));
  if (!isPast && changedMs <= atMs) return safe`${age} ago`;
  const time = Math.abs(changedMs - atMs) < DAY_MS ? utcMinute(changedMs) : utcDay(changedMs);
  return safe`${time}, ${age} ${changedMs <= atMs ? safe`before` : safe`after`}`;
}
