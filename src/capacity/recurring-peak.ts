import { MINUTE_MS, SECOND_MS } from '../lambda/time.ts';
import type { RecurringPeak } from './assessment.ts';
import type { InFlight } from './in-flight.ts';
import { normalShare } from './normal.ts';
import { lowestOf } from './span.ts';

interface MinutePeak {
  readonly value: number;
  /** Its index in the seconds. */
  readonly second: number;
  /** Whether the level had come down since the peak of the minute before: else both are one. */
  readonly isFresh: boolean;
}

const MINUTE_S = MINUTE_MS / SECOND_MS;
const LONGEST_LOOK_BACK_MINUTES = 20;
const HORIZON_MINUTES = 5;
/** Of the weight of a minute, what the one before it has. */
const KEPT_PER_MINUTE = 0.93;
const DOWN_SHARE = 0.5;
/** A level that scatters is down for a second now and then; one that came down stays there for a while. */
const LULL_S = 10;
/** It was down between the peak of the minute before and this one, or so shortly before this one. */
const LOOKED_BACK_S = 20;
/** Peaks that come again differ by about so much of their height, beside the chance of counts. */
const PEAK_SPREAD = 0.06;
const LIKELY_TO_MEET = 0.25;
/** What happened once may have been a slow dependency: of its weight so much is left until it comes again. */
const ONCE = 0.3;

/** Chance that the peaks of the last minutes, were they to come again, meet the limit in the next five. */
export function comingBack(inFlight: InFlight, limit: number): number {
  let weight = 1;
  let weights = 0;
  let meets = 0;
  let peaksThatMeet = 0;
  for (const { value, isFresh } of minutePeaks(inFlight)) {
    const deviation = Math.sqrt(0.5 * value + (PEAK_SPREAD * value) ** 2 + 0.1);
    const meetsAgain = isFresh ? normalShare((value - limit) / deviation) : 0;
    if (meetsAgain > LIKELY_TO_MEET) peaksThatMeet++;
    meets += weight * meetsAgain;
    weights += weight;
    weight *= KEPT_PER_MINUTE;
  }
  const perMinute = weights === 0 ? 0 : meets / weights;
  return 1 - (1 - perMinute * (peaksThatMeet === 1 ? ONCE : 1)) ** HORIZON_MINUTES;
}

/** How near to the limit a peak must come to be told of. */
const WORTH_TELLING = 0.8;
const FEWEST_PEAKS = 3;

/** The peaks of the last minutes that came near the limit, from quieter times; null unless there were some. */
export function recurringPeakOf(inFlight: InFlight, limit: number): RecurringPeak | null {
  const peaks = minutePeaks(inFlight).filter(
    ({ value, isFresh }) => isFresh && value >= WORTH_TELLING * limit,
  );
  const [newest] = peaks;
  const oldest = peaks.at(-1);
  if (newest === undefined || oldest === undefined || peaks.length < FEWEST_PEAKS) return null;
  const everyS = (newest.second - oldest.second) / (peaks.length - 1);
  return { value: Math.max(...peaks.map(({ value }) => value)), everyMs: everyS * SECOND_MS };
}

/** The newest first. */
function minutePeaks({ peaks, means }: InFlight): readonly MinutePeak[] {
  const minutes = Math.min(LONGEST_LOOK_BACK_MINUTES + 1, Math.floor(peaks.length / MINUTE_S));
  const highest = Array.from({ length: minutes }, (_, back) =>
    highestIn(peaks, peaks.length - back * MINUTE_S),
  );
  return highest.slice(0, -1).map((peak, back) => {
    const before = Math.min(highest[back + 1]?.second ?? 0, peak.second - LOOKED_BACK_S);
    const lowest = lowestOf(means.subarray(Math.max(0, before), peak.second), LULL_S);
    return { ...peak, isFresh: lowest < DOWN_SHARE * peak.value };
  });
}

/** Of the minute that ends before `end`; of two as high, the newer one. */
function highestIn(peaks: Float32Array, end: number): { readonly value: number; readonly second: number } {
  let value = 0;
  let second = end - MINUTE_S;
  for (let index = end - MINUTE_S; index < end; index++) {
    const peak = peaks[index] ?? 0;
    if (peak < value) continue;
    value = peak;
    second = index;
  }
  return { value, second };
}
