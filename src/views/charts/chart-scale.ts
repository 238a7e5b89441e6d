/** The rows of a chart, and what their labels say. */
export interface ChartScale {
  /** From the bottom row, which is 0, up; null for a row without a label. */
  readonly ticks: readonly (number | null)[];
  /** The value of the top row. */
  readonly top: number;
}

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
  const top = topOf(steps);
  const ticks = ticksTo(labelEvery * steps, labelEvery, (step) => (top * step) / steps);
  return { ticks, top };
}

/** @param tickOf the label of a step; null leaves its row without one */
export function ticksTo(
  topRow: number,
  labelEvery: number,
  tickOf: (step: number) => number | null,
): ChartScale['ticks'] {
  return Array.from({ length: topRow + 1 }, (_, row) =>
    row % labelEvery === 0 ? tickOf(row / labelEvery) : null,
  );
}

/** A round number near a step between labels, and how unusual it is: 0 for 10, more for 7; null without one. */
export type RoundStep = (step: number) => { readonly value: number; readonly oddness: number } | null;

/** A candidate: how many labelled steps the level is above 0. */
interface Rise {
  readonly intervals: number;
  readonly steps: number;
  readonly labelEvery: number;
  /** The highest value that must fit, in rows above 0. */
  readonly highest: number;
}

/**
 * The scale of at most `rows` with a label in the row of `level`: a limit between two rows would be drawn at a wrong
 * value, with curves that met it on the wrong side. Other labels may be a little off their row's middle if that makes
 * them round. Null where `highest` is too far above the level.
 */
export function scaleThrough(
  level: number,
  highest: number,
  rows: number,
  roundStep: RoundStep,
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
    .flatMap((rise) => labelled(rise, level, roundStep) ?? []);
  if (first === undefined) return null;
  const best = others.reduce((least, each) => (each.cost < least.cost - ROUNDING ? each : least), first);
  return scaleOf(best.rise, level, best.step);
}

function scaleOf(rise: Rise, level: number, step: number): ChartScale {
  const { steps, labelEvery, highest } = rise;
  const isExact = Math.abs(step * steps - level) < level * ROUNDING;
  const levelRow = labelEvery * steps;
  // Curves only just above the level are moved there: its label would be far above them.
  const isMovedUp = highest > levelRow && Math.round(highest) === levelRow;
  const ticks = ticksTo(topRow(rise), labelEvery, (place) => {
    if (place === steps) return level;
    if (isMovedUp && place * labelEvery === levelRow + 1) return null;
    return place > steps && !isExact ? null : place * step;
  });
  return { ticks, top: (level * topRow(rise)) / levelRow };
}

/** How far from the middle of its row a label may be, in rows: from half a row on, it would belong to the next. */
const MOST_OFF = 0.45;
/** Labels above the level are left out if they would be off: the share of the height without them is as good as unused. */
const UNLABELLED_WORTH = 1;

/** A candidate with its round step; null if a label would be too far off its row. */
function labelled(rise: Rise, level: number, roundStep: RoundStep) {
  if (rise.steps === 1) return { rise, step: level, cost: waste(rise) };
  const exact = level / rise.steps;
  const round = roundStep(exact);
  if (round === null) return null;
  const height = rise.labelEvery * rise.steps;
  const off = Math.abs(round.value / exact - 1) * (height - rise.labelEvery);
  if (off > MOST_OFF) return null;
  const above = off < ROUNDING ? 0 : UNLABELLED_WORTH * ((topRow(rise) - height) / rise.intervals);
  return { rise, step: round.value, cost: waste(rise) + round.oddness + off + above };
}

const ROUNDING = 1e-9;

/** The highest row with a label, unless a value is above it. */
function topRow({ intervals, labelEvery, highest }: Rise): number {
  const highestLabel = labelEvery * Math.min(MOST_STEPS, Math.floor(intervals / labelEvery));
  return Math.max(highestLabel, Math.ceil(highest - ROUNDING));
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

/** Rows that no curve reaches make the others coarser: they cost more than rows that are left over. */
const EMPTY_WORTH = 1.5;

/** As shares of the height: rows that no curve reaches, rows that are left over, and missing labels. */
function waste(rise: Rise): number {
  const { intervals, steps, highest } = rise;
  const unused = EMPTY_WORTH * (intervals - highest) + (intervals - topRow(rise));
  return unused / intervals + missingLabels(steps);
}

/** What it costs that a scale has only so many labels above 0. */
export function missingLabels(steps: number): number {
  return LABEL_WORTH * Math.max(0, ENOUGH_STEPS - steps);
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/**
 * The least top of at least `value` that is `steps` times a round number (1, 2, 3, 4, 5, 6 or 8 × 10ⁿ; 1.2, 1.5, 2.5 or
 * 7.5 × 10ⁿ where whole), so that labels are round and little stays empty above the value.
 */
export function roundTop(value: number, steps: number): number {
  if (!(value > 0)) return steps;
  const least = value / steps;
  const scale = 10 ** Math.floor(Math.log10(least));
  const leading = scale >= 10 ? [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8] : [1, 2, 3, 4, 5, 6, 8];
  const step = leading.find((each) => each * scale >= least * (1 - 1e-9)) ?? 10;
  return step * scale * steps;
}

const ROUNDEST = [1, 2, 2.5, 5];
const LESS_ROUND = [1.5, 3, 4, 6, 7, 7.5, 8, 9];
/** How far off a step may be for the sake of a rounder one. */
const NEARLY = 0.06;

/** For steps of any unit. */
export const roundStep: RoundStep = (step) => {
  const scale = 10 ** Math.floor(Math.log10(step));
  const lessRound = LESS_ROUND.map((each) => each * scale).find((each) => isNear(each, step, ROUNDING));
  if (lessRound !== undefined) return { value: lessRound, oddness: 0.05 };
  const value = [...ROUNDEST, 10].map((each) => each * scale).find((each) => isNear(each, step, NEARLY));
  return value === undefined ? null : { value, oddness: 0 };
};

/** For steps between counts, which have no halves. */
export const wholeStep: RoundStep = (step) => {
  const round = roundStep(step);
  return round !== null && Number.isInteger(round.value) ? round : null;
};

/** For steps that are one of a few. */
export function stepAmong(choices: readonly number[]): RoundStep {
  return (step) => {
    const value = choices.find((each) => isNear(each, step, NEARLY));
    return value === undefined ? null : { value, oddness: 0 };
  };
}

function isNear(choice: number, step: number, tolerance: number): boolean {
  return Math.abs(choice / step - 1) <= tolerance;
}
