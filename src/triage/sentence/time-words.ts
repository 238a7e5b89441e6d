import type { TimeToLimit } from '../../capacity/assessment.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { ageText, decimalText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Cause } from '../cause/cause.ts';

/** A minute among words. */
export type TimeText = (timeMs: EpochMs) => SafeText;

export function since({ sinceMs }: Cause, timeText: TimeText): SafeText {
  return sinceMs === null ? safe`` : safe` since ${timeText(sinceMs)}`;
}

/** Whole minutes that the time is between. */
export function minutesAround(eta: TimeToLimit): { readonly early: number; readonly late: number } {
  return { early: Math.floor(eta.earlyMs / MINUTE_MS), late: Math.ceil(eta.lateMs / MINUTE_MS) };
}

/** `in ~6 min (4 to 9)`, `within 5 min`, `now`: the likely time first, as columns have it, then what the trend allows. */
export function untilText(eta: TimeToLimit): SafeText {
  const { early, late } = minutesAround(eta);
  if (late === 0) return safe`now`;
  const likely = Math.round(eta.likelyMs / MINUTE_MS);
  if (likely === 0) return safe`within ${late} min`;
  return early === late ? safe`in ${late} min` : safe`in ~${likely} min (${early} to ${late})`;
}

export function until(eta: TimeToLimit | null): SafeText {
  return eta === null ? safe`` : safe`; met ${untilText(eta)}`;
}

/** Where one number is enough: `~13 min`, `~40 s`. */
export function aboutText(ms: number): SafeText {
  const minutes = Math.round(ms / MINUTE_MS);
  return minutes === 0 ? safe`~${ageText(ms)}` : safe`~${minutes} min`;
}

export function minutesText(ms: number): SafeText {
  const minutes = ms / MINUTE_MS;
  return decimalText(minutes, minutes < 9.95 ? 1 : 0);
}
