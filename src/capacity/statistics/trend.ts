import { MINUTE_MS } from '../../lambda/time.ts';

/** A straight line through the newest minutes. */
export interface Trend {
  /** The line's value at the newest minute. */
  readonly level: number;
  readonly perMinute: number;
  /** Standard error of `perMinute`. */
  readonly standardError: number;
}

interface Point {
  /** Minutes from the newest one, 0 or less. */
  readonly x: number;
  readonly value: number;
}

const SHORTEST_MINUTES = 8;
const SURE_T = 4;
/** A step is the better explanation if it leaves less than this share of a line's residuals. */
const STEP_PART = 0.5;

/**
 * Least squares over the newest `count` values (one a minute, null without a data point). Null with too few of them,
 * for a slope hardly above noise, or for values with a single step: no trend is better than a wrong one.
 *
 * @param errorFactor how much autocorrelation increases the slope's error
 */
export function trendOf(values: readonly (number | null)[], count: number, errorFactor = 1): Trend | null {
  const points = pointsOf(values, count);
  if (points.length < SHORTEST_MINUTES) return null;
  const fitted = lineThrough(points);
  const line = { ...fitted, standardError: fitted.standardError * errorFactor };
  if (Math.abs(line.perMinute) <= SURE_T * line.standardError) return null;
  return isOneStep(points, line.residual) ? null : trendAlong(line);
}

/** Whether the newest `count` values may still rise as fast as `trend`: a climb that has ended is no trend. */
export function mayGoOn(trend: Trend, values: readonly (number | null)[], count: number): boolean {
  const points = pointsOf(values, count);
  if (points.length < SHORTEST_MINUTES) return true;
  const { perMinute, standardError } = lineThrough(points);
  return trend.perMinute <= perMinute + SURE_T * standardError;
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

function pointsOf(values: readonly (number | null)[], count: number): readonly Point[] {
  const window = values.slice(-count);
  return window.flatMap((value, index) =>
    value === null ? [] : [{ x: index - (window.length - 1), value }],
  );
}

type FittedLine = Trend & { readonly residual: number };

function lineThrough(points: readonly Point[]): FittedLine {
  const meanX = meanOf(points.map(({ x }) => x));
  const meanY = meanOf(points.map(({ value }) => value));
  const squares = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const perMinute = points.reduce((sum, { x, value }) => sum + (x - meanX) * (value - meanY), 0) / squares;
  const residual = points.reduce(
    (sum, { x, value }) => sum + (value - meanY - perMinute * (x - meanX)) ** 2,
    0,
  );
  const standardError = Math.sqrt(residual / (points.length - 2) / squares);
  return { level: meanY - perMinute * meanX, perMinute, standardError, residual };
}

function trendAlong({ level, perMinute, standardError }: FittedLine): Trend {
  return { level, perMinute, standardError };
}

/** A deployment or a batch lifts the level once; a line through it would rise for ever. */
function isOneStep(points: readonly Point[], residualOfLine: number): boolean {
  const values = points.map(({ value }) => value);
  return values.some(
    (_, split) =>
      split > 0 &&
      squaredErrors(values.slice(0, split)) + squaredErrors(values.slice(split)) < STEP_PART * residualOfLine,
  );
}

function squaredErrors(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
