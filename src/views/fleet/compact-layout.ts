import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { fittingLegend, fleetLegend } from '../../print/fleet/table/fleet-legend.ts';
import type { FleetLayout } from '../../print/fleet/table/fleet-table.ts';
import { ETA } from '../../print/fleet/table/limit-columns.ts';
import { whyTitle } from '../../print/fleet/why/why-lines.ts';
import { worstPhrases } from '../../print/fleet/worst-phrase.ts';
import { stateLine } from '../../print/severity-mark.ts';
import { cutName } from '../../terminal/cut-name.ts';
import { displayWidth } from '../../terminal/display-width.ts';
import { heading } from '../../terminal/drawing/heading.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { cell, leftRight, lineWidth } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { ownCause } from '../../triage/cause/own-cause.ts';
import { innerWidth, withMargin } from '../parts/frame/margin.ts';
import { BLANK, type ScreenRow } from '../parts/frame/screen-row.tsx';
import { isReplay } from '../parts/header/header-facts.ts';
import { clockTimes, timeWordsOf } from '../parts/look/time-notation.ts';
import { compactCauseRoom } from './cause-room.ts';
import { deniedLines } from './denied-calls.ts';
import { eventsSection } from './events-section.ts';
import { fleetHeader } from './fleet-header.ts';
import {
  type FleetLayoutOnScreen,
  type FleetScene,
  functionsInTable,
  isCut,
  type ShownPart,
} from './fleet-scene.ts';
import { foldedWords } from './folded-words.ts';
import { causeLines, noCauses, withRest, worstCauses } from './needs-you-now.ts';
import { isPoolTold, withoutPool, withPoolLine } from './pool-line.ts';
import { ringingLines } from './ringing-alarms.ts';
import { unnamedLines } from './unnamed-functions.ts';
import { asTallAsAny, selectedFunction, whySteps } from './why-section.ts';

const MOST_STEPS = 5;
const FEWEST_FUNCTIONS = 4;
/** From here on both the onset and the conclusion are shown; functions get the remaining rows. */
const ROWS_FOR_TWO_STEPS = FEWEST_FUNCTIONS + 2;
/** Where few functions leave rows. */
const MOST_EVENTS = 8;
/** Air and title of the events. */
const ROWS_BESIDE_EVENTS = 2;
/** Header, blank, blank, titles; blank and title of WHY; blank and footer. */
const ROWS_BESIDE = 9;
/** The same without WHY. */
const ROWS_BESIDE_TABLE = 7;

/**
 * The fleet at 80x24: the worst causes as sentences, one phrase for each function, WHY for the selected one, and EVENTS
 * in the rows that few functions leave.
 */
export function compactLayout(scene: FleetScene): FleetLayoutOnScreen {
  const { look } = scene;
  const width = innerWidth(scene.columns);
  const told = toldCauses(scene);
  const rest = unnamedLines(scene.snapshot, told, { width }, look);
  const fewest = Math.min(scene.snapshot.functions.length, FEWEST_FUNCTIONS);
  const causes = needs(scene, told, width, scene.rows - ROWS_BESIDE_TABLE - rest.length - fewest);
  return {
    above: [
      ...fleetHeader(scene),
      BLANK,
      ...withRest(causes, rest, { told, causes: scene.snapshot.causes }).map((line) => withMargin(line)),
      BLANK,
    ],
    headHeight: 1,
    head: (shown) => [withMargin(titles(shown, scene, width))],
    below: whyAndEvents(scene, width, scene.rows - ROWS_BESIDE - causes.length - rest.length),
    rowOf: (status, isSelected) => withMargin(row(cellsOf(status, width, scene), scene, width), isSelected),
  };
}

interface RowCells {
  readonly state: Line;
  readonly name: Line;
  readonly worst: Line;
  readonly last: Line;
}

const STATE_WIDTH = 8;
const NARROWEST_NAME = 22;
const WORST_WIDTH = 40;
const ETA_WIDTH = 6;
const GAP: Span = toned('fact', safe`  `);
const WORST: Span = toned('dim', safe`WORST`);

function row({ state, name, worst, last }: RowCells, scene: FleetScene, width: number): Line {
  const { glyphs } = scene.look;
  return [
    ...cell(state, STATE_WIDTH),
    ...cell(name, nameWidth(width)),
    GAP,
    ...cell(worst, worstWidth(scene, width), 'left', glyphs.ellipsis),
    GAP,
    ...cell(last, lastColumn(scene).width, 'right', glyphs.ellipsis),
  ];
}

/** What the list is sorted by, which no phrase tells; worst first, the time to the limit. */
function lastColumn({ state: { sortedBy } }: FleetScene): FleetLayout[number] {
  const column = sortedBy ?? ETA;
  return { column, width: Math.max(ETA_WIDTH, column.width), gap: GAP.text.length };
}

/** The words between the titles may reach to the last one, which is narrower than its column. */
function titles(shown: ShownPart, scene: FleetScene, width: number): Line {
  const { column, width: lastWidth } = lastColumn(scene);
  const last: Line = [toned('dim', column.titleOf?.(lastWidth) ?? column.title)];
  const room = worstWidth(scene, width) + lastWidth - lineWidth(last);
  const { criticalAbove } = shown;
  const beside =
    criticalAbove === 0
      ? noteBeside(shown, scene, room)
      : [strong(safe`${criticalAbove} CRIT above`, 'crit')];
  return [
    ...cell([], STATE_WIDTH),
    ...cell([toned('dim', nameTitle(shown, nameWidth(width)))], nameWidth(width)),
    GAP,
    ...leftRight([WORST], beside, room),
    GAP,
    ...last,
  ];
}

