import { type Change, isWorthTelling } from './change.ts';
import { type Counted, type CountLikelihood, countLikelihood } from './count-likelihood.ts';
import { beginningOfRamp, isRamp } from './ramp.ts';
import { type Cut, cutsOf } from './segments.ts';
import { likelihoodOf, SMOOTH_DEGREES, smoothlyExpected } from './smooth-count.ts';

/** Against a fitted curve a step must be worth more, as the curve takes a part of it. */
const LEAST_WORTH_BESIDE_CURVE = 7.5;

/** A step has a place and a size. */
const STEP_PARAMETERS = 2;
/** Several steps in one direction may approximate a slow rise: they must fit much better than the curve. */
const STAIR_PARAMETERS = 4;
/** Prior: abrupt changes are more frequent than changes over hours. */
const LIKELIER_STEP = 3;

/** How much likelier steps must make a series than a curve, by parameters, as a natural logarithm. */
export function costOfSteps(levels: readonly number[], perParameter: number): number {
  const rises = levels.slice(1).map((level, index) => level > (levels[index] ?? 0));
  const stairs = rises.slice(1).filter((rise, index) => rise === rises[index]).length;
  return perParameter * (STEP_PARAMETERS * rises.length + STAIR_PARAMETERS * stairs) - LIKELIER_STEP;
}
/** A rate that changes more often than this fluctuates. */
const MOST_OFTEN = 15;
/** With less evidence, a step can't be told from a slow rise. */
const TELLS_STEP_FROM_CURVE = 15;

/**
 * Where the rate of a series of counts changed, oldest first. A rate that rises or falls smoothly, as over a day, has
 * no change; neither has one that fluctuates as usual.
 */
export function countChanges(row: readonly Counted[]): readonly Change[] {
  const likelihood = countLikelihood(row);
  const roughCuts = cutsOf(row.length, gainBy(likelihood, 1));
  if (roughCuts.length === 0) return [];
  const isAlwaysSo = roughCuts.length * MOST_OFTEN > row.length;
  const swing = dispersion(row, likelihood, isAlwaysSo ? [] : roughCuts);
  const cuts = swing === 1 ? roughCuts : cutsOf(row.length, gainBy(likelihood, swing));
  if (cuts.length === 0) return [];
  if (cuts.length === 1 && cuts.every(({ gain }) => gain < TELLS_STEP_FROM_CURVE))
    return changesAt(row, likelihood, cuts);
  const perParameter = Math.log(row.length) / 2;
  const stepped = expectedBySteps(likelihood, cuts);
  const edges = [0, ...cuts.map(({ place }) => place), row.length];
  const levels = edges.slice(1).map((to, index) => likelihood.rate(edges[index] ?? 0, to));
  const stepsAreWorth = likelihoodOf(row, stepped) / swing - costOfSteps(levels, perParameter);
  const [smooth, curveIsWorth] = likeliestCurve(row, swing, perParameter);
  if (stepsAreWorth > curveIsWorth) return changesAt(row, likelihood, cuts);
  return besideCurve(row, smooth, swing);
}

/** The expected counts by the likeliest curve, and its worth: each higher degree must pay for itself. */
function likeliestCurve(
  row: readonly Counted[],
  swing: number,
  perParameter: number,
): readonly [expected: readonly number[], worth: number] {
  const curves = SMOOTH_DEGREES.map((degree) => {
    const expected = smoothlyExpected(row, degree);
    return [expected, likelihoodOf(row, expected) / swing - degree * perParameter] as const;
  });
  return curves.reduce((best, curve) => (curve[1] > best[1] ? curve : best));
}

function besideCurve(row: readonly Counted[], smooth: readonly number[], swing: number): readonly Change[] {
  const relative = countLikelihood(
    row.map(({ count }) => ({ count, total: null })),
    smooth,
  );
  const cuts = cutsOf(row.length, gainBy(relative, swing), LEAST_WORTH_BESIDE_CURVE);
  return changesAt(row, countLikelihood(row), cuts);
}

function gainBy(likelihood: CountLikelihood, swing: number) {
  return (from: number, to: number, place: number) =>
    (likelihood.of(from, place) + likelihood.of(place, to) - likelihood.of(from, to)) / swing;
}

function changesAt(
  row: readonly Counted[],
  likelihood: CountLikelihood,
  cuts: readonly Cut[],
): readonly Change[] {
  const known = withoutStairs(row, likelihood, cuts);
  const changes = known.map(({ place, gain }, index): Change => {
    const from = known[index - 1]?.place ?? 0;
    const to = known[index + 1]?.place ?? row.length;
    return {
      place: beginningOfRamp(row, from, to, place),
      before: likelihood.rate(from, place),
      after: likelihood.rate(place, to),
      gain,
    };
  });
  return changes.filter(isWorthTelling);
}

/** Two steps up in a row that fit no better than one ramp are one change, which began with the first. */
function withoutStairs(
  row: readonly Counted[],
  likelihood: CountLikelihood,
  cuts: readonly Cut[],
): readonly Cut[] {
  const kept: Cut[] = [];
  for (const [index, cut] of cuts.entries()) {
    const last = kept.at(-1);
    const from = kept.at(-2)?.place ?? 0;
    const to = cuts[index + 1]?.place ?? row.length;
    if (last !== undefined && isRamp(row, likelihood, { from, first: last.place, second: cut.place, to }))
      continue;
    kept.push(cut);
  }
  return kept;
}

function expectedBySteps(likelihood: CountLikelihood, cuts: readonly Cut[]): readonly number[] {
  const edges = [0, ...cuts.map(({ place }) => place), likelihood.length];
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index] ?? 0;
    const rate = likelihood.rate(from, to);
    return Array.from({ length: to - from }, (_, place) => likelihood.expected(from + place, rate));
  });
}

/**
 * How much more than chance the counts between the cuts vary: 1 is chance. Minutes with tiny expected counts are
 * pooled, as their squares say little; the part that chance may add is subtracted.
 */
function dispersion(row: readonly Counted[], likelihood: CountLikelihood, cuts: readonly Cut[]): number {
  const expected = expectedBySteps(likelihood, cuts);
  const edges = new Set(cuts.map(({ place }) => place));
  let squares = 0;
  let groups = 0;
  let noise = 0;
  let seen = 0;
  let mean = 0;
  for (const [place, { count, total }] of row.entries()) {
    if (edges.has(place)) {
      seen = 0;
      mean = 0;
    }
    seen += count;
    mean += expected[place] ?? 0;
    if (mean < 1) continue;
    const share = total === null || total === 0 ? 0 : Math.min(0.99, (expected[place] ?? 0) / total);
    squares += (seen - mean) ** 2 / (mean * (1 - share));
    noise += 2 + 1 / mean;
    groups += 1;
    seen = 0;
    mean = 0;
  }
  const free = groups - cuts.length - 1;
  if (free < 5) return 1;
  return Math.max(1, (squares - 2 * Math.sqrt(noise)) / free);
}
