import { type Counted, type CountLikelihood, countLikelihood } from './count-likelihood.ts';
import { likelihoodOf } from './smooth-count.ts';

/** So many values before and after a step, a ramp that looks like it may begin and end. */
const LONGEST_HALF = 24;
/** A ramp must fit by so much better to be one: its end is free, and a step is the simpler story. */
const LEAST_ADVANTAGE = 3;
/** Two steps the same way and close together must fit by so much better than a ramp: people ask when it began. */
const LEAST_ADVANTAGE_OF_STAIRS = 6;
/**
 * So short a ramp is a step within a value: the first that changed did so in part. What lies before that is above the usual
 * by chance, as half of all usual values are.
 */
const PARTLY_CHANGED = 2;
/** Standard deviations above it that tell such a value from a usual one: four in five are within that. */
const LEAST_DEVIATION = 0.8;
const STRIDES = [1, 2, 3, 4, 6, 8, 12, 16, 20, LONGEST_HALF];

/**
 * Where a rate began to rise or fall that has a step at `place` between `from` and `to`: earlier than there, if it went up or
 * down a ramp.
 */
export function beginningOfRamp(row: readonly Counted[], from: number, to: number, place: number): number {
  const part = row.slice(from, to);
  const step = place - from;
  const likelihood = countLikelihood(part);
  const low = (end: number) => likelihood.rate(0, end);
  let best = {
    place: step,
    gain:
      likelihoodOf(part, expectedBy(part, step, step, low(step), likelihood.rate(step, part.length))) +
      LEAST_ADVANTAGE,
  };
  for (const early of STRIDES) {
    const begin = step - early;
    if (begin < 1) break;
    for (const late of STRIDES) {
      const end = step + late;
      if (end > part.length - 1) break;
      const expected = expectedBy(part, begin, end, low(begin), likelihood.rate(end, part.length));
      const gain = likelihoodOf(part, expected);
      if (gain > best.gain) best = { place: begin, gain };
    }
  }
  const rises = likelihood.rate(step, part.length) > low(step);
  return from + firstUnusual(part, best.place, step, low(best.place), rises);
}

/** A ramp that is fitted may begin in values that are as usual: it is told from the first that is not. */
function firstUnusual(
  part: readonly Counted[],
  begin: number,
  step: number,
  low: number,
  rises: boolean,
): number {
  for (let place = begin; place < step; place++) {
    const { count = 0, total = null } = part[place] ?? {};
    const usual = low * (total ?? 1);
    const chance = step - begin <= PARTLY_CHANGED ? LEAST_DEVIATION * Math.sqrt(usual) : 0;
    if (rises ? count > usual + chance : count < usual - chance) return place;
  }
  return step;
}

/** Whether the steps at `first` and `second`, which lie between `from` and `to`, are one ramp. */
export function isRamp(
  row: readonly Counted[],
  likelihood: CountLikelihood,
  from: number,
  first: number,
  second: number,
  to: number,
): boolean {
  const [low, middle, high] = [
    likelihood.rate(from, first),
    likelihood.rate(first, second),
    likelihood.rate(second, to),
  ];
  if (middle <= Math.min(low, high) || middle >= Math.max(low, high)) return false;
  if (second - first > LONGEST_HALF) return false;
  const part = row.slice(from, to);
  const steps = part.map(({ total }, place) => {
    const at = from + place;
    return (at < first ? low : at < second ? middle : high) * (total ?? 1);
  });
  const stepped = likelihoodOf(part, steps);
  for (const early of [0, ...STRIDES]) {
    const begin = Math.max(1, first - from - early);
    for (const late of [0, ...STRIDES]) {
      const end = Math.min(part.length - 1, second - from + late);
      const before = likelihood.rate(from, from + begin);
      const ramp = expectedBy(part, begin, end, before, likelihood.rate(from + end, to));
      if (likelihoodOf(part, ramp) + LEAST_ADVANTAGE_OF_STAIRS >= stepped) return true;
    }
  }
  return false;
}

function expectedBy(
  part: readonly Counted[],
  begin: number,
  end: number,
  before: number,
  after: number,
): readonly number[] {
  return part.map(({ total }, place) => {
    const way = place < begin ? 0 : place >= end ? 1 : (place - begin + 0.5) / (end - begin);
    return (before + way * (after - before)) * (total ?? 1);
  });
}
