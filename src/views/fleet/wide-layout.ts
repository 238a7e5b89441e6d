import { fittingLegend, fleetLegend, type LegendForms } from '../../print/fleet/table/fleet-legend.ts';
import {
  type FleetLayout,
  fleetRow,
  fleetTitles,
  SORT_CHOICES,
} from '../../print/fleet/table/fleet-table.ts';
import { whyTitle } from '../../print/fleet/why/why-lines.ts';
import { heading, roomBeside } from '../../terminal/drawing/heading.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, lineText, lineWidth, span } from '../../terminal/line-layout.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { isPoolCause } from '../../triage/cause/pool-cause.ts';
import { innerWidth, withMargin } from '../parts/frame/margin.ts';
import { BLANK, type ScreenRow } from '../parts/frame/screen-row.tsx';
import { isReplay } from '../parts/header/header-facts.ts';
import type { Look } from '../parts/look/look.ts';
import { clockTimes, momentText, tenseOnScreen, timesOf, timeWordsOf } from '../parts/look/time-notation.ts';
import { COLUMN_GAP, sideBySide } from '../parts/sections/side-by-side.ts';
import { accountLines } from './account-concurrency.ts';
import { causeRoom } from './cause-room.ts';
import { deniedLines } from './denied-calls.ts';
import { eventsSection } from './events-section.ts';
import { fleetHeader } from './fleet-header.ts';
import {
  type FleetLayoutOnScreen,
  type FleetScene,
  functionsInTable,
  isCut,
  isPast,
  type ShownPart,
} from './fleet-scene.ts';
import type { FleetState } from './fleet-state.ts';
import { foldedWords } from './folded-words.ts';
import { causeLines, noCauses, subjectColumn, withRest, worstCauses } from './needs-you-now.ts';
import { awaitedLimits, withoutPool, withPoolLine } from './pool-line.ts';
import { ringingLines } from './ringing-alarms.ts';
import { unnamedLines } from './unnamed-functions.ts';
import { asTallAsAny, selectedFunction, whySteps } from './why-section.ts';
import { windowedLayout } from './windowed-layout.ts';

const MOST_STEPS = 5;
const FEWEST_FUNCTIONS = 8;
const FEWEST_EVENTS = 3;
const MOST_EVENTS = 12;
/** From here on WHY and EVENTS stand side by side, and events fill the rows that functions leave. */
const COLUMNS_FOR_BOTH = 160;
const WHY_SHARE = 0.54;
/** Air and titles of both, air and footer. */
const ROWS_BESIDE_BOTH = 4;
/** Air and title of the events, air and footer. */
const ROWS_BESIDE_EVENTS = 4;
const HEADING_AND_TITLES = 2;
/** With fewer rows, functions get the rows of the account's section, and its pool becomes a line among the causes. */
const ROWS_FOR_ACCOUNT = 36;

/** The fleet on a large screen: causes, account, functions, WHY, events. */
export function wideLayout(scene: FleetScene): FleetLayoutOnScreen {
  const { look } = scene;
  const width = innerWidth(scene.columns);
  const layout = windowedLayout(scene);
  const context = { glyphs: look.glyphs, thresholds: scene.thresholds };
  const titled = (title: SafeText, note: SafeText | null, lines: readonly Line[]) =>
    under([heading(title, note, width, look.glyphs), ...lines]);

  const above = [
    ...fleetHeader(scene),
    ...titled(...needsTitle(scene), needs(scene, width)),
    ...(hasAccount(scene)
      ? titled(safe`ACCOUNT CONCURRENCY`, estimateNote(scene), account(scene, width))
      : []),
    BLANK,
  ];
  const isBeside = scene.columns >= COLUMNS_FOR_BOTH && scene.snapshot.timeline.length > 0;
  const rowsBelow = isBeside ? whyBesideEvents : whyThenEvents;
  return {
    above,
    headHeight: HEADING_AND_TITLES,
    head(shown) {
      const legends = fleetLegend(functionsInTable(scene.shown, shown), layout, context);
      return [
        withMargin(functionsHeading(functionsTitles(shown, look), legends, width, look.glyphs)),
        withMargin(titles(layout, scene.state)),
      ];
    },
    below: rowsBelow(scene, width, scene.rows - above.length - HEADING_AND_TITLES),
    rowOf: (status, isSelected) => withMargin(fleetRow(status, layout, context), isSelected),
  };
}

