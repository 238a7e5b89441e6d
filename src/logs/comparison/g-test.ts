/** Unseen does not mean never: half a case is added to each count. */
const SMOOTHING = 0.5;

/**
 * How much less likely two counts are under one common rate than under two: chance alone reaches about 10.8 once in a
 * thousand comparisons. 0 for counts of nothing.
 *
 * @see https://en.wikipedia.org/wiki/G-test
 */
export function rateDifference(
  one: { readonly count: number; readonly exposure: number },
  other: { readonly count: number; readonly exposure: number },
): number {
  if (one.exposure <= 0 || other.exposure <= 0 || one.count + other.count === 0) return 0;
  const [a, b] = [one.count + SMOOTHING, other.count + SMOOTHING];
  const shared = (a + b) / (one.exposure + other.exposure);
  const part = (count: number, exposure: number) => count * Math.log(count / (shared * exposure));
  return Math.max(0, 2 * (part(a, one.exposure) + part(b, other.exposure)));
}

/** The same for shares: each count with its total. */
export function shareDifference(
  one: { readonly count: number; readonly total: number },
  other: { readonly count: number; readonly total: number },
): number {
  if (one.total <= 0 || other.total <= 0) return 0;
  const cells = [one.count, one.total - one.count, other.count, other.total - other.count].map(
    (cell) => Math.max(0, cell) + SMOOTHING,
  );
  const [a = 0, b = 0, c = 0, d = 0] = cells;
  const all = a + b + c + d;
  const part = (cell: number, row: number, column: number) => cell * Math.log((cell * all) / (row * column));
  return Math.max(
    0,
    2 * (part(a, a + b, a + c) + part(b, a + b, b + d) + part(c, c + d, a + c) + part(d, c + d, b + d)),
  );
}
