import type { Tone } from '../../terminal/line.ts';

/** A curve of a chart, or a level for comparison. */
export type ChartCurve = ValueCurve | LevelCurve;

/** One value for each column of time, oldest first; null without a data point. */
export interface ValueCurve {
  readonly values: readonly (number | null)[];
  /** Where it is drawn; everywhere by default. It keeps its course where it is not drawn. */
  readonly isDrawn?: readonly boolean[];
  readonly tone: Tone;
  readonly stroke?: Exclude<Stroke, 'level'>;
  /** The values of a curve that is never below this one: where they clearly differ, both are seen. */
  readonly under?: readonly (number | null)[];
  /** The least value that does harm, for curves in a warning tone; any value by default. */
  readonly harmFrom?: number;
}

/** A constant limit. */
export interface LevelCurve {
  readonly value: number;
  readonly tone: Tone;
  readonly stroke: 'level';
}

/** How a curve is drawn, so that curves can be told apart without colour; `level` is for limits. */
export type Stroke = 'line' | 'dashed' | 'double' | 'level';

/** For a level, its one value everywhere. */
export function curveValues(curve: ChartCurve): readonly (number | null)[] {
  return curve.stroke === 'level' ? [curve.value] : curve.values;
}
