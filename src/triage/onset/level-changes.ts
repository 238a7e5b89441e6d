import { type Change, isWorthTelling } from './change.ts';
import { costOfSteps } from './count-changes.ts';
import { polynomialThrough } from './polynomial.ts';
import { median } from './quantile.ts';
import { type Cut, cutsOf } from './segments.ts';
import { SMOOTH_DEGREES } from './smooth-count.ts';

/** With fewer values on either side of a cut, ranks mean nothing. */
const FEWEST = 4;
/** The greatest autocorrelation that is allowed for. */
const MOST_ALIKE = 0.95;

/** A day brings this much change by itself in two hours: a smaller change must be beyond doubt. */
const LARGE_PART = 0.2;
const BEYOND_DOUBT = 30;
/** How much likelier than a fitted curve (natural logarithm). */
const CLEARLY_STEPS = 6;

/**
 * Where the level of a series changed, oldest first, by ranks: neither the unit nor a few outliers matter. A smooth
 * rise or fall has no change.
 *
 * @see https://en.wikipedia.org/wiki/Normal_score
 */
export function levelChanges(values: readonly number[]): readonly Change[] {
  if (values.length < 2 * FEWEST) return [];
  const scores = normalScores(values);
  const noise = noiseOf(scores);
  const rough = cutsOf(scores.length, gainBy(scores, noise));
  if (rough.length === 0) return [];
  const cuts = cutsOf(scores.length, gainBy(scores, spreadBeside(scores, levelsOf(scores, rough), noise)));
  const advantage = advantageOfSteps(scores, cuts, noise);
  if (advantage <= 0) return [];
  const changes = cuts.map(
    ({ place, gain }, index): Change => ({
      place,
      gain,
      before: median(values.slice(cuts[index - 1]?.place ?? 0, place)) ?? 0,
      after: median(values.slice(place, cuts[index + 1]?.place)) ?? 0,
    }),
  );
  return changes.filter(
    (change) =>
      isWorthTelling(change) &&
      (isLarge(change) || (change.gain >= BEYOND_DOUBT && advantage >= CLEARLY_STEPS)),
  );
}

/**
 * How much likelier steps make the series than a curve (natural logarithm). The model that fits worse leaves correlated
 * residuals: the noise is taken from the one that leaves less.
 */
function advantageOfSteps(scores: readonly number[], cuts: readonly Cut[], noise: number): number {
  const perParameter = Math.log(scores.length) / 2;
  const stepped = levelsOf(scores, cuts);
  const levels = [0, ...cuts.map(({ place }) => place)].map((place) => stepped[place] ?? 0);
  const curves = SMOOTH_DEGREES.map((degree) => ({
    fitted: polynomialThrough(
      scores,
      scores.map(() => 1),
      degree,
    ),
    cost: degree * perParameter,
  }));
  const spread = Math.min(
    ...[stepped, ...curves.map(({ fitted }) => fitted)].map((fitted) => spreadBeside(scores, fitted, noise)),
  );
  const worthOf = (fitted: readonly number[], cost: number) =>
    (-scores.length * meanSquare(scores, fitted)) / (2 * spread) - cost;
  const curvesAreWorth = Math.max(...curves.map(({ fitted, cost }) => worthOf(fitted, cost)));
  return worthOf(stepped, costOfSteps(levels, perParameter)) - curvesAreWorth;
}

/** The residual variance; autocorrelated values count as fewer. */
function spreadBeside(scores: readonly number[], expected: readonly number[], noise: number): number {
  const alike = likeness(scores, expected);
  return Math.max(noise, meanSquare(scores, expected)) * ((1 + alike) / (1 - alike));
}

/** Whether it is still large when reduced by one standard deviation, estimated from its gain. */
function isLarge({ before, after, gain }: Change): boolean {
  const sure = 1 - 1 / Math.sqrt(2 * gain);
  return sure * Math.abs(after - before) >= LARGE_PART * Math.min(Math.abs(before), Math.abs(after));
}

function gainBy(scores: readonly number[], spread: number) {
  const sums = [0];
  for (const score of scores) sums.push((sums.at(-1) ?? 0) + score);
  const sum = (from: number, to: number) => (sums[to] ?? 0) - (sums[from] ?? 0);
  return (from: number, to: number, place: number) => {
    const before = place - from;
    const after = to - place;
    if (before < FEWEST || after < FEWEST) return 0;
    const step = sum(place, to) / after - sum(from, place) / before;
    return (((before * after) / (before + after)) * step ** 2) / (2 * spread);
  };
}

/** Normal scores by rank; ties share a rank. */
function normalScores(values: readonly number[]): readonly number[] {
  const order = values.map((value, place) => ({ value, place })).toSorted((a, b) => a.value - b.value);
  const scores = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && order[to]?.value === order[from]?.value) to += 1;
    const score = normalQuantile((from + to) / 2 / order.length);
    for (const { place } of order.slice(from, to)) scores[place] = score;
    from = to;
  }
  return scores;
}

/** @see https://en.wikipedia.org/wiki/Normal_distribution#Quantile_function (approximated within 0.005) */
function normalQuantile(share: number): number {
  return 4.91 * (share ** 0.14 - (1 - share) ** 0.14);
}

/** The variance between neighbours, which a change of level does not affect. */
function noiseOf(scores: readonly number[]): number {
  const steps = scores.slice(1).map((score, place) => Math.abs(score - (scores[place] ?? 0)));
  const middle = (median(steps) ?? 0) / 0.954;
  return Math.max(0.01, middle ** 2);
}

function levelsOf(scores: readonly number[], cuts: readonly Cut[]): readonly number[] {
  const edges = [0, ...cuts.map(({ place }) => place), scores.length];
  return edges.slice(1).flatMap((to, index) => {
    const part = scores.slice(edges[index] ?? 0, to);
    const mean = part.reduce((sum, score) => sum + score, 0) / Math.max(1, part.length);
    return part.map(() => mean);
  });
}

function meanSquare(scores: readonly number[], expected: readonly number[]): number {
  return scores.reduce((sum, score, place) => sum + (score - (expected[place] ?? 0)) ** 2, 0) / scores.length;
}

/** The autocorrelation at lag one. */
function likeness(scores: readonly number[], expected: readonly number[]): number {
  const left = scores.map((score, place) => score - (expected[place] ?? 0));
  const all = left.reduce((sum, each) => sum + each ** 2, 0);
  const next = left.slice(1).reduce((sum, each, place) => sum + each * (left[place] ?? 0), 0);
  return all === 0 ? 0 : Math.max(0, Math.min(MOST_ALIKE, next / all));
}
