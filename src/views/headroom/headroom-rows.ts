import { connectionState } from '../../monitor/fleet/freshness.ts';
import { type Headroom, headroomOf } from '../../monitor/headroom/headroom.ts';
import { limitSeverity } from '../../monitor/headroom/limit-severity.ts';
import { meetsProvisionedFirst } from '../../monitor/headroom/provisioned-use.ts';
import { limitAnswer, wayOutAnswer } from '../../print/headroom/headroom-answer.ts';
import { limitInUse, provisionedInUse } from '../../print/headroom/limit-words.ts';
import { stateLine } from '../../print/severity-mark.ts';
import { displayWidth } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, cutLine, lineWidth, wrappedLine } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import { chartRows, type FunctionChart } from '../function/function-chart.ts';
import { heldKeys } from '../keys/held-keys.ts';
import { keyOf } from '../keys/key-label.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { accountHeader } from '../parts/account-header.ts';
import { bodyHeight, framedRows } from '../parts/framed-rows.ts';
import { innerWidth } from '../parts/margin.ts';
import { asRead } from '../parts/room-clock.ts';
import type { ScreenRow } from '../parts/screen-row.tsx';
import { type ScrolledSections, scrolledLines, scrolledNote } from '../parts/scrolled-sections.ts';
import { type Section, sectionLines } from '../parts/sections.ts';
import { COLUMN_GAP, type ScreenColumn, sideBySide } from '../parts/side-by-side.ts';
import { timesOf } from '../parts/time-notation.ts';
import { headroomAxis, headroomChart } from './headroom-chart.ts';
import type { HeadroomScene } from './headroom-scene.ts';
import {
  causeSection,
  caveatsSection,
  commandsSection,
  limitsSection,
  poolSection,
  whatIfSection,
  workingSection,
} from './headroom-sections.ts';

/** Below it the screen is split into pages with one column. */
const COLUMNS_FOR_TWO = 100;
const COLUMNS_FOR_THREE = 160;
/** Full width of the working and the what-if rows. */
const NUMBERS_WIDTH = 50;
/** Full width of the limits, with the longest API name. */
const LIMITS_WIDTH = 75;
const NARROWEST_CHART = 40;
/** Least width of the pool's users; narrower caveats would become paragraphs. */
const NARROWEST_POOL = 45;
const FEWEST_CHART_ROWS = 4;
/** A lower wide chart shows less than one beside the sections. */
const FEWEST_WIDE_ROWS = 12;
const MOST_CHART_ROWS = 20;
const PAGES = 4;
const NOTE_GAP = safe`   `;

/** The headroom of a function, row by row: the answer first, then its basis and what would help. */
export function headroomRows(scene: HeadroomScene): readonly ScreenRow[] {
  const { columns, status, snapshot, nowMs, look } = scene;
  const width = innerWidth(columns);
  const headroom = headroomOf(status, snapshot);
  return framedRows(scene, {
    header: accountHeader(snapshot, scene, status.minuteMs),
    connection: connectionState(snapshot.connection, nowMs),
    note: noteOf(scene, headroom),
    answer: answerLines(scene, headroom, width),
    body: (height) => bodyOf(scene, headroom, width, height),
    // On a single page, no key leads to another.
    keys: heldKeys(bindingsOn('headroom', look.keymap), snapshot.held?.kind ?? null).filter(
      ({ action }) => action !== 'nextPane' || headroomPages(columns) > 1,
    ),
  });
}

/** How many pages there are at this width. */
export function headroomPages(columns: number): number {
  return columns < COLUMNS_FOR_TWO ? PAGES : 1;
}

function noteOf(scene: HeadroomScene, { provisioned }: Headroom): Line {
  const { status, columns, page, step, look } = scene;
  const pages = headroomPages(columns);
  const scrolled = scrolledNote(headroomText(scene), step, keyOf('down', look.keymap));
  const gap = scrolled.length === 0 ? safe`` : NOTE_GAP;
  if (pages > 1) return [...scrolled, toned('dim', safe`${gap}page ${page + 1} of ${pages}`)];
  if (step > 0) return scrolled;
  if (provisioned !== null && meetsProvisionedFirst(status, provisioned))
    return [toned('dim', provisionedInUse(provisioned))];
  return status.activity === 'idle' ? [] : [toned('dim', limitInUse(status.assessment))];
}

