import { MINUTE_MS } from '../../lambda/time.ts';
import { LONG_DURATION_MS } from '../charts/axis-label.ts';
import {
  type ChartScale,
  evenScale,
  missingLabels,
  type RoundStep,
  roundStep,
  roundTop,
  scaleThrough,
  stepAmong,
  ticksTo,
  wholeStep,
} from '../charts/chart-scale.ts';

// The scales of counts, durations, shares and ages: at least up to the highest value, with labels that are round in
// their unit, and one in the row of a limit that is drawn. Each function gets that limit, if any, the highest value,
// and the rows there are.

/** Counts have no halves. */
export function countScale(limit: number | null, count: number, rows: number): ChartScale {
  const top = Math.max(limit ?? 0, count);
  return (
    scaleTo(limit, count, rows, wholeStep) ??
    evenScale(rows, (steps) => Math.max(steps, roundTop(top, steps)))
  );
}

/** In milliseconds; long ones in clock units. */
export function durationScale(timeoutMs: number | null, ms: number, rows: number): ChartScale {
  const highestMs = Math.max(timeoutMs ?? 0, ms);
  if (highestMs > LONG_DURATION_MS) {
    return scaleTo(timeoutMs, ms, rows, ageStep) ?? ageScale(highestMs, rows);
  }
  return scaleTo(timeoutMs, ms, rows, roundStep) ?? evenScale(rows, (steps) => roundTop(highestMs, steps));
}

/** In steps of whole tenths of a percent. No share is above 100 %, so neither is the top. */
export function shareScale(share: number, rows: number): ChartScale {
  const scale = evenScale(rows, (steps) => roundTop(share * 1_000, steps) / 1_000);
  return scale.top < 1 ? scale : wholeScale(rows);
}

/** Numbers of labelled steps by which 100 % can be divided into round percents. */
const STEPS_OF_WHOLE = [5, 4, 2, 1];

function wholeScale(rows: number): ChartScale {
  const intervals = Math.max(1, rows - 1);
  const heightOf = (steps: number) => steps * Math.floor(intervals / steps);
  const wasteOf = (steps: number) => 1 - heightOf(steps) / intervals + missingLabels(steps);
  const steps = STEPS_OF_WHOLE.reduce((least, each) => (wasteOf(each) < wasteOf(least) ? each : least));
  const labelEvery = heightOf(steps) / steps;
  return { ticks: ticksTo(heightOf(steps), labelEvery, (step) => step / steps), top: 1 };
}

/** None is much longer than the one before it, or a chart would be half empty. */
const AGE_STEPS_MINUTES = [
  1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 45, 60, 90, 120, 150, 180, 240, 300, 360, 480, 600, 720,
];
const DAY_MINUTES = 1_440;

/** Ages use clock units. */
export function ageScale(ageMs: number, rows: number): ChartScale {
  return evenScale(rows, (steps) => {
    const least = ageMs / MINUTE_MS / steps;
    const minutes =
      AGE_STEPS_MINUTES.find((each) => each >= least) ?? Math.ceil(least / DAY_MINUTES) * DAY_MINUTES;
    return minutes * steps * MINUTE_MS;
  });
}

const ageStep = stepAmong(AGE_STEPS_MINUTES.map((minutes) => minutes * MINUTE_MS));

function scaleTo(limit: number | null, highest: number, rows: number, step: RoundStep): ChartScale | null {
  return limit === null ? null : scaleThrough(limit, highest, rows, step);
}
