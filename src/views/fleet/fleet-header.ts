import { connectionState } from '../../monitor/fleet/freshness.ts';
import { cutMiddle } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { firstThatFits, leftRight, lineWidth } from '../../terminal/line-layout.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Severity } from '../../triage/severity.ts';
import { dimmedLine } from '../parts/frame/aged-rows.ts';
import { innerWidth, withMargin } from '../parts/frame/margin.ts';
import type { ScreenRow } from '../parts/frame/screen-row.tsx';
import { accountHeader } from '../parts/header/account-header.ts';
import { headerLine } from '../parts/header/header.ts';
import { momentText, timesOf } from '../parts/look/time-notation.ts';
import { type FleetScene, isCompact, isEmpty } from './fleet-scene.ts';
import { isIdle } from './listed-functions.ts';

/** The fewest cells between what the list contains and how many hurt. */
const HEADER_GAP = 2;

/** The two header rows of the fleet: the account, and what the list contains. */
export function fleetHeader(scene: FleetScene): readonly ScreenRow[] {
  return [accountRow(scene), withMargin(listLine(scene, innerWidth(scene.columns)))];
}

/** The account with its state, the clock and the cost: the first row. */
export function accountRow(scene: FleetScene): ScreenRow {
  const { snapshot, look, columns } = scene;
  return withMargin(headerLine(accountHeader(snapshot, scene), innerWidth(columns), isCompact(scene), look));
}

function listLine(scene: FleetScene, width: number): Line {
  const { connection } = scene.snapshot;
  const isStale = connectionState(connection, scene.nowMs) === 'stale';
  const counts = isStale ? dimmedLine(counted(scene)) : counted(scene);
  const room = width - lineWidth(counts) - HEADER_GAP;
  const list = firstThatFits(listed(scene, room), room);
  return leftRight(list, counts, width, scene.look.glyphs.ellipsis);
}

/**
 * With less and less room: without the sort order, which the rows show, then with the settled minute in fewer words, then
 * without it, then without the counts, then with a part of the filter: how many match it is never cut.
 */
function listed(scene: FleetScene, room: number): readonly Line[] {
  const { snapshot, state, look } = scene;
  const { functions, dataToMs } = snapshot;
  const dot = safe` ${look.glyphs.middleDot} `;
  const active = functions.filter((status) => !isIdle(status)).length;
  const minutes =
    dataToMs === null || isCompact(scene)
      ? [safe``]
      : notYet(snapshot).map((but) => safe`settled ${momentText(dataToMs, timesOf(scene))}${but}`);
  const settled = minutes.map((minute) => (minute === '' ? safe`` : safe`${dot}last minute ${minute}`));
  const briefly = minutes.map((minute) => (minute === '' ? safe`` : safe`${dot}${minute}`));
  const reading = beingRead(scene);
  // Before the first answer the count is unknown, not zero, and nothing is in any order.
  const order = isCounted(scene) ? safe`${dot}${orderName(scene)}` : safe``;
  const count = isCounted(scene)
    ? safe` ${groupedText(active)} active of ${groupedText(functions.length)}${snapshot.hasAllFunctions ? safe`` : safe` so far`}`
    : safe``;
  const matching = safe`${groupedText(scene.shown.length)} of ${groupedText(functions.length)}`;
  const filtered = (by: SafeText) => (state.filter === '' ? safe`` : safe`${dot}${by}: ${matching}`);
  const answered = lastAnswer(scene);
  const told = answered === null ? count : safe`${count}${dot}${answered}`;
  const ways = isEmpty(scene)
    ? [safe` 0 functions`]
    : [
        ...settled.flatMap((minute) => [safe`${told}${minute}${order}`, safe`${told}${minute}`]),
        ...briefly.map((minute) => safe`${told}${minute}`),
        told,
        answered === null ? safe`` : safe`${dot}${answered}`,
        safe``,
      ];
  const saying = (says: SafeText, filter: SafeText): Line => [
    strong(safe`Fleet`),
    toned('dim', says),
    toned('focus', filter),
    toned('warn', reading === null ? safe`` : safe`${dot}${reading}`),
  ];
  const filter = safeText(state.filter);
  const roomForFilter = Math.max(1, room - lineWidth(saying(safe``, filtered(safe``))));
  return [
    ...ways.map((says) => saying(says, filtered(safe`filter ${filter}`))),
    saying(safe``, filtered(cutMiddle(filter, roomForFilter, look.glyphs.ellipsis))),
  ];
}

/** Of stale data, which all was read by then: a settled minute is only that of the quickest functions. */
function lastAnswer(scene: FleetScene): SafeText | null {
  const { connection } = scene.snapshot;
  const { lastGoodPollMs } = connection;
  if (lastGoodPollMs === null || connectionState(connection, scene.nowMs) !== 'stale') return null;
  return safe`last answer ${momentText(lastGoodPollMs, timesOf(scene))}`;
}

/** Where nothing was judged, none is known to be worse than another, and names decide. */
function orderName({ state: { sortedBy }, snapshot: { functions } }: FleetScene): SafeText {
  if (sortedBy !== null) return safe`by ${sortedBy.title}`;
  return isNothingJudged(functions) ? safe`by name` : safe`worst first`;
}

function isNothingJudged(functions: FleetScene['snapshot']['functions']): boolean {
  const called = functions.filter((status) => !isIdle(status));
  return called.length > 0 && called.every(({ severity }) => severity === 'unknown');
}

/** What is missing on screen because it is still being read; until its limit is known, a function may look too good. */
function beingRead(scene: FleetScene): SafeText | null {
  const { hasAllFunctions, hasLimits, dataToMs } = scene.snapshot;
  if (dataToMs === null || (hasAllFunctions && hasLimits)) return null;
  if (isCompact(scene)) return safe`reading`;
  return hasAllFunctions ? safe`reading limits` : safe`listing functions`;
}

/** Whose rows are from an earlier minute, longest form first. */
function notYet({ notSettled }: FleetScene['snapshot']): readonly SafeText[] {
  const [only, ...others] = notSettled;
  if (only === undefined) return [safe``];
  return others.length === 0
    ? [safe`, not yet for ${safeText(only)}`, safe`, not yet for 1 function`]
    : [safe`, not yet for ${groupedText(notSettled.length)} functions`];
}

function isCounted({ snapshot: { functions, dataToMs } }: FleetScene): boolean {
  return functions.length > 0 || dataToMs !== null;
}

function counted(scene: FleetScene): Line {
  const { functions } = scene.snapshot;
  if (!isCounted(scene)) return [];
  const idle = toned('dim', safe`  ${groupedText(functions.filter(isIdle).length)} idle`);
  const count = (severity: Severity) =>
    functions.filter((status) => status.severity === severity && !isIdle(status)).length;
  const [crit, warn, unknown, ok] = [count('crit'), count('warn'), count('unknown'), count('ok')];
  // Zeros would look as if all was well.
  if (isNothingJudged(functions)) return [toned('dim', safe`${groupedText(unknown)} ?`), idle];
  return [
    loud('crit', crit),
    toned('fact', safe`  `),
    loud('warn', warn),
    // Functions that can't be judged are neither ok nor idle.
    toned('dim', unknown === 0 ? safe`` : safe`  ${groupedText(unknown)} ?`),
    toned('dim', safe`  ${groupedText(ok)} ok`),
    idle,
  ];
}

function loud(severity: 'crit' | 'warn', count: number): Span {
  const text = safe`${count} ${severity === 'crit' ? safe`CRIT` : safe`WARN`}`;
  return count === 0 ? toned('dim', text) : strong(text, severity);
}
