import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { displayWidth } from '../../terminal/display-width.ts';
import { plainLine } from '../../terminal/draw-line.ts';
import { glyphSet } from '../../terminal/glyphs.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { ownCause } from '../../triage/cause/own-cause.ts';
import { DEFAULT_THRESHOLDS } from '../../triage/thresholds.ts';
import { FUNCTION } from './fleet-columns.ts';
import { fleetLayout, fleetRow, fleetTitles } from './fleet-table.ts';
import { MINUTE_WIDTH, minuteName } from './minute-name.ts';
import { worstPhrase } from './worst-phrase.ts';

/** Wide enough for every column but the history, which says nothing without its colours. */
const TABLE_WIDTH = 104;

/** The fleet as a table for pipes: every function a row with its whole name, worst first, with its minute and the reason in words at its end. */
export function fleetText({ functions, account, causes }: FleetSnapshot): readonly SafeText[] {
  // Thresholds colour the history alone, which is not among these columns.
  const context = { glyphs: glyphSet('ascii'), account, thresholds: DEFAULT_THRESHOLDS };
  const longest = Math.max(FUNCTION.width, ...functions.map(({ name }) => displayWidth(safeText(name))));
  const layout = fleetLayout(functions, TABLE_WIDTH, false).map((each) =>
    each.column === FUNCTION ? { ...each, width: longest } : each,
  );
  const titles = fleetTitles(layout);
  const withReason = (row: Line, minute: SafeText, reason: Line): Line => [
    ...cell(row, lineWidth(titles)),
    toned('fact', safe`  `),
    ...cell(minute, MINUTE_WIDTH),
    toned('fact', safe`  `),
    ...reason,
  ];
  return [
    withReason(titles, safe`MINUTE`, [toned('dim', safe`WHY`)]),
    ...functions.map((status) =>
      withReason(
        fleetRow(status, layout, context),
        minuteName(status),
        worstPhrase(status, ownCause(causes, status.name)),
      ),
    ),
  ].map(plainLine);
}
