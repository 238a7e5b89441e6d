import type { Line } from '../../terminal/line.ts';
import { cutLine } from '../../terminal/line-layout.ts';
import { chartRows, type FunctionChart } from '../function/function-chart.ts';
import type { ScrolledSections } from '../parts/scrolled-sections.ts';
import { heightOf, sectionLines } from '../parts/sections.ts';
import { timesOf } from '../parts/time-notation.ts';
import { headroomAxis, headroomChart } from './headroom-chart.ts';
import type { HeadroomScene } from './headroom-scene.ts';

const FEWEST_CHART_ROWS = 4;
/** The title above a chart, and the axis below it. */
const AROUND_CHART_ROWS = 2;
const AIR = 1;
/** Of the longest title and legend. Without a legend, no section gives way to a chart. */
const ROOM_FOR_LEGEND = 62;

/** A rectangle of the headroom screen: sections, and above them the chart in the rows that they leave. */
export interface Place extends ScrolledSections {
  /** 0 where the chart stands elsewhere. */
  readonly mostChartRows: number;
}

/** Null where no limit can be compared with use, as for an idle function. */
export function chartOf(scene: HeadroomScene): FunctionChart | null {
  return headroomChart(scene.status, scene.snapshot, timesOf(scene));
}

/**
 * The rows that its sections may take. All but the first give way to the least chart: the forecast stands nowhere else,
 * and they can be scrolled to.
 */
export function roomOfSections(
  scene: HeadroomScene,
  { sections, width, height, mostChartRows }: Place,
): number {
  if (mostChartRows < FEWEST_CHART_ROWS || width < ROOM_FOR_LEGEND || chartOf(scene) === null) return height;
  const room = height - FEWEST_CHART_ROWS - AROUND_CHART_ROWS - AIR;
  return heightOf(sections.slice(0, 1)) <= room ? room : height;
}

/** What is drawn there: at most `height` lines. */
export function placeLines(scene: HeadroomScene, place: Place): readonly Line[] {
  const { status, look } = scene;
  const { sections, width, height, mostChartRows } = place;
  const below = sectionLines(sections, width, roomOfSections(scene, place), look.glyphs).map((line) =>
    cutLine(line, width, look.glyphs.ellipsis),
  );
  const air = below.length === 0 ? 0 : AIR;
  const rows = Math.min(mostChartRows, height - below.length - air - AROUND_CHART_ROWS);
  const chart = rows < FEWEST_CHART_ROWS ? null : chartOf(scene);
  if (chart === null) return below;
  const drawn = [...chartRows(chart, width, rows, look), headroomAxis(status, timesOf(scene), width, look)];
  return below.length === 0 ? drawn : [...drawn, [], ...below];
}
