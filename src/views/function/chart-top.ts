import { MINUTE_MS } from '../../lambda/time.ts';
import { LONG_DURATION_MS } from '../charts/axis-label.ts';
import { roundTop, topThrough } from '../charts/chart.ts';

// The value of a chart's top row: at least the highest value, in steps with round labels. Each function gets the
// highest value, the number of labelled steps, and a limit to draw, if any.

/** Counts have no halves. */
export function wholeTop(limit: number | null, count: number, steps: number): number {
  return Math.max(steps, limit === null ? roundTop(count, steps) : topThrough(limit, count, steps));
}

/** In milliseconds; long ones in clock units. */
export function durationTop(timeoutMs: number | null, ms: number, steps: number): number {
  const highestMs = Math.max(timeoutMs ?? 0, ms);
  if (highestMs > LONG_DURATION_MS) return ageTop(highestMs, steps);
  return timeoutMs === null ? roundTop(ms, steps) : topThrough(timeoutMs, ms, steps);
}

/** In steps of whole tenths of a percent. */
export function shareTop(share: number, steps: number): number {
  return roundTop(share * 1_000, steps) / 1_000;
}

const AGE_STEPS_MINUTES = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720];
const DAY_MINUTES = 1_440;

/** Ages use clock units. */
export function ageTop(ageMs: number, steps: number): number {
  const least = ageMs / MINUTE_MS / steps;
  const minutes =
    AGE_STEPS_MINUTES.find((each) => each >= least) ?? Math.ceil(least / DAY_MINUTES) * DAY_MINUTES;
  return minutes * steps * MINUTE_MS;
}