/** `FUNCTION 2 to 7 of 16`, shorter where numbers are long. */
function nameTitle(shown: ShownPart, width: number): SafeText {
  if (!isCut(shown)) return safe`FUNCTION`;
  const { first, last, count } = shown;
  const forms = [
    safe`FUNCTION ${first} to ${last} of ${count}`,
    safe`FUNCTION ${first}-${last} of ${count}`,
    safe`${first} to ${last} of ${count}`,
  ];
  return forms.find((form) => displayWidth(form) <= width) ?? safe`${first}-${last} of ${count}`;
}

/** An explanation that does not fit is dropped as a whole: part of a word would say nothing. */
function fittingPhrase(ways: readonly [Line, ...Line[]], width: number): Line {
  const fits = ways.find((way) => lineWidth(way) <= width);
  if (fits !== undefined) return fits;
  const [phrase] = ways;
  return phrase.length > 1 ? fittingPhrase([phrase.slice(0, -1)], width) : phrase;
}

/** How many idle functions are folded, and what the letter of the pool means, as far as there is room for them. */
function noteBeside(part: ShownPart, scene: FleetScene, width: number): Line {
  const { shown, look, thresholds } = scene;
  const context = { glyphs: look.glyphs, thresholds };
  const [whole = [], ...parts] = fleetLegend(functionsInTable(shown, part), [lastColumn(scene)], context);
  const folded = foldedWords(part.folded, look.keymap);
  const both = folded.flatMap((idle) =>
    whole.map((legend) => [...idle, toned('fact', safe`   `), ...legend]),
  );
  const ways = [...both, ...folded, ...whole, ...parts.flat()];
  return fittingLegend(ways, width - lineWidth([WORST, GAP])) ?? [];
}

function worstWidth(scene: FleetScene, width: number): number {
  return width - STATE_WIDTH - nameWidth(width) - lastColumn(scene).width - 4;
}

/** Names get what the phrases leave. */
function nameWidth(width: number): number {
  return Math.max(NARROWEST_NAME, width - STATE_WIDTH - WORST_WIDTH - ETA_WIDTH - 4);
}

function cellsOf(status: FunctionStatus, width: number, scene: FleetScene): RowCells {
  const { snapshot, thresholds } = scene;
  const { glyphs } = scene.look;
  const { column, width: lastWidth } = lastColumn(scene);
  const name = cutName(safeText(status.name), nameWidth(width), glyphs.ellipsis);
  const room = worstWidth(scene, width);
  return {
    state: stateLine(status, glyphs),
    name: [status.activity === 'idle' ? toned('dim', name) : strong(name)],
    worst: fittingPhrase(worstPhrases(status, ownCause(snapshot.causes, status.name)), room),
    last: column.cell(status, { glyphs, thresholds, width: lastWidth }),
  };
}

function toldCauses(scene: FleetScene): readonly Cause[] {
  const { causes } = scene.snapshot;
  const room = compactCauseRoom(causes, scene.rows);
  return worstCauses(causes, isPoolTold(scene) ? room + 1 : room);
}

/**
 * What is denied takes the place of a pool without a limit where the functions leave no row for both: it tells more. Where
 * there is no such row, the signs in the header and the table have to say it.
 */
function needs(scene: FleetScene, told: readonly Cause[], width: number, room: number): readonly Line[] {
  const { snapshot, look } = scene;
  const denied = deniedLines(snapshot, { width }, look);
  const ringing = ringingLines(snapshot, { width }, timeWordsOf(scene), look);
  const said =
    told.length === 0
      ? [noCauses(snapshot, clockTimes(scene), { width, isReplay: isReplay(scene) }, look)]
      : causeLines(withoutPool(told), { width, isCompact: true }, timeWordsOf(scene), look);
  const whole = withPoolLine([said, [...ringing, ...denied]], told, scene, { width });
  // Where nothing is known, the denied calls go on with the error.
  if (snapshot.functions.length === 0 || denied.length === 0 || whole.length <= room) return whole;
  return isPoolDenied(snapshot) && !isPoolTold(scene)
    ? [...said, ...ringing, ...denied]
    : withPoolLine([said, ringing], told, scene, { width });
}

function isPoolDenied({ account: { limits } }: FleetScene['snapshot']): boolean {
  return !limits.known && limits.because === 'denied';
}

/** Without a function in the list, which a row says, EVENTS have the place of WHY. */
function whyAndEvents(scene: FleetScene, width: number, room: number): readonly ScreenRow[] {
  const { shown, snapshot, look } = scene;
  const selected = selectedFunction(scene);
  if (selected === undefined) return under(eventsSection(scene, Math.min(room - 1, MOST_EVENTS), width));
  if (room <= Math.min(shown.length, FEWEST_FUNCTIONS)) return [];
  const most = Math.min(MOST_STEPS, Math.max(room < ROWS_FOR_TWO_STEPS ? 1 : 2, room - shown.length));
  const steps = whySteps(selected, scene, { most, width });
  const title = heading(whyTitle(selected, look.glyphs), null, width, look.glyphs);
  const explained = [title, ...steps];
  const tallest = [title, ...asTallAsAny(steps, most, snapshot)];
  const spare = room - shown.length - (tallest.length - 1) - ROWS_BESIDE_EVENTS;
  const events = spare < 1 ? [] : eventsSection(scene, Math.min(spare, MOST_EVENTS), width);
  return under(events.length === 0 ? explained : [...tallest, [], ...events]);
}

/** Below a row of air. */
function under(lines: readonly Line[]): readonly ScreenRow[] {
  return lines.length === 0 ? [] : [[], ...lines].map((line) => withMargin(line));
}
