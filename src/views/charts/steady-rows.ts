/** What a change of row costs, in squares of how many rows a column's value is off. */
const CHANGE_COST = 0.8;
/** How much more the newest value counts, which is looked at first. */
const NEWEST_WEIGHT = 4;

/**
 * The row of each column, of `count` from 0 up, that is closest to the values with as few changes as they deserve: noise
 * around the middle between two rows would look like a square wave of two states. Among all courses the cheapest is
 * found column by column (dynamic programming for the Potts functional).
 *
 * @param exact in rows; null without a value, where the curve keeps its course
 */
export function steadyRows(exact: readonly (number | null)[], count: number): readonly number[] {
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
