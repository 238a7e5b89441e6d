import type { Line } from '../../terminal/line.ts';
import { cutLine } from '../../terminal/line-layout.ts';
import { chartBody, chartHeading } from '../function/function-chart.ts';
import { tenseOnScreen, timesOf } from '../parts/look/time-notation.ts';
import type { ScrolledSections } from '../parts/sections/scrolled-sections.ts';
import { heightOf, sectionLines } from '../parts/sections/sections.ts';
import { type HeadroomChart, headroomAxis } from './headroom-axis.ts';
import { headroomChart } from './headroom-chart.ts';
import type { HeadroomScene } from './headroom-scene.ts';

export const FEWEST_CHART_ROWS = 4;
export const AXIS_ROWS = 1;
const AIR = 1;
/** Of the longest legend below its title. Without a legend, no section gives way to a chart. */
export const ROOM_FOR_LEGEND = 44;
/** What a chart leaves of the first section at least: its title and the most telling lines. */
export const FIRST_SECTION_ROWS = 4;

/** A rectangle of the headroom screen: sections, and above them the chart in the rows that they leave. */
export interface Place extends ScrolledSections {
  /** 0 where the chart stands elsewhere. */
  readonly mostChartRows: number;
  /** What is held for its sections beside or below a chart, even if they are shorter: all stands where it was awaited. */
  readonly heldRows: number;
}

/** Null where no limit can be compared with use, as for an idle function. */
export function chartOf(scene: HeadroomScene): HeadroomChart | null {
  return headroomChart(scene.status, scene.snapshot, { ...timesOf(scene), tense: tenseOnScreen(scene) });
}

/**
 * The rows that its sections may take. They give way to the least chart, the first one down to a few lines: the
 * forecast stands nowhere else, and they can be scrolled to.
 */
export function roomOfSections(
  scene: HeadroomScene,
  { sections, width, height, mostChartRows }: Place,
): number {
  const chart = mostChartRows < FEWEST_CHART_ROWS || width < ROOM_FOR_LEGEND ? null : chartOf(scene);
  if (chart === null) return height;
  const room = height - FEWEST_CHART_ROWS - aroundChart(scene, chart, width) - AIR;
  return Math.min(FIRST_SECTION_ROWS, heightOf(sections.slice(0, 1))) <= room ? room : height;
}

/** The rows of its heading and its axis. */
function aroundChart({ look }: HeadroomScene, chart: HeadroomChart, width: number): number {
  return chartHeading(chart, width, look).length + AXIS_ROWS;
}

/** What is drawn there: at most `height` lines. */
export function placeLines(scene: HeadroomScene, place: Place): readonly Line[] {
  const { look } = scene;
  const { sections, width, height, mostChartRows, heldRows } = place;
  const room = roomOfSections(scene, place);
  const below = sectionLines(sections, width, room, look.glyphs).map((line) =>
    cutLine(line, width, look.glyphs.ellipsis),
  );
  const chart = chartOf(scene);
  if (chart === null) return below;
  const free = Math.max(0, Math.min(heldRows, room) - below.length);
  const held = [...below, ...Array<Line>(free).fill([])];
  const air = held.length === 0 ? 0 : AIR;
  const rows = Math.min(mostChartRows, height - held.length - air - aroundChart(scene, chart, width));
  if (rows < FEWEST_CHART_ROWS) return held;
  const drawn = [
    ...chartHeading(chart, width, look),
    ...chartBody(chart, width, rows, look),
    headroomAxis(chart.span, timesOf(scene), width, look),
  ];
  return held.length === 0 ? drawn : [...drawn, [], ...held];
}
