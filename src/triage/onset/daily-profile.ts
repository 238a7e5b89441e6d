import { DAY_MS, type EpochMs } from '../../lambda/time.ts';
import { median } from './quantile.ts';

/** Fewer days don't show what is usual at an hour. */
const FEWEST_DAYS = 3;
const SLOTS = 48;
/** A profile that leaves more than this share of the spread explains nothing. */
const MOST_LEFT = 0.8;
/** The least spread of an hour, as a share of the overall spread. */
const LEAST_SWING = 0.5;

/**
 * Values minus what is usual at their time of day; unchanged where the time of day does not matter, or with too few
 * days.
 */
export function withoutDailyProfile(
  timesMs: readonly EpochMs[],
  values: readonly number[],
): readonly number[] {
  const spanMs = (timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0);
  if (spanMs < FEWEST_DAYS * DAY_MS) return values;
  const slotOf = (timeMs: EpochMs) => Math.floor(((timeMs % DAY_MS) * SLOTS) / DAY_MS);
  const slots: number[][] = Array.from({ length: SLOTS }, () => []);
  for (const [place, timeMs] of timesMs.entries()) slots[slotOf(timeMs)]?.push(values[place] ?? 0);
  const middles = slots.map((slot) => median(slot) ?? median(values) ?? 0);
  const left = values.map((value, place) => value - profileAt(middles, (timesMs[place] ?? 0) % DAY_MS));
  const usual = deviation(left);
  if (usual >= MOST_LEFT * deviation(values)) return values;
  const swings = slots.map((slot) => Math.max(LEAST_SWING * usual, deviation(slot)));
  // At hours of large spread, a deviation is less unusual.
  return left.map((value, place) => (value * usual) / profileAt(swings, (timesMs[place] ?? 0) % DAY_MS));
}

/** Linear interpolation between the middles of two slots. */
function profileAt(middles: readonly number[], ofDayMs: number): number {
  const at = (ofDayMs * SLOTS) / DAY_MS - 0.5;
  const below = Math.floor(at);
  const slot = (index: number) => middles[(index + SLOTS) % SLOTS] ?? 0;
  return slot(below) + (at - below) * (slot(below + 1) - slot(below));
}

function deviation(values: readonly number[]): number {
  const middle = median(values) ?? 0;
  return median(values.map((value) => Math.abs(value - middle))) ?? 0;
}
