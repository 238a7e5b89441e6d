/** The rows of a chart, and which of them have labels. */
export interface ChartScale {
  readonly rows: number;
  /** Rows between labels, from the bottom row up. */
  readonly labelEvery: number;
  /** The value of the top row; the bottom row is 0. */
  readonly top: number;
}

/** How far a step between labels is from a round one: 0 for 10, infinite for one that labels would round. */
export type Oddness = (step: number) => number;

const MOST_STEPS = 6;

/**
 * The scale that makes the most of `rows`, with labels evenly spaced from the bottom row to the top row.
 *
 * @param topOf the value of the top row for a number of labelled steps
 */
export function evenScale(rows: number, topOf: (steps: number) => number): ChartScale {
  const intervals = Math.max(1, rows - 1);
  const labelEvery = Math.ceil(intervals / MOST_STEPS);
  const steps = Math.floor(intervals / labelEvery);
  return { rows: labelEvery * steps + 1, labelEvery, top: topOf(steps) };
}

/** A candidate: how many labelled steps the level is above 0, and the highest value that must fit. */
interface Rise {
  readonly intervals: number;
  readonly steps: number;
  readonly labelEvery: number;
  /** In rows above 0. */
  readonly highest: number;
}

/**
 * The scale of at most `rows` with a label in the row of `level`: a limit between two rows would be drawn at a wrong
 * value, with curves that met it on the wrong side. Null where `highest` is too far above it.
 */
export function scaleThrough(
  level: number,
  highest: number,
  rows: number,
  oddness: Oddness,
): ChartScale | null {
  const intervals = Math.max(1, rows - 1);
  const excess = Math.max(1, highest / level);
  const rises = upTo(MOST_STEPS).flatMap((steps) =>
    upTo(Math.floor(intervals / steps)).map(
      (labelEvery): Rise => ({ intervals, steps, labelEvery, highest: labelEvery * steps * excess }),
    ),
  );
  const [first, ...others] = rises
    .filter((rise) => level > 0 && isDrawable(rise))
    .map((rise) => ({ rise, cost: waste(rise) + (rise.steps === 1 ? 0 : oddness(level / rise.steps)) }));
  if (first === undefined) return null;
  const { rise } = others.reduce((best, each) => (each.cost < best.cost - ROUNDING ? each : best), first);
  const top = topRow(rise);
  return {
    rows: top + 1,
    labelEvery: rise.labelEvery,
    top: (level * top) / (rise.labelEvery * rise.steps),
  };
}

const ROUNDING = 1e-9;

/** The highest row with a label, unless a value is above it. */
function topRow({ intervals, labelEvery, highest }: Rise): number {
  const labelled = labelEvery * Math.min(MOST_STEPS, Math.floor(intervals / labelEvery));
  return Math.max(labelled, Math.ceil(highest - ROUNDING));
}

/** Labels that stand close enough to be read one by one, above the level too. */
const MOST_LABELS = 8;

function isDrawable(rise: Rise): boolean {
  const top = topRow(rise);
  return top <= rise.intervals && top / rise.labelEvery <= MOST_LABELS;
}

/** Enough to read values between 0 and the level. */
const ENOUGH_STEPS = 3;
/** A missing label costs as much as this share of the height. */
const LABEL_WORTH = 0.35;

/** As shares of the height: rows that no curve reaches, rows that are left over, and missing labels. */
function waste(rise: Rise): number {
  const { intervals, steps, highest } = rise;
  const unused = (intervals - highest + (intervals - topRow(rise))) / intervals;
  return unused + LABEL_WORTH * Math.max(0, ENOUGH_STEPS - steps);
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/**
 * The least top of at least `value` that is `steps` times a round number (1, 2, 3, 4, 5, 6 or 8 × 10ⁿ; 1.5, 2.5 or 7.5
 * × 10ⁿ where whole), so that labels are round.
 */
export function roundTop(value: number, steps: number): number {
  if (!(value > 0)) return steps;
  const least = value / steps;
  const scale = 10 ** Math.floor(Math.log10(least));
  const leading = scale >= 10 ? [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8] : [1, 2, 3, 4, 5, 6, 8];
  const step = leading.find((each) => each * scale >= least * (1 - 1e-9)) ?? 10;
  return step * scale * steps;
}

const ROUNDEST = [1, 2, 5];

/** Of a step of whole units, as counts have no halves. */
export const wholeOddness: Oddness = (step) => (Number.isInteger(step) ? oddness(step) : Infinity);

/** Of a step of any unit. */
export const oddness: Oddness = (step) => {
  const leading = Number(step.toExponential(9).split('e')[0]);
  if (ROUNDEST.includes(leading)) return 0;
  if (Number.isInteger(leading * 2)) return 0.05;
  return Number.isInteger(leading * 10) && Number.isInteger(step) ? 0.3 : Infinity;
};
