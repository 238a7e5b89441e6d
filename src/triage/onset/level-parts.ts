import { LEAST_GAIN } from './change.ts';
import { levelChanges } from './level-changes.ts';
import { median } from './quantile.ts';

/** Values in a row that are on one level. */
export interface LevelPart {
  readonly from: number;
  /** The place after the last. */
  readonly to: number;
  /** Their median. */
  readonly level: number;
}

/** A value so many swings from its level is hardly chance. */
export const UNUSUAL_SWINGS = 3;
/** Values vary at least so much, as a natural logarithm. */
const LEAST_SWING = 0.05;

/**
 * A row of values above zero, cut where its level changed. Ranks tell that once there are some values of the new level; before,
 * how far out the first of them are does.
 */
export function levelParts(values: readonly number[]): readonly LevelPart[] {
  const edges = [0, ...levelChanges(values).map(({ place }) => place), values.length];
  return edges.slice(1).flatMap((to, index) => partsWithin(values, edges[index] ?? 0, to));
}

/** How values vary around their level, as a natural logarithm. */
export function swingOf(values: readonly number[], level: number): number {
  const swings = values.map((value) => Math.abs(Math.log(value / level)));
  return Math.max(LEAST_SWING, (median(swings) ?? 0) / 0.6745);
}

/** Values in a row that are all far out on the same side, of what ranks take for one level. */
function partsWithin(values: readonly number[], from: number, to: number): readonly LevelPart[] {
  const part = values.slice(from, to);
  const level = median(part);
  if (level === null) return [];
  const swing = swingOf(part, level);
  const sides = part.map((value) => {
    const swings = Math.log(value / level) / swing;
    return Math.abs(swings) < UNUSUAL_SWINGS ? 0 : Math.sign(swings);
  });
  const starts = sides.flatMap((side, place) => (place === 0 || side !== sides[place - 1] ? [place] : []));
  return starts.map((start, index): LevelPart => {
    const end = starts[index + 1] ?? part.length;
    const run = part.slice(start, end);
    const isOut = sides[start] !== 0 && gainOf(run, level, swing) >= LEAST_GAIN;
    return { from: from + start, to: from + end, level: isOut ? (median(run) ?? level) : level };
  });
}

/** By how much likelier the values are on a level of their own than on this one, as a natural logarithm. */
function gainOf(values: readonly number[], level: number, swing: number): number {
  const away = values.reduce((sum, value) => sum + Math.log(value / level), 0);
  return away ** 2 / (2 * values.length * swing ** 2);
}
