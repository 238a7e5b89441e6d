import { displayWidth } from '../../terminal/display-width.ts';
import { heading } from '../../terminal/drawing/heading.ts';
import type { Line } from '../../terminal/line.ts';
import { leftRight, lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { AxisLabel } from '../charts/axis-label.ts';
import { chartLines, emptyChartLines } from '../charts/chart.ts';
import { type ChartCurve, curveValues } from '../charts/chart-curve.ts';
import { LEAST_RULE, type LegendEntry, legendBelow, legendLine } from '../charts/chart-legend.ts';
import type { ChartScale } from '../charts/chart-scale.ts';
import type { Look } from '../parts/look/look.ts';

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
  /** How many minutes its values are of, one each: its heading tells of how many a column shows the highest. */
  readonly spanMinutes?: number;
}

/** Cells for the labels left of a chart. */
export const CHART_LABEL_WIDTH = 7;
/** Of the axis behind them, with a blank. */
const AXIS_WIDTH = 2;

/** A chart under its heading, in `rows` rows. */
export function chartRows(chart: FunctionChart, width: number, rows: number, look: Look): readonly Line[] {
  return [titledLegend(chart, width, look), ...chartBody(chart, width, rows, look)];
}

/** The title with the legend, which gets a row of its own where the title leaves it no room. */
export function chartHeading(chart: FunctionChart, width: number, look: Look): readonly Line[] {
  const { title, legend } = chart;
  const beside = titledLegend(chart, width, look);
  const short = legendLine(legend, 0, look.glyphs);
  if (displayWidth(title) + LEAST_RULE + lineWidth(short) <= width) return [beside];
  const below = legendBelow(legend, width, look.glyphs);
  return [heading(title, null, width, look.glyphs), leftRight([], below, width, look.glyphs.ellipsis)];
}

function titledLegend(chart: FunctionChart, width: number, { glyphs }: Look): Line {
  const { title, legend } = chart;
  const whole = safe`${title}${columnWords(chart, width)}`;
  const least = LEAST_RULE + lineWidth(legendLine(legend, 0, glyphs));
  const told = displayWidth(whole) + least <= width ? whole : title;
  return heading(told, legendLine(legend, width - displayWidth(told), glyphs), width, glyphs);
}

/** Each column is the highest of its minutes: of how many, where they are several. */
function columnWords({ spanMinutes = 0 }: FunctionChart, width: number): SafeText {
  const perColumn = spanMinutes / Math.max(1, width - CHART_LABEL_WIDTH - AXIS_WIDTH);
  return perColumn < 2 ? safe`` : safe`, peak of ~${Math.round(perColumn)} min`;
}

/** The curves over their labels, without a heading. */
export function chartBody(chart: FunctionChart, width: number, rows: number, look: Look): readonly Line[] {
  const labelled = chart.scaleOf(rows);
  const scale = filling(labelled, rows);
  const step = scale.ticks.find((tick) => tick !== null && tick > 0) ?? scale.top;
  const frame = {
    ...scale,
    width,
    labelWidth: CHART_LABEL_WIDTH,
    label: (value: number) => chart.label(value, { top: labelled.top, step }),
  };
  const hasData = chart.curves.some((curve) => curveValues(curve).some((value) => value !== null));
  return hasData
    ? chartLines(
        // Without a row of its own, a limit would be drawn at a wrong value.
        chart.curves.filter((curve) => curve.stroke !== 'level' || scale.ticks.includes(curve.value)),
        frame,
        look.glyphs,
      )
    : emptyChartLines(chart.absent ?? safe`no data point`, frame, look.glyphs);
}

/** Rows that its even labels leave over are free above its top: below it, they would look like a gap. */
function filling({ ticks, top }: ChartScale, rows: number): ChartScale {
  const spare = rows - ticks.length;
  if (spare <= 0 || ticks.length < 2) return { ticks, top };
  return {
    ticks: [...ticks, ...Array<null>(spare).fill(null)],
    top: (top * (rows - 1)) / (ticks.length - 1),
  };
}