/** The severity, then which limit and how long; below it the remedy. Sentences are wrapped, not cut. */
function answerLines(scene: HeadroomScene, headroom: Headroom, width: number): readonly Line[] {
  const { status, snapshot, look } = scene;
  const state = { severity: limitSeverity(status, snapshot), activity: status.activity };
  const mark = cell(stateLine(state, look.glyphs), displayWidth(safe`WARN `) + look.glyphs.markWidth + 2);
  const indent = cell([], lineWidth(mark));
  const wayOut = wayOutAnswer(status, headroom, snapshot);
  const room = width - lineWidth(mark);
  const sentences = [limitAnswer(status, headroom.provisioned), ...(wayOut === null ? [] : [wayOut])];
  return sentences
    .flatMap((sentence) => wrappedLine(asRead(sentence, timesOf(scene)), room))
    .map((line, row) => [...(row === 0 ? mark : indent), ...line]);
}

/** Two commands with descriptions, and their title: the same height wherever there are two columns. */
const COMMANDS_ROWS = 8;

/** All sections of the page, one below the other; of the whole screen if it has no pages. */
export function headroomText(scene: HeadroomScene): ScrolledSections {
  const { status, snapshot, columns, rows } = scene;
  const width = innerWidth(columns);
  const headroom = headroomOf(status, snapshot);
  const pages = sectionsOfPages(scene, headroom, width);
  return {
    sections: headroomPages(columns) > 1 ? (pages[scene.page] ?? []) : pages.flat(),
    width,
    height: bodyHeight(rows, answerLines(scene, headroom, width).length),
  };
}

function bodyOf(scene: HeadroomScene, headroom: Headroom, width: number, height: number): readonly Line[] {
  if (scene.step > 0) return scrolledLines(headroomText(scene), scene.step, scene.look.glyphs);
  if (scene.columns < COLUMNS_FOR_TWO) return pageLines(scene, headroom, width, height);
  const commands = linesOf(
    scene,
    [commandsSection(scene, headroom, width)],
    width,
    Math.max(COMMANDS_ROWS, Math.floor(height / 3)),
  );
  const upper = height - commands.length - 1;
  const wide = chartOverColumns(scene, headroom, width, upper);
  if (wide !== null) return [...wide, [], ...commands];
  const columns =
    scene.columns < COLUMNS_FOR_THREE || chartOf(scene) === null
      ? twoColumns(scene, headroom, width, upper)
      : threeColumns(scene, headroom, width, upper);
  return [...columnLines(columns, upper), [], ...commands];
}

function columnLines(columns: readonly ScreenColumn[], height: number): readonly Line[] {
  return sideBySide(Math.min(height, Math.max(...columns.map(({ lines }) => lines.length))), columns);
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
): readonly Line[] | null {
  const middle = width - 2 * COLUMN_GAP - LIMITS_WIDTH - NUMBERS_WIDTH;
  if (middle < NARROWEST_POOL) return null;
  const column = (columnWidth: number, ...sections: readonly Section[]): ScreenColumn => ({
    lines: linesOf(scene, sections, columnWidth, Number.POSITIVE_INFINITY),
    width: columnWidth,
  });
  const columns = [
    column(
      LIMITS_WIDTH,
      limitsSection(scene, headroom, LIMITS_WIDTH),
      causeSection(scene, headroom, LIMITS_WIDTH),
    ),
    column(middle, poolSection(scene, headroom, middle), caveatsSection(middle)),
    column(NUMBERS_WIDTH, workingSection(scene, NUMBERS_WIDTH), whatIfSection(scene, headroom)),
  ];
  const below = columnLines(columns, height);
  if (chartOf(scene) === null) return below;
  const room = height - below.length - 1;
  const above = withChart(scene, [], { width, height: room, mostRows: room });
  return above.length < FEWEST_WIDE_ROWS ? null : [...above, [], ...below];
}

