import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { ApiFailure, ApiLedgerSnapshot, ApiUse } from '../../monitor/calls/api-ledger.ts';
import type { CallBudgetState } from '../../monitor/calls/call-budget.ts';
import { withoutAction } from '../../monitor/calls/permission.ts';
import type { Line } from '../../terminal/line.ts';
import {
  cell,
  cutLine,
  firstThatFits,
  heading,
  leftRight,
  lineWidth,
  wrappedLine,
} from '../../terminal/line-layout.ts';
import { ageText, costText, dollarsText, groupedText, rateText, spentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { crumbs } from '../parts/crumbs.ts';
import { fittingFields } from '../parts/fitting-fields.ts';
import { footerLine } from '../parts/footer.ts';
import { type HeaderFacts, headerLine } from '../parts/header.ts';
import type { Look } from '../parts/look.ts';
import { innerWidth, withMargin } from '../parts/margin.ts';
import { BLANK, type ScreenRow } from '../parts/screen-row.tsx';
import { momentCell, sinceWordsOf, type Times } from '../parts/time-notation.ts';
import { remedyOf } from './own-error-words.ts';

/** Everything that the screen of lmon's own errors and calls shows, before it meets a theme. */
export interface OwnErrorsScene {
  readonly header: HeaderFacts;
  /** The screens under this one, outermost first. */
  readonly above: readonly SafeText[];
  readonly ledger: ApiLedgerSnapshot;
  readonly budget: readonly CallBudgetState[];
  readonly areCallsHeld: boolean;
  /** The row of the text at the top. */
  readonly first: number;
  readonly nowMs: EpochMs;
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
}

/** Header, breadcrumb and air above; air and footer below. */
const ROWS_AROUND = 5;

/** What a page of the screen is. */
export function ownErrorsHeight(rows: number): number {
  return Math.max(1, rows - ROWS_AROUND);
}

/** What fails, what that hides and what to do; then what was asked, how often, and what it costs. */
export function ownErrorsRows(scene: OwnErrorsScene): readonly ScreenRow[] {
  const { columns, rows, look, header } = scene;
  const width = innerWidth(columns);
  const height = ownErrorsHeight(rows);
  const text = ownErrorsText(scene);
  const first = Math.min(scene.first, lastFirst(text.length, rows));
  const shown = text.slice(first, first + height).map((line) => withMargin(line));
  const part = shownPart(first, height, text.length);
  const room = width - lineWidth(part) - 2;
  const path = crumbs([...scene.above, safe`Own errors and calls`], room, look);
  return [
    withMargin(headerLine(header, width, columns < 100, look)),
    withMargin(leftRight(path, part, width, look.glyphs.ellipsis)),
    BLANK,
    ...shown,
    ...Array<ScreenRow>(height - shown.length).fill(BLANK),
    BLANK,
    withMargin(footerLine(bindingsOn('ownErrors', look.keymap), false, width)),
  ].slice(0, rows);
}

/** Which lines of a longer text the screen shows. */
function shownPart(first: number, height: number, lines: number): Line {
  if (lines <= height) return [];
  return [toned('dim', safe`lines ${first + 1} to ${Math.min(lines, first + height)} of ${lines}`)];
}

/** The last row of a text of that many lines that may stand at the top. */
export function lastFirst(lines: number, rows: number): number {
  return Math.max(0, lines - ownErrorsHeight(rows));
}

export function ownErrorsText(scene: OwnErrorsScene): readonly Line[] {
  const { ledger, columns, look, nowMs } = scene;
  const width = innerWidth(columns);
  const errors = ledger.failures.toReversed();
  const { localOffsetMinutes } = scene.header.whereabouts;
  const times = { notation: look.times, nowMs, localOffsetMinutes };
  const titled = (title: SafeText, note: SafeText, lines: readonly Line[]): readonly Line[] => [
    [],
    heading(title, note, width, look.glyphs),
    ...lines,
  ];
  return [
    verdict(scene),
    ...(errors.length === 0
      ? []
      : titled(
          safe`OWN ERRORS`,
          safe`newest first, this session`,
          errors.flatMap((each, place) => [
            ...(place === 0 ? [] : [[]]),
            ...errorLines(each, width, times, look),
          ]),
        )),
    ...titled(safe`API CALLS`, spentWords(ledger), [...callLines(scene), ...sharedNotes(scene)]),
  ];
}

function verdict({ ledger, areCallsHeld, nowMs }: OwnErrorsScene): Line {
  const newest = ledger.failures.at(-1);
  if (areCallsHeld) return words`${strong(safe`Calls are stopped`, 'warn')} until :stop is entered again`;
  if (newest === undefined) return words`No call has failed in this session`;
  if (ledger.recentFailures === 0)
    return words`No call has failed in the last 10 minutes; the last one did ${agoWords(nowMs - newest.lastMs)}`;
  const count = ledger.recentFailures;
  const failed = safe`${groupedText(count)} ${count === 1 ? safe`call` : safe`calls`} failed`;
  return words`${strong(failed, 'warn')} in the last 10 minutes, the last ${agoWords(nowMs - newest.lastMs)}`;
}

/** While calls fail all the time, the row would change every second and say no more. */
const JUST_NOW_MS = 10 * SECOND_MS;

function agoWords(ms: number): SafeText {
  return ms < JUST_NOW_MS ? safe`just now` : safe`${ageText(ms)} ago`;
}

const TIME_WIDTH = 8;
const LABEL_WIDTH = 9;
/** AWS says who may not do what, on what and why not; what is longer is no sentence. */
const MOST_ROWS = 6;

/** Who failed how and how often; what that hides; what to do. */
function errorLines(
  { error, count, firstMs, lastMs }: ApiFailure,
  width: number,
  times: Times,
  { glyphs }: Look,
): readonly Line[] {
  const action = safeText(error.action);
  const often = count === 1 ? safe`once` : safe`${groupedText(count)} times`;
  const since = count === 1 ? safe`` : safe` ${sinceWordsOf(times).since(firstMs)}`;
  const under = (label: SafeText, says: SafeText): readonly Line[] =>
    wrappedLine([toned('fact', says)], Math.max(1, width - TIME_WIDTH - LABEL_WIDTH))
      .slice(0, MOST_ROWS)
      .map((row, index) => [
        ...cell([], TIME_WIDTH),
        ...cell(index === 0 ? [toned('dim', label)] : [], LABEL_WIDTH),
        ...row,
      ]);
  const howOften: Line = [
    ...cell([toned('dim', momentCell(lastMs, times))], TIME_WIDTH),
    strong(action, 'warn'),
    toned('fact', safe`  ${safeText(error.kind)} `),
    strong(often),
  ];
  const failed = [...howOften, strong(since)];
  const message = safeText(error.message);
  const lines: readonly Line[] = [
    firstThatFits([[...failed, toned('dim', safe`, ${safeText(error.name)}`)], failed, howOften], width),
    ...(message === '' || error.message === error.name ? [] : under(safe`says`, message)),
    ...under(safe`means`, withoutAction(error.action)),
    ...under(safe`do`, remedyOf(error.kind, action)),
  ];
  return lines.map((line) => cutLine(line, width, glyphs.ellipsis));
}

function spentWords({ calls, dollars, dollarsPerHour, isPaceSettling }: ApiLedgerSnapshot): SafeText {
  const settling = isPaceSettling ? safe`, settling` : safe``;
  return safe`${groupedText(calls)} calls this session, ${spentText(dollars)}; ~${dollarsText(dollarsPerHour)}/h${settling}`;
}

interface CallCells {
  readonly action: Line;
  readonly calls: Line;
  readonly lastMinute: Line;
  readonly failed: Line;
  readonly cost: Line;
  readonly budget: Line;
}

/** Behind a budget that calls share, where there is no room to name them. */
const SHARED_SIGN = safe`*`;

const COLUMNS: readonly (readonly [column: Exclude<keyof CallCells, 'action' | 'budget'>, width: number])[] =
  [
    ['calls', 8],
    ['lastMinute', 7],
    ['failed', 8],
    ['cost', 8],
  ];
const ACTION_WIDTH = 32;
/** Holds the longest name of a call, lambda:ListProvisionedConcurrencyConfigs. */
const WIDE_ACTION_WIDTH = 41;
const WIDTH_OF_ALL_COLUMNS = COLUMNS.reduce((sum, [, width]) => sum + width, ACTION_WIDTH);
/** Where a wide name takes no room from the budget. */
const WIDE_SCREEN = 100;

function callLines(scene: OwnErrorsScene): readonly Line[] {
  const { ledger, look } = scene;
  const dim = (title: SafeText): Line => [toned('dim', title)];
  const titles: CallCells = {
    action: dim(safe`CALL`),
    calls: dim(safe`CALLS`),
    lastMinute: dim(safe`/MIN`),
    failed: dim(safe`FAILED`),
    cost: dim(safe`COST`),
    budget: dim(safe`BUDGET`),
  };
  const width = innerWidth(scene.columns);
  const kept = width < WIDTH_OF_ALL_COLUMNS ? COLUMNS.filter(([column]) => column !== 'lastMinute') : COLUMNS;
  const actionWidth = width < WIDE_SCREEN ? ACTION_WIDTH : WIDE_ACTION_WIDTH;
  return [titles, ...inServices(ledger.apis).map((api) => cellsOf(api, scene))].map((cells) =>
    fittingFields(
      [
        [
          ...cell(cells.action, actionWidth, 'left', look.glyphs.ellipsis),
          ...kept.flatMap(([column, columnWidth]) => cell(cells[column], columnWidth, 'right')),
        ],
        cells.budget,
      ],
      toned('fact', safe`  `),
      width,
    ),
  );
}

/** By name, so that a service's calls stand together and no row changes its place. */
function inServices(apis: readonly ApiUse[]): readonly ApiUse[] {
  return apis.toSorted((a, b) => (a.action < b.action ? -1 : 1));
}

function cellsOf(api: ApiUse, scene: OwnErrorsScene): CallCells {
  const { action, calls, callsLastMinute, failedCalls, dollars } = api;
  const count = (value: number): Line => [toned(value === 0 ? 'dim' : 'fact', groupedText(value))];
  return {
    action: [toned('fact', safeText(action))],
    calls: count(calls),
    lastMinute: count(callsLastMinute),
    failed: failedCalls === 0 ? count(0) : [strong(groupedText(failedCalls), 'warn')],
    cost: costWords(dollars),
    budget: budgetWords(laneOf(action, scene.budget), scene),
  };
}

function costWords(dollars: number): Line {
  if (dollars === 0) return [toned('dim', safe`free`)];
  return [toned('fact', costText(dollars))];
}

function sharedWords({ action }: CallBudgetState, columns: number): SafeText {
  if (!isShared(action)) return safe``;
  return columns < WIDE_SCREEN ? SHARED_SIGN : safe` for all ${safeText(action)}`;
}

function isShared(action: string): boolean {
  return action.endsWith(':*');
}

/** What the sign behind a budget means, below the calls that have it. */
function sharedNotes({ ledger, budget, columns, areCallsHeld }: OwnErrorsScene): readonly Line[] {
  if (columns >= WIDE_SCREEN || areCallsHeld) return [];
  const asked = new Set(ledger.apis.map(({ action }) => laneOf(action, budget)));
  return budget
    .filter((lane) => asked.has(lane) && isShared(lane.action))
    .map(({ action }) => [toned('dim', safe`${SHARED_SIGN} one budget for all ${safeText(action)}`)]);
}

/** Lambda's calls share one budget. */
function laneOf(action: string, budget: readonly CallBudgetState[]): CallBudgetState | undefined {
  const service = `${action.split(':')[0]}:*`;
  return budget.find((lane) => lane.action === action || lane.action === service);
}

function budgetWords(
  lane: CallBudgetState | undefined,
  { nowMs, columns, areCallsHeld }: OwnErrorsScene,
): Line {
  if (areCallsHeld) return [strong(safe`stopped`, 'warn')];
  if (lane === undefined) return [];
  const { backingOffUntilMs, throttledLastMinute, ratePerSecond } = lane;
  const rate = safe`${rateText(ratePerSecond)}/s`;
  const shared = sharedWords(lane, columns);
  if (backingOffUntilMs !== null)
    return [strong(safe`waits ${ageText(backingOffUntilMs - nowMs)}`, 'warn'), toned('dim', shared)];
  if (throttledLastMinute > 0) return [strong(safe`throttled, ${rate}`, 'warn'), toned('dim', shared)];
  return [toned('dim', columns < WIDE_SCREEN ? safe`${rate}${shared}` : safe`up to ${rate}${shared}`)];
}
