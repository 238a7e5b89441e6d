/** What a change of row costs, in squares of how many rows a column's value is off. */
const CHANGE_COST = 0.8;
/** How much more the newest value counts: it is looked at first, and so has the row nearest to it, unless it is noise. */
const NEWEST_WEIGHT = 100;

/** How many rows off the newest value may be drawn: the figure beside the curve would be read as another one. */
const NEWEST_MOST_OFF = 0.6;

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
  const course = steadyCourse(exact, count, 1);
  const rows = withStandingOut(exact, course);
  if (isNewestUsual(exact, course, rows)) return rows;
  return withStandingOut(exact, steadyCourse(exact, count, NEWEST_WEIGHT));
}

/** Whether values as far off its row as the newest one were drawn there before: then it is no rise or fall. */
function isNewestUsual(
  exact: readonly (number | null)[],
  course: readonly number[],
  rows: readonly number[],
): boolean {
  const newest = exact.findLastIndex((value) => value !== null);
  const value = exact[newest] ?? 0;
  const row = rows[newest] ?? 0;
  if (Math.abs(value - row) > NEWEST_MOST_OFF) return false;
  const isNearest = (other: number) => Math.round(other) === Math.round(value);
  const start = course.findLastIndex((other, column) => column < newest && other !== course[newest]) + 1;
  const inRow = exact.slice(start, newest).filter((_, column) => rows[start + column] === row);
  const known = inRow.filter((other) => other !== null);
  // Of a rise, all values up to the newest are nearest to its row.
  const before = known.slice(0, known.findLastIndex((other) => !isNearest(other)) + 1);
  return before.some((other) => isNearest(other) && Math.abs(other - row) >= Math.abs(value - row));
}

/** The rows of a course, but for values that stand out of it. */
function withStandingOut(exact: readonly (number | null)[], course: readonly number[]): readonly number[] {
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
function steadyCourse(
  exact: readonly (number | null)[],
  count: number,
  newestWeight: number,
): readonly number[] {
  const rows = Array.from({ length: count }, (_, row) => row);
  const costs = new Float64Array(count);
  /** For each column and row, the row in the column before. */
  const cameFrom: Int32Array[] = [];
  const newest = exact.findLastIndex((value) => value !== null);
  for (const [column, value] of exact.entries()) {
    const weight = column === newest ? newestWeight : 1;
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
