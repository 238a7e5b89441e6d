import { type Counted, type CountLikelihood, countLikelihood } from './count-likelihood.ts';
import { likelihoodOf } from './smooth-count.ts';

/** A ramp may begin and end this many values before and after the step that it resembles. */
const LONGEST_HALF = 24;
/** Required advantage of a ramp: its end is free, and a step is simpler. */
const LEAST_ADVANTAGE = 3;
/** Required advantage of two close steps in one direction over a ramp: users ask for one onset. */
const LEAST_ADVANTAGE_OF_STAIRS = 6;
/** Values this many standard deviations beyond those before the ramp are unusual: two in three usual ones are not. */
const UNUSUAL_DEVIATIONS = 0.4;
/** Values this far beyond are no chance, and of the ramp even where it was fitted to begin later. */
const CERTAIN_DEVIATIONS = 3;
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
  const deviation = deviationFrom(part.slice(0, best.place), low(best.place), high(step) > low(step));
  return from + firstUnusual(part.slice(0, step), best.place, deviation);
}

/** By how many standard deviations a value lies beyond those before it, in the direction of the change. */
type Deviation = (value: Counted) => number;

/**
 * A fitted ramp may begin among usual values and, being straight, after the first unusual ones: where it does depends
 * on how much of the rise is known. So the values date it, which stay as they are.
 */
function firstUnusual(part: readonly Counted[], begin: number, deviation: Deviation): number {
  const lastUsual = part.findLastIndex(
    (value, place) => place < begin && deviation(value) <= CERTAIN_DEVIATIONS,
  );
  if (lastUsual < begin - 1) return lastUsual + 1;
  const first = part.findIndex((value, place) => place >= begin && deviation(value) > UNUSUAL_DEVIATIONS);
  return first === -1 ? part.length : first;
}

/**
 * Roots of counts spread alike, whether the counts are small or large.
 *
 * @see https://en.wikipedia.org/wiki/Anscombe_transform
 */
function deviationFrom(before: readonly Counted[], rate: number, rises: boolean): Deviation {
  const beyond = ({ count, total }: Counted) =>
    2 * (Math.sqrt(count + 3 / 8) - Math.sqrt(rate * (total ?? 1) + 3 / 8)) * (rises ? 1 : -1);
  const squares = before.reduce((sum, value) => sum + beyond(value) ** 2, 0);
  const spread = Math.max(1, Math.sqrt(squares / Math.max(1, before.length)));
  return (value) => beyond(value) / spread;
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
