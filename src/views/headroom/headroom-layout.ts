import type { Headroom } from '../../monitor/headroom/headroom.ts';
import type { Line } from '../../terminal/line.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import { lastStep } from '../parts/sections/scrolled-sections.ts';
import { heightOf, type Section } from '../parts/sections/sections.ts';
import { COLUMN_GAP, sideBySide } from '../parts/sections/side-by-side.ts';
import { causeSection } from './cause-section.ts';
import { commandsSection } from './commands-section.ts';
import { firstCallsSection, runsNothing } from './first-calls-section.ts';
import { chartOf, type Place, placeLines, roomOfSections } from './headroom-place.ts';
import type { HeadroomScene } from './headroom-scene.ts';
import { caveatsSection, limitsSection, whatIfSection, workingSection } from './headroom-sections.ts';
import { fittingPoolSection, poolSection } from './pool-section.ts';

/** Below it the screen is split into pages with one column. */
const COLUMNS_FOR_TWO = 100;
const COLUMNS_FOR_THREE = 160;
/** Full width of the working and the what-if rows. */
export const NUMBERS_WIDTH = 50;
/** Full width of the limits, with the longest API name. */
export const LIMITS_WIDTH = 75;
const NARROWEST_CHART = 40;
/** Least width of the pool's users; narrower caveats would become paragraphs. */
export const NARROWEST_POOL = 45;
/** A lower wide chart shows less than one beside the sections. */
export const FEWEST_WIDE_ROWS = 12;
export const MOST_CHART_ROWS = 20;
/** Two commands with descriptions, and their title: the same height wherever there are two columns. */
export const COMMANDS_ROWS = 8;
const AIR = 1;
const TITLE_ROWS = 1;
/** Lines of sections of a function at its limit. Their rows are held from the first frame on, for any function. */
export const LIMITS_LINES = 5;
/** With those of the cause below them. */
export const FACTS_LINES = 11;
export const COMMANDS_LINES = 5;

const NO_CHART = { mostChartRows: 0, heldRows: 0 };

/** Rows of places: those of a row stand beside each other, the rows below each other with a blank line between them. */
type HeadroomLayout = readonly (readonly Place[])[];

export function hasTwoColumns(columns: number): boolean {
  return columns >= COLUMNS_FOR_TWO;
}

/** Whether a chart may stand beside two columns of sections. */
export function hasThreeColumns(columns: number): boolean {
  return columns >= COLUMNS_FOR_THREE;
}

/** The width of the sections between a chart and the figures. */
export function middleWidth(width: number): number {
  const room = width - 2 * COLUMN_GAP - NUMBERS_WIDTH;
  return Math.min(Math.max(Math.ceil(room / 2), LIMITS_WIDTH), room - NARROWEST_CHART);
}

/** How many pages there are. */
export function headroomPages(scene: HeadroomScene, headroom: Headroom): number {
  return sectionsOfPages(scene, headroom).length;
}

/** All sections of the page in the order of reading; of the whole screen if it has no pages. */
export function sectionsOfPage(scene: HeadroomScene, headroom: Headroom): readonly Section[] {
  const pages = sectionsOfPages(scene, headroom);
  return pages[scene.page % pages.length] ?? [];
}

/** Where everything stands before the user scrolls. */
export function headroomLayout(scene: HeadroomScene, headroom: Headroom, height: number): HeadroomLayout {
  const width = innerWidth(scene.columns);
  if (!hasTwoColumns(scene.columns)) {
    const isFirst = scene.page % headroomPages(scene, headroom) === 0;
    const chart = isFirst
      ? { mostChartRows: MOST_CHART_ROWS, heldRows: TITLE_ROWS + LIMITS_LINES }
      : NO_CHART;
    return [[{ sections: sectionsOfPage(scene, headroom), width, height, ...chart }]];
  }
  const commands: Place = {
    sections: [commandsSection(scene, headroom, width)],
    width,
    height: Math.max(COMMANDS_ROWS, Math.floor(height / 3)),
    ...NO_CHART,
  };
  const upper = height - Math.max(placeLines(scene, commands).length, TITLE_ROWS + COMMANDS_LINES) - AIR;
  return [...aboveCommands(scene, headroom, width, upper), [commands]];
}

/** Whether lines of a section had to give way. */
export function hidesLines(scene: HeadroomScene, layout: HeadroomLayout): boolean {
  return layout.flat().some((place) => lastStep({ ...place, height: roomOfSections(scene, place) }) > 0);
}

export function layoutLines(scene: HeadroomScene, layout: HeadroomLayout): readonly Line[] {
  return layout.flatMap((places, row) => [...(row === 0 ? [] : [[]]), ...besideEachOther(scene, places)]);
}

function besideEachOther(scene: HeadroomScene, places: readonly Place[]): readonly Line[] {
  const columns = places.map((place) => ({ lines: placeLines(scene, place), width: place.width }));
  const [first] = columns;
  if (columns.length === 1 && first !== undefined) return first.lines;
  return sideBySide(Math.max(0, ...columns.map(({ lines }) => lines.length)), columns);
}

function aboveCommands(
  scene: HeadroomScene,
  headroom: Headroom,
  width: number,
  height: number,
): HeadroomLayout {
  const wide = chartOverColumns(scene, headroom, width, height);
  if (wide !== null) return wide;
  const columnsOf = hasThreeColumns(scene.columns) && chartOf(scene) !== null ? threeColumns : twoColumns;
  return [columnsOf(scene, headroom, width, height)];
}

/**
 * On a large screen the chart takes the full width, with all sections below it, or without a chart the sections alone.
 * Null where they don't fit.
 */
