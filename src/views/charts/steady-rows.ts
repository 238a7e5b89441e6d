/** What a change of row costs, in squares of how many rows a column's value is off. */
const CHANGE_COST = 0.8;
/** How much more the newest value counts: it is looked at first, and so has the row nearest to it. */
const NEWEST_WEIGHT = 100;

/** From how many rows off its neighbours a value stands out, and from how many times the distance of most of them. */
const STANDS_OUT_FROM = 0.75;
const STANDS_OUT_TIMES = 2.5;
const MOST = 0.75;

/**
 * The row of each column, of `count` from 0 up: a steady course, which only values leave that stand out, as a peak of a
 * single minute does.
 *
 * @param exact in rows; null without a value, where the curve keeps its course
 */
export function steadyRows(exact: readonly (number | null)[], count: number): readonly number[] {
  const course = steadyCourse(exact, count);
  const starts = course.flatMap((row, column) => (row === course[column - 1] ? [] : [column]));
  return starts.flatMap((start, place) => {
    const end = starts[place + 1] ?? course.length;
    return withStanding(exact.slice(start, end), course[start] ?? 0);
  });
}

/** The rows of values that share one, but for those that stand out among them. */
function withStanding(exact: readonly (number | null)[], row: number): readonly number[] {
  const known = exact.filter((value) => value !== null);
  const level = quantileOf(known, 0.5);
  const usual = quantileOf(
    known.map((value) => Math.abs(value - level)),
    MOST,
  );
  const standsOutFrom = Math.max(STANDS_OUT_FROM, STANDS_OUT_TIMES * usual);
  return exact.map((value) =>
    value === null || Math.abs(value - level) < standsOutFrom ? row : Math.round(value),
  );
}

/**
 * The course that is closest to the values with as few changes as they deserve: noise around the middle between two rows
 * would look like a square wave of two states. Among all courses the cheapest is found column by column (dynamic
 * programming for the Potts functional).
 */
function steadyCourse(exact: readonly (number | null)[], count: number): readonly number[] {
  const rows = Array.from({ length: count }, (_, row) => row);
  const costs = new Float64Array(count);
  /** For each column and row, the row in the column before. */
  const cameFrom: Int32Array[] = [];
  const newest = exact.findLastIndex((value) => value !== null);
  for (const [column, value] of exact.entries()) {
    const weight = column === newest ? NEWEST_WEIGHT : 1;
    const cheapest = indexOfLeast(costs);
    const change = (costs[cheapest] ?? 0) + CHANGE_COST;
    const from = new Int32Array(count);
    for (const row of rows) {
      const stays = (costs[row] ?? 0) <= change;
      from[row] = stays ? row : cheapest;
      const off = value === null ? 0 : value - row;
      costs[row] = (stays ? (costs[row] ?? 0) : change) + weight * off * off;
    }
    cameFrom.push(from);
  }
  let row = indexOfLeast(costs);
  const course: number[] = [];
  for (const from of cameFrom.toReversed()) {
    course.push(row);
    row = from[row] ?? row;
  }
  return course.toReversed();
}

function indexOfLeast(values: Float64Array): number {
  return values.reduce((least, value, index) => (value < (values[least] ?? 0) ? index : least), 0);
}

function quantileOf(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) * share)] ?? 0;
}
