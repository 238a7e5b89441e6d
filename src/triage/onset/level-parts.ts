import { LEAST_GAIN } from './change.ts';
import { levelChanges } from './level-changes.ts';
import { median } from './quantile.ts';

/** Consecutive values on one level. */
export interface LevelPart {
  readonly from: number;
  /** The place after the last. */
  readonly to: number;
  /** Their median. */
  readonly level: number;
}

/** A value this many spreads from its level is hardly chance. */
export const UNUSUAL_SWINGS = 3;
/** The least spread (natural logarithm). */
const LEAST_SWING = 0.05;

/**
 * A series of positive values, cut where its level changed. Ranks detect that once some values of the new level are
 * known; until then, the distance of the first ones does.
 */
export function levelParts(values: readonly number[]): readonly LevelPart[] {
  const edges = [0, ...levelChanges(values).map(({ place }) => place), values.length];
  return edges.slice(1).flatMap((to, index) => partsWithin(values, edges[index] ?? 0, to));
}

/** The spread of values around their level (natural logarithm). */
export function swingOf(values: readonly number[], level: number): number {
  const swings = values.map((value) => Math.abs(Math.log(value / level)));
  return Math.max(LEAST_SWING, (median(swings) ?? 0) / 0.6745);
}

/** Finds runs of values far out on one side, within what ranks take for one level. */
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

/** How much likelier the values are on a level of their own (natural logarithm). */
function gainOf(values: readonly number[], level: number, swing: number): number {
  const away = values.reduce((sum, value) => sum + Math.log(value / level), 0);
  return away ** 2 / (2 * values.length * swing ** 2);
}