function chartOverColumns(
  scene: HeadroomScene,
  headroom: Headroom,
  width: number,
  height: number,
): HeadroomLayout | null {
  const middle = width - 2 * COLUMN_GAP - LIMITS_WIDTH - NUMBERS_WIDTH;
  if (middle < NARROWEST_POOL) return null;
  const column = (columnWidth: number, ...sections: readonly Section[]): Place => ({
    sections,
    width: columnWidth,
    height,
    mostChartRows: 0,
    heldRows: TITLE_ROWS + FACTS_LINES,
  });
  const limits = limitsSection(scene, headroom, LIMITS_WIDTH);
  const pool = poolSection(scene, headroom, NUMBERS_WIDTH);
  const isPoolKnown = pool.lines.length > 0;
  const columns = runsNothing(scene)
    ? [
        column(LIMITS_WIDTH, limits, ...(isPoolKnown ? [causeSection(scene, headroom, LIMITS_WIDTH)] : [])),
        column(middle, firstCallsSection(scene, headroom, middle), workingSection(scene, middle)),
        column(NUMBERS_WIDTH, isPoolKnown ? pool : causeSection(scene, headroom, NUMBERS_WIDTH)),
      ]
    : [
        column(LIMITS_WIDTH, limits, causeSection(scene, headroom, LIMITS_WIDTH)),
        column(middle, poolSection(scene, headroom, middle), caveatsSection(middle)),
        column(NUMBERS_WIDTH, workingSection(scene, NUMBERS_WIDTH), whatIfSection(scene, headroom)),
      ];
  if (chartOf(scene) === null) return [columns];
  const room = height - besideEachOther(scene, columns).length - AIR;
  const chart: Place = { sections: [], width, height: room, mostChartRows: room, heldRows: 0 };
  return placeLines(scene, chart).length < FEWEST_WIDE_ROWS ? null : [[chart], columns];
}

function twoColumns(
  scene: HeadroomScene,
  headroom: Headroom,
  width: number,
  height: number,
): readonly Place[] {
  const left = width - COLUMN_GAP - NUMBERS_WIDTH;
  const working = workingSection(scene, NUMBERS_WIDTH);
  const limits = limitsSection(scene, headroom, left);
  // Without a known pool, the right column has room for the cause.
  const isCauseRight = runsNothing(scene) && poolSection(scene, headroom, NUMBERS_WIDTH).lines.length === 0;
  const facts = isCauseRight ? [limits] : [limits, causeSection(scene, headroom, left)];
  const abovePool = runsNothing(scene)
    ? [
        firstCallsSection(scene, headroom, NUMBERS_WIDTH),
        ...(isCauseRight ? [causeSection(scene, headroom, NUMBERS_WIDTH)] : []),
      ]
    : [working, whatIfSection(scene, headroom)];
  const belowPool = runsNothing(scene) ? [working] : [];
  const pool = fittingPoolSection(
    scene,
    headroom,
    NUMBERS_WIDTH,
    (section) => heightOf([...abovePool, section, ...belowPool].filter(isTold)) <= height,
  );
  const caveats = runsNothing(scene) ? [] : [caveatsSection(NUMBERS_WIDTH)];
  const numbers = [...abovePool, pool, ...belowPool, ...caveats];
  return [
    {
      sections: facts,
      width: left,
      height,
      mostChartRows: MOST_CHART_ROWS,
      heldRows: TITLE_ROWS + FACTS_LINES,
    },
    { sections: numbers, width: NUMBERS_WIDTH, height, ...NO_CHART },
  ];
}

function isTold({ lines }: Section): boolean {
  return lines.length > 0;
}

function threeColumns(
  scene: HeadroomScene,
  headroom: Headroom,
  width: number,
  height: number,
): readonly Place[] {
  const middle = middleWidth(width);
  const left = width - 2 * COLUMN_GAP - NUMBERS_WIDTH - middle;
  const limits = limitsSection(scene, headroom, middle);
  const cause = causeSection(scene, headroom, middle);
  const working = workingSection(scene, NUMBERS_WIDTH);
  const [facts, numbers] = runsNothing(scene)
    ? [
        [limits, firstCallsSection(scene, headroom, middle), cause],
        [poolSection(scene, headroom, NUMBERS_WIDTH), working],
      ]
    : [
        [limits, cause, poolSection(scene, headroom, middle)],
        [working, whatIfSection(scene, headroom), caveatsSection(NUMBERS_WIDTH)],
      ];
  return [
    { sections: [], width: left, height, mostChartRows: height, heldRows: 0 },
    { sections: facts, width: middle, height, ...NO_CHART },
    { sections: numbers, width: NUMBERS_WIDTH, height, ...NO_CHART },
  ];
}

/** At 80 columns: limits with their chart, the figures, users of the pool, and what to do; else a single page. */
function sectionsOfPages(scene: HeadroomScene, headroom: Headroom): readonly (readonly Section[])[] {
  const width = innerWidth(scene.columns);
  const limits = limitsSection(scene, headroom, width);
  const figures = [workingSection(scene, width), whatIfSection(scene, headroom)];
  const why = [firstCallsSection(scene, headroom, width), causeSection(scene, headroom, width)];
  const pool = poolSection(scene, headroom, width);
  const advice = [
    commandsSection(scene, headroom, width),
    ...(runsNothing(scene) ? [] : [caveatsSection(width)]),
  ];
  if (hasTwoColumns(scene.columns)) return [[limits, ...figures, ...why, pool, ...advice]];
  const hasChart = chartOf(scene) !== null;
  const pages = runsNothing(scene)
    ? hasChart
      ? [[limits], [...why, ...figures, pool], advice]
      : [[limits, ...why], [...figures, pool], advice]
    : hasChart
      ? [[limits], figures, [...why, pool], advice]
      : [[limits, ...figures], [...why, pool], advice];
  return pages.filter((sections) => sections.some(isTold));
}
