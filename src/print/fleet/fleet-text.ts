import type { EpochMs } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { displayWidth } from '../../terminal/display-width.ts';
import { plainLine } from '../../terminal/drawing/draw-line.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { utcDay, utcMinute } from '../../terminal/quantity.ts';
import { partOf } from '../../terminal/safe-edits.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { glyphSet } from '../../terminal/theme/glyphs.ts';
import { toned } from '../../terminal/words.ts';
import { ownCause } from '../../triage/cause/own-cause.ts';
import { DEFAULT_THRESHOLDS } from '../../triage/thresholds.ts';
import { minuteName } from './minute-name.ts';
import type { FleetColumn } from './table/fleet-column.ts';
import { FUNCTION, P95, TIMEOUT } from './table/fleet-columns.ts';
import { fleetLayout, fleetRow, fleetTitles } from './table/fleet-table.ts';
import { worstPhrase } from './worst-phrase.ts';

/** Wide enough for every column but the history, which needs its colours. */
const TABLE_WIDTH = 104;
/** Width of many terminals: wrapped rows are hard to read as a table. */
const TEXT_WIDTH = 120;
const GAP = safe`  `;
/** Columns that the reason at the end of a row names where they hurt. */
const SAID_BY_REASON: ReadonlySet<FleetColumn> = new Set([P95, TIMEOUT]);
/** A reason gets at least this much room, however long the names are. */
const NARROWEST_REASON = 24;

/**
 * The fleet as a table for pipes: a row for each function with its full name, worst first, with the reason in words at
 * the end. The common minute is in the titles, with its date where that is not today's; a different one precedes its reason.
 */
export function fleetText(snapshot: FleetSnapshot, nowMs: EpochMs = snapshot.judgedMs): readonly SafeText[] {
  const { functions, account, causes } = snapshot;
  // Thresholds only colour the history, which is not among these columns.
  const context = { glyphs: glyphSet('ascii'), account, thresholds: DEFAULT_THRESHOLDS };
  const longest = Math.max(FUNCTION.width, ...functions.map(({ name }) => displayWidth(safeText(name))));
  const layout = fleetLayout(functions, TABLE_WIDTH, false)
    .filter(({ column }) => !SAID_BY_REASON.has(column))
    .map((each) => (each.column === FUNCTION ? { ...each, width: longest } : each));
  const titles = fleetTitles(layout);
  const newestMs = Math.max(...functions.map(({ minuteMs }) => minuteMs ?? Number.NEGATIVE_INFINITY));
  const room = Math.max(NARROWEST_REASON, TEXT_WIDTH - lineWidth(titles) - GAP.length);
  const withReason = (row: Line, reason: Line): Line => [
    ...cell(row, lineWidth(titles)),
    toned('fact', GAP),
    ...reason,
  ];
  const reasonOf = (status: FunctionStatus): Line => {
    const isOfAnother = status.minuteMs !== null && status.minuteMs !== newestMs;
    const minute = isOfAnother ? [toned('dim', safe`${minuteName(status)} `)] : [];
    return fittingReason([...minute, ...worstPhrase(status, ownCause(causes, status.name))], room);
  };
  const title = Number.isFinite(newestMs) ? safe`WHY at ${datedMinute(newestMs, nowMs)}` : safe`WHY`;
  return [
    withReason(titles, [toned('dim', title)]),
    ...functions.map((status) => withReason(fleetRow(status, layout, context), reasonOf(status))),
  ].map(plainLine);
}

function datedMinute(minuteMs: EpochMs, nowMs: EpochMs): SafeText {
  const isOfToday = utcDay(minuteMs) === utcDay(nowMs);
  return isOfToday ? utcMinute(minuteMs) : safe`${utcDay(minuteMs)} ${utcMinute(minuteMs)}`;
}

/** Explanations are dropped clause by clause for lack of room; the figure stays. */
function fittingReason(reason: Line, width: number): Line {
  const last = reason.at(-1);
  if (last === undefined || reason.length === 1 || lineWidth(reason) <= width) return reason;
  const clause = last.text.lastIndexOf(', ');
  const shorter = clause > 0 ? [{ ...last, text: partOf(last.text, 0, clause) }] : [];
  return fittingReason([...reason.slice(0, -1), ...shorter], width);
}