/** `FUNCTIONS 2 to 9 of 101, 1 CRIT above, z shows 899 more idle`, longest form first. */
function functionsTitles(shown: ShownPart, { keymap }: Look): readonly [Line, ...Line[]] {
  const { first, last, count, criticalAbove, folded } = shown;
  const part = isCut(shown) ? safe`FUNCTIONS ${first} to ${last} of ${groupedText(count)}` : safe`FUNCTIONS`;
  const above = criticalAbove === 0 ? safe`` : safe`, ${criticalAbove} CRIT above`;
  const title = span('dim', safe`${part}${above}`, true);
  const [words, ...briefer] = foldedWords(folded, keymap).map(
    (idle): Line => [title, toned('dim', safe`, `), ...idle],
  );
  return words === undefined ? [[title]] : [words, ...briefer];
}

/** The legend is worth more than a longer title, and so is each sign in it. */
function functionsHeading(
  titles: readonly [Line, ...Line[]],
  legends: readonly LegendForms[],
  width: number,
  glyphs: Look['glyphs'],
): Line {
  const beside = legends.flatMap((forms) =>
    titles.flatMap((title) => {
      const legend = fittingLegend(forms, roomBeside(lineText(title), width));
      return legend === null ? [] : [{ title, legend }];
    }),
  );
  const { title, legend } = beside[0] ?? { title: titles[0], legend: null };
  return heading(title, legend, width, glyphs);
}

/** @param room rows below the table's titles */
function whyThenEvents(scene: FleetScene, width: number, room: number): readonly ScreenRow[] {
  const explained = why(scene, width);
  // An empty table says so in one row.
  const listed = Math.max(1, scene.shown.length);
  const events = eventsSection(scene, MOST_EVENTS, width);
  // That there are none is worth no row of a function.
  const fewest = scene.snapshot.timeline.length === 0 ? 0 : FEWEST_EVENTS;
  const free = room - under(explained).length - ROWS_BESIDE_EVENTS;
  const count = eventCount(free, listed, { fewest, most: events.length - 1 });
  return [...under(explained), ...under(eventsSection(scene, count, width))];
}

/** Either one alone has the whole width. */
function whyBesideEvents(scene: FleetScene, width: number, room: number): readonly ScreenRow[] {
  const whyWidth = Math.floor(width * WHY_SHARE);
  const most = Math.max(MOST_STEPS, room - ROWS_BESIDE_BOTH - Math.max(1, scene.shown.length));
  const short = why(scene, whyWidth);
  if (short.length === 0) return under(eventsSection(scene, most, width));
  const events = eventsSection(scene, most, width - whyWidth - COLUMN_GAP);
  const whole = unrolled(short, why(scene, 2 * whyWidth), whyWidth, scene.look.glyphs.ellipsis);
  const explained = whole.length <= Math.max(short.length, most) ? whole : short;
  return under(
    sideBySide(Math.max(explained.length, events.length), [
      { lines: explained, width: whyWidth },
      { lines: events, width: width - whyWidth - COLUMN_GAP },
    ]),
  );
}

/** What a row cuts goes on below, under its own text. */
function unrolled(
  rows: readonly Line[],
  whole: readonly Line[],
  width: number,
  ellipsis: SafeText,
): readonly Line[] {
  return rows.flatMap((row, place) => {
    const uncut = whole[place] ?? [];
    const [label, gap, ...says] = uncut;
    const isRowCut = row.some(({ text }) => text.includes(ellipsis)) && lineWidth(uncut) > width;
    if (label === undefined || gap === undefined || !isRowCut) return [row];
    const start: Line = [label, gap];
    const indent = lineWidth(start);
    const parts = wrappedLine(says, width - indent);
    // A last row with nothing but of how long it is tells less than it takes.
    if (lineText(parts.at(-1) ?? []) === lineText(says.slice(-1)).trimStart()) return [row];
    return parts.map((part, below) => [...(below === 0 ? start : cell([], indent)), ...part]);
  });
}

/** Lines after a blank row. */
function under(lines: readonly Line[]): readonly ScreenRow[] {
  return lines.length === 0 ? [] : [BLANK, ...lines.map((line) => withMargin(line))];
}

