import { type Change, isWorthTelling } from './change.ts';
import { type Counted, type CountLikelihood, countLikelihood } from './count-likelihood.ts';
import { beginningOfRamp, isRamp } from './ramp.ts';
import { type Cut, cutsOf } from './segments.ts';
import { likelihoodOf, SMOOTH_DEGREES, smoothlyExpected } from './smooth-count.ts';

/** Beside a curve that follows the row, a step must be worth more: the curve takes a part of it. */
const LEAST_WORTH_BESIDE_CURVE = 7.5;

/** A step has a place and a size. */
const STEP_PARAMETERS = 2;
/** Stairs, which go on in one direction, are how steps draw a slow rise: they must say it much better than the curve. */
const STAIR_PARAMETERS = 4;
/** Things happen at once more often than they come about in hours. */
const LIKELIER_STEP = 3;

/** By how much steps must make a row likelier to be told in place of a curve, in parameters and as a logarithm. */
export function costOfSteps(levels: readonly number[], perParameter: number): number {
  const rises = levels.slice(1).map((level, index) => level > (levels[index] ?? 0));
  const stairs = rises.slice(1).filter((rise, index) => rise === rises[index]).length;
  return perParameter * (STEP_PARAMETERS * rises.length + STAIR_PARAMETERS * stairs) - LIKELIER_STEP;
}
/** A rate that changes more than once in so many minutes is one that swings. */
const MOST_OFTEN = 15;
/** Of less evidence nobody can tell a step from a slow rise. */
export const TELLS_STEP_FROM_CURVE = 15;

/**
 * Where the rate of a row of counts changed, oldest first: several times, if it did. A rate that rises or falls smoothly all
 * the time, as with the hours of a day, has not changed anywhere; neither has one that swings as it always does.
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

/** What the row counts by the curve that tells it best, and how much that is worth: more bends must earn their place. */
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

/** Two steps up, one after the other, where one ramp says as much: it began with the first. */
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
 * By how much the counts between the cuts vary more than chance makes them: 1 is chance. Minutes that expect nearly nothing
 * are taken together, as their squares say little; what chance may make of it is left off.
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
