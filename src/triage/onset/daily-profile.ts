import { DAY_MS, type EpochMs } from '../../lambda/time.ts';
import { median } from './quantile.ts';

/** Of fewer days nobody knows what is usual at an hour. */
const FEWEST_DAYS = 3;
const SLOTS = 48;
/** A profile that leaves more than this of the spread explains nothing. */
const MOST_LEFT = 0.8;
/** An hour varies at least by this part of what all hours do. */
const LEAST_SWING = 0.5;

/**
 * What is left of values when what is usual at their time of the day is taken away; the values themselves where the day does
 * not matter to them, or too few days are known.
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
  // What varies more at some hours is less strange then.
  return left.map((value, place) => (value * usual) / profileAt(swings, (timesMs[place] ?? 0) % DAY_MS));
}

/** Between the middles of two slots it goes straight. */
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
