import type { FleetSnapshot } from '../monitor/fleet-snapshot.ts';
import { plainLine } from '../terminal/draw-line.ts';
import { glyphSet } from '../terminal/glyphs.ts';
import type { Line } from '../terminal/line.ts';
import { cell, lineWidth } from '../terminal/line-layout.ts';
import { safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { toned } from '../terminal/words.ts';
import { fleetLayout, fleetRow, fleetTitles } from './fleet-table.ts';
import { worstPhrase } from './worst-phrase.ts';

/** Wide enough for every column but the history, which says nothing without its colours. */
const TABLE_WIDTH = 104;

/** The fleet as a table for pipes: every function a row, worst first, with the reason in words at its end. */
export function fleetText({ functions, account }: FleetSnapshot): readonly SafeText[] {
  const glyphs = glyphSet('ascii');
  const longest = Math.max(0, ...functions.map(({ name }) => name.length));
  const layout = fleetLayout(Math.max(TABLE_WIDTH, TABLE_WIDTH - 26 + longest), false);
  const titles = fleetTitles(layout);
  const withReason = (row: Line, reason: Line): Line => [
    ...cell(row, lineWidth(titles)),
    toned('fact', safe`  `),
    ...reason,
  ];
  return [
    withReason(titles, [toned('dim', safe`WHY`)]),
    ...functions.map((status) => withReason(fleetRow(status, layout, account, glyphs), worstPhrase(status))),
  ].map(plainLine);
}
