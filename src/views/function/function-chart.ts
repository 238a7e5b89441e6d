import { displayWidth } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { heading } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { AxisLabel } from '../charts/axis-label.ts';
import { chartLines, chartScale, emptyChartLines } from '../charts/chart.ts';
import { type ChartCurve, curveValues } from '../charts/chart-curve.ts';
import { type LegendEntry, legendLine } from '../charts/chart-legend.ts';
import type { Look } from '../parts/look.ts';

/** A chart with a heading and the format of its values. */
export interface FunctionChart {
  readonly title: SafeText;
  readonly legend: readonly LegendEntry[];
  readonly curves: readonly ChartCurve[];
  /** The value of the top row for a number of labelled steps. */
  readonly topOf: (steps: number) => number;
  readonly label: AxisLabel;
}

/** Cells for the labels left of a chart. */
export const CHART_LABEL_WIDTH = 7;

/** A chart under its heading, in at most `rows` rows: as many as give evenly spaced labels. */
export function chartRows(chart: FunctionChart, width: number, rows: number, look: Look): readonly Line[] {
  const { labelEvery, steps } = chartScale(rows);
  const top = chart.topOf(steps);
  const frame = {
    width,
    rows: labelEvery * steps + 1,
    labelEvery,
    top,
    labelWidth: CHART_LABEL_WIDTH,
    label: (value: number) => chart.label(value, { top, step: top / steps }),
  };
  const hasData = chart.curves.some((curve) => curveValues(curve).some((value) => value !== null));
  const lines = hasData
    ? chartLines(chart.curves, frame, look.glyphs)
    : emptyChartLines(safe`no data point`, frame, look.glyphs);
  return [
    heading(
      chart.title,
      legendLine(chart.legend, width - displayWidth(chart.title), look.glyphs),
      width,
      look.glyphs,
    ),
    ...lines,
  ];
}