/**
 * For the present no note is needed: a rate is assumed to be current. Sentences use the minute of the columns, and tell
 * a longer span where they use one.
 */
function needsTitle(scene: FleetScene): readonly [title: SafeText, note: SafeText | null] {
  return isPast(scene)
    ? [safe`NEEDED YOU THEN`, safe`rates of the last minute settled by then`]
    : [
        safe`NEEDS YOU NOW`,
        scene.state.filter === '' ? null : safe`of the whole account; the filter is for the table`,
      ];
}

/**
 * Before the first minute, no sign stands on screen that it could explain. The pool may settle later than functions with
 * short calls.
 */
function estimateNote(scene: FleetScene): SafeText | null {
  const { dataToMs, account, functions } = scene.snapshot;
  if (functions.every(({ minuteMs }) => minuteMs === null)) return null;
  const poolMs = account.pool.at(-1)?.minuteMs;
  const isBehind = poolMs !== undefined && dataToMs !== null && poolMs < dataToMs;
  const minute = isBehind ? safe`minute ${momentText(poolMs, timesOf(scene))}` : safe`minute`;
  return safe`peak of the ${minute}, measured; ~ its mean, estimated`;
}

function hasAccount({ rows }: FleetScene): boolean {
  return rows >= ROWS_FOR_ACCOUNT;
}

function needs(scene: FleetScene, width: number): readonly Line[] {
  const { snapshot, look } = scene;
  const told = worstCauses(snapshot.causes, causeRoom(snapshot.causes, scene.rows));
  const said = (causes: readonly Cause[]) =>
    causes.length === 0 && told.length === 0
      ? [noCauses(snapshot, clockTimes(scene), { width, isReplay: isReplay(scene) }, look)]
      : causeLines(causes, { width, isCompact: false }, timeWordsOf(scene), look);
  const subjectWidth = subjectColumn(told, width);
  const rest = unnamedLines(snapshot, told, { width, subjectWidth }, look);
  const ringing = ringingLines(snapshot, { width, subjectWidth }, timeWordsOf(scene), look);
  const denied = [...ringing, ...deniedLines(snapshot, { width, subjectWidth }, look)];
  const order = { told, causes: snapshot.causes };
  if (hasAccount(scene)) {
    const awaited = awaitedLimits(scene, told, subjectWidth);
    return [...withRest(said(told), rest, order), ...awaited, ...denied];
  }
  const others = withoutPool(told);
  const nameWidth = subjectColumn(others, width);
  const lines = withPoolLine([said(others), denied], told, scene, { width, nameWidth });
  return withRest(lines, rest, order);
}

function account(scene: FleetScene, width: number): readonly Line[] {
  const { snapshot, thresholds, look } = scene;
  const { account, judgedMs } = snapshot;
  const poolSeverity = snapshot.causes.find(isPoolCause)?.severity ?? null;
  const judged = { account, judgedMs, tense: tenseOnScreen(scene), threshold: thresholds.pool, poolSeverity };
  return accountLines(judged, width, timesOf(scene), look);
}

function why(scene: FleetScene, width: number): readonly Line[] {
  const { snapshot, look } = scene;
  const selected = selectedFunction(scene);
  if (selected === undefined) return [];
  const { minuteMs } = selected;
  const evidence =
    minuteMs === null ? null : safe`evidence: CloudWatch to ${momentText(minuteMs, timesOf(scene))}`;
  const steps = whySteps(selected, scene, { most: MOST_STEPS, width });
  const title = heading(whyTitle(selected, look.glyphs), evidence, width, look.glyphs);
  return [title, ...asTallAsAny(steps, MOST_STEPS, snapshot)];
}

/** Events give way to functions, and vanish where not even a handful of functions fits. */
function eventCount(
  room: number,
  functionCount: number,
  { fewest, most }: { readonly fewest: number; readonly most: number },
): number {
  const events = Math.min(most, Math.max(fewest, room - functionCount));
  return room - events < Math.min(functionCount, FEWEST_FUNCTIONS) ? 0 : events;
}

function titles(layout: FleetLayout, { mode }: FleetState): Line {
  const line = fleetTitles(layout);
  if (mode.kind !== 'sorting') return line;
  const picked = SORT_CHOICES[mode.column];
  return line.map((part) =>
    part.text.trimEnd() === picked?.title ? { ...part, tone: 'focus', bold: true } : part,
  );
}
