import { type Counted, type CountLikelihood, countLikelihood } from './count-likelihood.ts';
import { likelihoodOf } from './smooth-count.ts';

/** A ramp may begin and end this many values before and after the step that it resembles. */
const LONGEST_HALF = 24;
/** Required advantage of a ramp: its end is free, and a step is simpler. */
const LEAST_ADVANTAGE = 3;
/** Required advantage of two close steps in one direction over a ramp: users ask for one onset. */
const LEAST_ADVANTAGE_OF_STAIRS = 6;
/**
 * A ramp this short is a step within a value, whose first part changed. Values before that are above the usual by
 * chance, as half of all usual ones are.
 */
const PARTLY_CHANGED = 2;
/** Standard deviations that tell such a value from a usual one: four in five are within that. */
const LEAST_DEVIATION = 0.8;
const STRIDES = [1, 2, 3, 4, 6, 8, 12, 16, 20, LONGEST_HALF];

/** Where a rate with a step at `place` between `from` and `to` began to change: earlier, if it went along a ramp. */
export function beginningOfRamp(row: readonly Counted[], from: number, to: number, place: number): number {
  const part = row.slice(from, to);
  const step = place - from;
  const likelihood = countLikelihood(part);
  const low = (end: number) => likelihood.rate(0, end);
  const high = (begin: number) => likelihood.rate(begin, part.length);
  const gainOf = (begin: number, end: number) =>
    likelihoodOf(part, expectedBy(part, { begin, end, low: low(begin), high: high(end) }));
  let best = { place: step, gain: gainOf(step, step) + LEAST_ADVANTAGE };
  for (const early of STRIDES) {
    const begin = step - early;
    if (begin < 1) break;
    for (const late of STRIDES) {
      const end = step + late;
      if (end > part.length - 1) break;
      const gain = gainOf(begin, end);
      if (gain > best.gain) best = { place: begin, gain };
    }
  }
  const usual = { rate: low(best.place), rises: high(step) > low(step) };
  return from + firstUnusual(part, best.place, step, usual);
}

/** A fitted ramp may begin among usual values: it is dated by the first unusual one. */
function firstUnusual(
  part: readonly Counted[],
  begin: number,
  step: number,
  { rate, rises }: { readonly rate: number; readonly rises: boolean },
): number {
  for (let place = begin; place < step; place++) {
    const { count = 0, total = null } = part[place] ?? {};
    const usual = rate * (total ?? 1);
    const chance = step - begin <= PARTLY_CHANGED ? LEAST_DEVIATION * Math.sqrt(usual) : 0;
    if (rises ? count > usual + chance : count < usual - chance) return place;
  }
  return step;
}

/** Two adjacent steps without other changes from `from` to the first or from the second to `to`. */
interface Stairs {
  readonly from: number;
  readonly first: number;
  readonly second: number;
  readonly to: number;
}

/** Whether two steps are better explained by one ramp. */
export function isRamp(
  row: readonly Counted[],
  likelihood: CountLikelihood,
  { from, first, second, to }: Stairs,
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
      const rates = { low: likelihood.rate(from, from + begin), high: likelihood.rate(from + end, to) };
      const ramp = expectedBy(part, { begin, end, ...rates });
      if (likelihoodOf(part, ramp) + LEAST_ADVANTAGE_OF_STAIRS >= stepped) return true;
    }
  }
  return false;
}

/** A transition from one rate to another: a step where start and end coincide. */
interface Ramp {
  readonly begin: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
}

function expectedBy(part: readonly Counted[], { begin, end, low, high }: Ramp): readonly number[] {
  return part.map(({ total }, place) => {
    const way = place < begin ? 0 : place >= end ? 1 : (place - begin + 0.5) / (end - begin);
    return (low + way * (high - low)) * (total ?? 1);
  });
}
