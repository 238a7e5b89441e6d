import type { ApiLedgerSnapshot, ApiUse } from '../../monitor/calls/api-ledger.ts';
import type { CallBudgetState } from '../../monitor/calls/call-budget.ts';
import { padStart } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { ageText, costText, dollarsText, groupedText, rateText, spentText } from '../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { fittingFields } from '../parts/fitting-fields.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import { WIDE_SCREEN } from '../parts/frame/wide-screen.ts';
import type { OwnErrorsScene } from './own-errors-scene.ts';

/** How many calls this session made, and their cost in US dollars. */
export function spentWords({ calls, dollars, dollarsPerHour, isPaceSettling }: ApiLedgerSnapshot): SafeText {
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

/** Marks a budget shared by several calls, where there is no room to name them. */
const SHARED_SIGN = safe`*`;

const COLUMNS: readonly (readonly [column: Exclude<keyof CallCells, 'action' | 'budget'>, width: number])[] =
  [
    ['calls', 8],
    ['lastMinute', 7],
    ['failed', 8],
    ['cost', 8],
  ];
const ACTION_WIDTH = 32;
/** `16.7`, so that rates stand below each other. */
const RATE_WIDTH = 4;
/** Fits the longest name of a call, lambda:ListProvisionedConcurrencyConfigs. */
const WIDE_ACTION_WIDTH = 41;
const WIDTH_OF_ALL_COLUMNS = COLUMNS.reduce((sum, [, width]) => sum + width, ACTION_WIDTH);

/** Each call with its count, cost and budget; notes on the budget below. */
export function callLines(scene: OwnErrorsScene): readonly Line[] {
  return [...callTable(scene), ...throttledNotes(scene), ...sharedNotes(scene)];
}

function callTable(scene: OwnErrorsScene): readonly Line[] {
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

/** By name, so that a service's calls stand together and rows keep their places. */
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
    budget: budgetWords(lanesOf(action, scene.budget), scene),
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

/** Of calls in several Regions those that AWS throttles, where a row has no room to name them. */
function throttledNotes({ budget, columns, areCallsHeld }: OwnErrorsScene): readonly Line[] {
  if (columns >= WIDE_SCREEN || areCallsHeld) return [];
  const isThrottled = (lane: CallBudgetState) =>
    lane.backingOffUntilMs !== null || lane.throttledLastMinute > 0;
  const isInSeveral = ({ action }: CallBudgetState) =>
    budget.filter((lane) => lane.action === action).length > 1;
  return budget
    .filter((lane) => isThrottled(lane) && isInSeveral(lane))
    .map(({ action, region }) => [
      toned('warn', safe`AWS throttles ${safeText(action)} in ${safeText(region)}`),
    ]);
}

/** What the sign after a budget means, below the calls that have it. */
function sharedNotes({ ledger, budget, columns, areCallsHeld }: OwnErrorsScene): readonly Line[] {
  if (columns >= WIDE_SCREEN || areCallsHeld) return [];
  const asked = new Set(ledger.apis.flatMap(({ action }) => lanesOf(action, budget)));
  const shared = new Set([...asked].map((lane) => lane.action).filter(isShared));
  return [...shared].map((action) => [
    toned('dim', safe`${SHARED_SIGN} one budget for all ${safeText(action)}`),
  ]);
}

/** One for each Region. Lambda's calls share one budget. */
function lanesOf(action: string, budget: readonly CallBudgetState[]): readonly CallBudgetState[] {
  const service = `${action.split(':')[0]}:*`;
  return budget.filter((lane) => lane.action === action || lane.action === service);
}

/** Of several Regions those that AWS throttles are named. */
function budgetWords(lanes: readonly CallBudgetState[], scene: OwnErrorsScene): Line {
  const { columns, areCallsHeld } = scene;
  const [first] = lanes;
  if (areCallsHeld) return [strong(safe`stopped`, 'warn')];
  if (first === undefined) return [];
  const shared = sharedWords(first, columns);
  const throttled = lanes.flatMap((lane) => {
    const words = throttledWords(lane, scene);
    if (words === null) return [];
    return lanes.length === 1 || columns < WIDE_SCREEN ? words : safe`${safeText(lane.region)} ${words}`;
  });
  if (throttled.length > 0) return [strong(joinSafe(throttled, safe`, `), 'warn'), toned('dim', shared)];
  const perSecond = rateText(Math.max(...lanes.map(({ ratePerSecond }) => ratePerSecond)));
  const rate = safe`${padStart(perSecond, RATE_WIDTH)}/s`;
  if (columns < WIDE_SCREEN) return [toned('dim', safe`${rate}${shared}`)];
  const together = lanes.length === 1 ? safe`` : safe` in ${groupedText(lanes.length)} Regions`;
  return [toned('dim', safe`up to ${rate}${together}${shared}`)];
}

/** Null for calls that AWS does not throttle. */
function throttledWords(
  { backingOffUntilMs, throttledLastMinute, ratePerSecond }: CallBudgetState,
  { nowMs }: OwnErrorsScene,
): SafeText | null {
  if (backingOffUntilMs !== null) return safe`waits ${ageText(backingOffUntilMs - nowMs)}`;
  return throttledLastMinute > 0 ? safe`throttled, ${rateText(ratePerSecond)}/s` : null;
}
