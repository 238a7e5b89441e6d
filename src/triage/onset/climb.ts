import { countChanges } from './count-changes.ts';
import { median } from './quantile.ts';

/** With fewer values before it, a climb may have begun earlier. */
const FEWEST_BEFORE = 5;

/**
 * Where a count that is known to climb began to: a level and a ramp with a free end are fitted to the values since it
 * last fell, by least squares. A ramp that is fitted to noise may begin among usual values, so the first one above the
 * level dates it. Null where too little is known before it.
 *
 * @see https://en.wikipedia.org/wiki/Segmented_regression
 */
export function beginningOfClimb(counts: readonly number[]): number | null {
  const changes = countChanges(counts.map((count) => ({ count, total: null })));
  const from = changes.findLast(({ before, after }) => after < before)?.place ?? 0;
  const part = counts.slice(from);
  const begin = beginningOfFittedRamp(part);
  if (begin === null) return null;
  const level = median(part.slice(0, begin)) ?? 0;
  const first = part.findIndex((count, place) => place >= begin && count > level);
  return first === -1 ? null : from + first;
}

function beginningOfFittedRamp(counts: readonly number[]): number | null {
  const sum = counts.reduce((all, count) => all + count, 0);
  let best: { readonly begin: number; readonly worth: number } | null = null;
  for (let begin = FEWEST_BEFORE; begin < counts.length; begin++) {
    for (let end = begin + 1; end <= counts.length; end++) {
      const worth = worthOfRamp(counts, sum, begin, end);
      if (worth > (best?.worth ?? 0)) best = { begin, worth };
    }
  }
  return best?.begin ?? null;
}

/** By how much a rise from `begin` to `end` reduces the squares that the mean leaves; 0 for a fall. */
function worthOfRamp(counts: readonly number[], sum: number, begin: number, end: number): number {
  let way = 0;
  let squares = 0;
  let together = 0;
  for (let place = begin; place < counts.length; place++) {
    const gone = place >= end ? end - begin : place - begin + 0.5;
    way += gone;
    squares += gone ** 2;
    together += gone * (counts[place] ?? 0);
  }
  const rise = together - (way * sum) / counts.length;
  return rise <= 0 ? 0 : rise ** 2 / (squares - way ** 2 / counts.length);
}