function twoColumns(
  scene: HeadroomScene,
  headroom: Headroom,
  width: number,
  height: number,
): readonly ScreenColumn[] {
  const left = width - COLUMN_GAP - NUMBERS_WIDTH;
  const facts = [limitsSection(scene, headroom, left), causeSection(scene, headroom, left)];
  return [
    { lines: withChart(scene, facts, { width: left, height }), width: left },
    {
      lines: linesOf(
        scene,
        [
          workingSection(scene, NUMBERS_WIDTH),
          whatIfSection(scene, headroom),
          poolSection(scene, headroom, NUMBERS_WIDTH),
          caveatsSection(NUMBERS_WIDTH),
        ],
        NUMBERS_WIDTH,
        height,
      ),
      width: NUMBERS_WIDTH,
    },
  ];
}

function threeColumns(
  scene: HeadroomScene,
  headroom: Headroom,
  width: number,
  height: number,
): readonly ScreenColumn[] {
  const room = width - 2 * COLUMN_GAP - NUMBERS_WIDTH;
  const middle = Math.min(Math.max(Math.ceil(room / 2), LIMITS_WIDTH), room - NARROWEST_CHART);
  const left = room - middle;
  const facts = [
    limitsSection(scene, headroom, middle),
    causeSection(scene, headroom, middle),
    poolSection(scene, headroom, middle),
  ];
  const numbers = [
    workingSection(scene, NUMBERS_WIDTH),
    whatIfSection(scene, headroom),
    caveatsSection(NUMBERS_WIDTH),
  ];
  return [
    { lines: withChart(scene, [], { width: left, height, mostRows: height }), width: left },
    { lines: linesOf(scene, facts, middle, height), width: middle },
    { lines: linesOf(scene, numbers, NUMBERS_WIDTH, height), width: NUMBERS_WIDTH },
  ];
}

/** At 80 columns: limits with their chart, the figures, users of the pool, and what to do. */
function sectionsOfPages(
  scene: HeadroomScene,
  headroom: Headroom,
  width: number,
): readonly (readonly Section[])[] {
  return [
    [limitsSection(scene, headroom, width)],
    [workingSection(scene, width), whatIfSection(scene, headroom)],
    [causeSection(scene, headroom, width), poolSection(scene, headroom, width)],
    [commandsSection(scene, headroom, width), caveatsSection(width)],
  ];
}

function pageLines(scene: HeadroomScene, headroom: Headroom, width: number, height: number): readonly Line[] {
  const sections = sectionsOfPages(scene, headroom, width)[scene.page] ?? [];
  return scene.page === 0
    ? withChart(scene, sections, { width, height })
    : linesOf(scene, sections, width, height);
}

/** Null where no limit can be compared with use, as for an idle function. */
function chartOf(scene: HeadroomScene): FunctionChart | null {
  return headroomChart(scene.status, scene.snapshot, timesOf(scene));
}

interface ChartRoom {
  readonly width: number;
  readonly height: number;
  readonly mostRows?: number;
}

/** The sections, with the chart above in the rows that they leave. */
function withChart(
  scene: HeadroomScene,
  sections: readonly Section[],
  { width, height, mostRows = MOST_CHART_ROWS }: ChartRoom,
): readonly Line[] {
  const { status, look } = scene;
  const below = linesOf(scene, sections, width, height);
  const chart = chartOf(scene);
  const air = below.length === 0 ? 0 : 1;
  const rows = Math.min(mostRows, height - below.length - air - 2);
  if (chart === null || rows < FEWEST_CHART_ROWS) return below;
  const drawn = [...chartRows(chart, width, rows, look), headroomAxis(status, timesOf(scene), width, look)];
  return below.length === 0 ? drawn : [...drawn, [], ...below];
}

function linesOf(
  { look }: HeadroomScene,
  sections: readonly Section[],
  width: number,
  height: number,
): readonly Line[] {
  return sectionLines(sections, width, height, look.glyphs).map((line) =>
    cutLine(line, width, look.glyphs.ellipsis),
  );
}
