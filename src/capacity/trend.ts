import { MINUTE_MS } from '../lambda/time.ts';

/** A straight line through the newest minutes. */
export interface Trend {
  /** The line's value at the newest minute. */
  readonly level: number;
  readonly perMinute: number;
  /** Standard error of `perMinute`. */
  readonly standardError: number;
}

const SHORTEST_MINUTES = 8;
const SURE_T = 4;

/**
 * Least squares over the newest `count` values (one a minute, null where there is no data point). Null when too few
 * are there, or when the slope is not clearly more than noise: no trend is better than a wrong one.
 */
export function trendOf(values: readonly (number | null)[], count: number): Trend | null {
  const window = values.slice(-count);
  const points = window.flatMap((value, index) =>
    value === null ? [] : [{ x: index - (window.length - 1), value }],
  );
  if (points.length < SHORTEST_MINUTES) return null;

  const n = points.length;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { value }) => sum + value, 0) / n;
  const squares = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const perMinute = points.reduce((sum, { x, value }) => sum + (x - meanX) * (value - meanY), 0) / squares;
  const residual = points.reduce(
    (sum, { x, value }) => sum + (value - meanY - perMinute * (x - meanX)) ** 2,
    0,
  );
  const standardError = Math.sqrt(residual / (n - 2) / squares);

  if (Math.abs(perMinute) <= SURE_T * standardError) return null;
  return { level: meanY - perMinute * meanX, perMinute, standardError };
}

/** Time until a rising trend reaches the three levels, the earliest with the steepest slope that still fits. */
export function timeToReach(
  trend: Trend,
  target: { readonly early: number; readonly likely: number; readonly late: number },
): { earlyMs: number; likelyMs: number; lateMs: number } | null {
  const spread = 1.6 * trend.standardError;
  const gentlest = trend.perMinute - spread;
  if (gentlest <= 0) return null;
  const until = (level: number, perMinute: number) =>
    Math.max(0, ((level - trend.level) / perMinute) * MINUTE_MS);
  return {
    earlyMs: until(target.early, trend.perMinute + spread),
    likelyMs: until(target.likely, trend.perMinute),
    lateMs: until(target.late, gentlest),
  };
}
