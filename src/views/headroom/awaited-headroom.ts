import { displayWidth } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { countLabel } from '../charts/axis-label.ts';
import { LEAST_RULE } from '../charts/chart-legend.ts';
import { evenScale } from '../charts/chart-scale.ts';
import { type AwaitedContent, NOT_READ } from '../function/awaited-rows.ts';
import { chartRows, type FunctionChart } from '../function/function-chart.ts';
import type { Look } from '../parts/look/look.ts';
import { heightOf, type Section, sectionLines } from '../parts/sections/sections.ts';
import { COLUMN_GAP, type ScreenColumn, sideBySide } from '../parts/sections/side-by-side.ts';
import {
  COMMANDS_LINES,
  COMMANDS_ROWS,
  FACTS_LINES,
  FEWEST_WIDE_ROWS,
  hasThreeColumns,
  hasTwoColumns,
  LIMITS_LINES,
  LIMITS_WIDTH,
  MOST_CHART_ROWS,
  middleWidth,
  NARROWEST_POOL,
  NUMBERS_WIDTH,
} from './headroom-layout.ts';
import { AXIS_ROWS, FEWEST_CHART_ROWS, FIRST_SECTION_ROWS, ROOM_FOR_LEGEND } from './headroom-place.ts';

const CHART: FunctionChart = {
  title: safe`CONCURRENCY`,
  legend: [],
  curves: [],
  scaleOf: (rows) => evenScale(rows, (steps) => steps),
  label: countLabel,
  absent: NOT_READ,
};

const HEADING_ROWS = 1;
const AIR = 1;

/** As many lines as the section has for a function at its limit: the blank ones that have no room hide nothing. */
function held(title: SafeText, rank: number, rows: number): Section {
  const says: Line = [toned('dim', NOT_READ)];
  return { title, lines: [says, ...Array<Line>(rows - 1).fill([])], fewest: 1, isExcerpt: true, rank };
}

const LIMITS = held(safe`WHICH LIMIT BINDS FIRST`, 0, LIMITS_LINES);
/** With those of the cause, the title of which is not known. */
const LIMITS_AND_CAUSE = held(safe`WHICH LIMIT BINDS FIRST`, 0, FACTS_LINES);
const NUMBERS = [held(safe`HOW THE ESTIMATE IS MADE`, 2, 5), held(safe`WHAT IF`, 3, 5)];
const POOL = held(safe`POOL USERS`, 4, 4);
const COMMANDS = held(safe`COMMANDS TO COPY`, 1, COMMANDS_LINES);

/** The chart, the limits and their figures, still empty. */
export const AWAITED_HEADROOM: AwaitedContent = {
  body({ columns, look }, width, height) {
    if (!hasTwoColumns(columns)) return belowChart([LIMITS], width, height, look);
    const commands = sectionLines(
      [COMMANDS],
      width,
      Math.max(COMMANDS_ROWS, Math.floor(height / 3)),
      look.glyphs,
    );
    const upper = height - commands.length - AIR;
    return [...aboveCommands(columns, width, upper, look), [], ...commands];
  },
};

function aboveCommands(columns: number, width: number, height: number, look: Look): readonly Line[] {
  const column = (columnWidth: number, ...sections: readonly Section[]): ScreenColumn => ({
    lines: sectionLines(sections, columnWidth, height, look.glyphs),
    width: columnWidth,
  });
  const numbers = column(NUMBERS_WIDTH, ...NUMBERS);
  const between = width - 2 * COLUMN_GAP - LIMITS_WIDTH - NUMBERS_WIDTH;
  const wide = [column(LIMITS_WIDTH, LIMITS_AND_CAUSE), column(between, POOL), numbers];
  const tallest = Math.max(...wide.map(({ lines }) => lines.length));
  const chartHeight = height - tallest - AIR;
  if (between >= NARROWEST_POOL && chartHeight >= FEWEST_WIDE_ROWS)
    return [...emptyChart(width, chartHeight, look), [], ...sideBySide(tallest, wide)];
  if (hasThreeColumns(columns)) {
    const middle = middleWidth(width);
    const left = width - 2 * COLUMN_GAP - NUMBERS_WIDTH - middle;
    const chart = { lines: emptyChart(left, height, look), width: left };
    return sideBySide(height, [chart, column(middle, LIMITS_AND_CAUSE, POOL), numbers]);
  }
  const left = width - COLUMN_GAP - NUMBERS_WIDTH;
  const limits = { lines: belowChart([LIMITS_AND_CAUSE], left, height, look), width: left };
  const figures = column(NUMBERS_WIDTH, ...NUMBERS, POOL);
  return sideBySide(Math.max(limits.lines.length, figures.lines.length), [limits, figures]);
}

/** Sections give way to the least chart, as they will. */
function belowChart(
  sections: readonly Section[],
  width: number,
  height: number,
  look: Look,
): readonly Line[] {
  const most = HEADING_ROWS + MOST_CHART_ROWS + AXIS_ROWS;
  const legendBelow = width < displayWidth(CHART.title) + LEAST_RULE + ROOM_FOR_LEGEND ? 1 : 0;
  const room = height - HEADING_ROWS - legendBelow - FEWEST_CHART_ROWS - AXIS_ROWS - AIR;
  if (room < Math.min(FIRST_SECTION_ROWS, heightOf(sections)))
    return sectionLines(sections, width, height, look.glyphs);
  const below = sectionLines(sections, width, room, look.glyphs);
  return [...emptyChart(width, Math.min(most, height - below.length - AIR), look), [], ...below];
}

/** With room for its axis. */
function emptyChart(width: number, height: number, look: Look): readonly Line[] {
  return [...chartRows(CHART, width, height - HEADING_ROWS - AXIS_ROWS, look), []];
}
