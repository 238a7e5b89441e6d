import type { Tone } from '../../terminal/line.ts';

/** A curve of a chart, or what curves are held against. */
export type ChartCurve = ValueCurve | LevelCurve;

/** One value a column of time, oldest first; null where there is no data point. */
export interface ValueCurve {
  readonly values: readonly (number | null)[];
  /** Where it is drawn; everywhere when it does not say. It keeps its course where it is not. */
  readonly isDrawn?: readonly boolean[];
  readonly tone: Tone;
  readonly stroke?: Exclude<Stroke, 'level'>;
  /** From so much on it does harm, where its tone tells of harm; from the least on where it does not say. */
  readonly harmFrom?: number;
}

/** A limit, the same all the time. */
export interface LevelCurve {
  readonly value: number;
  readonly tone: Tone;
  readonly stroke: 'level';
}

/** How a curve is drawn, so that curves of one chart are told apart without colour; `level` is what others are held against. */
export type Stroke = 'line' | 'dashed' | 'double' | 'level';

/** Of a level the one value that it has everywhere. */
export function curveValues(curve: ChartCurve): readonly (number | null)[] {
  return curve.stroke === 'level' ? [curve.value] : curve.values;
}
