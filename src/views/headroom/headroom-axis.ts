import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { timeAxis } from '../charts/time-axis.ts';
import { CHART_LABEL_WIDTH, type FunctionChart } from '../function/function-chart.ts';
import type { Look } from '../parts/look/look.ts';
import { momentText, type Times } from '../parts/look/time-notation.ts';

/** A chart with the time that it shows. */
export interface HeadroomChart extends FunctionChart {
  readonly span: ChartSpan;
}

/** Minutes up to the newest one, and those of a forecast. */
interface ChartSpan {
  readonly newestMs: EpochMs;
  readonly backMinutes: number;
  readonly aheadMinutes: number;
}

/** Start and end of the chart, and the present in between. */
export function headroomAxis(
  { newestMs, backMinutes, aheadMinutes }: ChartSpan,
  times: Times,
  width: number,
  look: Look,
): Line {
  const newest = {
    step: backMinutes - 1,
    sign: look.glyphs.axis,
    says: momentText(newestMs, times),
    tone: 'fact',
  } as const;
  return timeAxis({
    from: momentText(newestMs - (backMinutes - 1) * MINUTE_MS, times),
    to: momentText(newestMs + aheadMinutes * MINUTE_MS, times),
    steps: backMinutes + aheadMinutes,
    marks: aheadMinutes === 0 ? [] : [newest],
    indent: CHART_LABEL_WIDTH + 2,
    width,
  });
}
