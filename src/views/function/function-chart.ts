import { displayWidth } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { heading } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { AxisLabel } from '../charts/axis-label.ts';
import { chartLines, emptyChartLines } from '../charts/chart.ts';
import { type ChartCurve, curveValues } from '../charts/chart-curve.ts';
import { type LegendEntry, legendLine } from '../charts/chart-legend.ts';
import type { ChartScale } from '../charts/chart-scale.ts';
import type { Look } from '../parts/look.ts';

/** A chart with a heading and the format of its values. */
export interface FunctionChart {
  readonly title: SafeText;
  readonly legend: readonly LegendEntry[];
  readonly curves: readonly ChartCurve[];
  /** The scale for at most this many rows. */
  readonly scaleOf: (rows: number) => ChartScale;
  readonly label: AxisLabel;
  /** What stands in place of curves where there are none. */
  readonly absent?: SafeText;
}

/** Cells for the labels left of a chart. */
export const CHART_LABEL_WIDTH = 7;

/** A chart under its heading, in at most `rows` rows: as many as give evenly spaced labels. */
export function chartRows(chart: FunctionChart, width: number, rows: number, look: Look): readonly Line[] {
  const scale = chart.scaleOf(rows);
  const step = scale.ticks.find((tick) => tick !== null && tick > 0) ?? scale.top;
  const frame = {
    ...scale,
    width,
    labelWidth: CHART_LABEL_WIDTH,
    label: (value: number) => chart.label(value, { top: scale.top, step }),
  };
  const hasData = chart.curves.some((curve) => curveValues(curve).some((value) => value !== null));
  const lines = hasData
    ? chartLines(
        // Without a row of its own, a limit would be drawn at a wrong value.
        chart.curves.filter((curve) => curve.stroke !== 'level' || scale.ticks.includes(curve.value)),
        frame,
        look.glyphs,
      )
    : emptyChartLines(chart.absent ?? safe`no data point`, frame, look.glyphs);
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
