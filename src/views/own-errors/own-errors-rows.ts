import { SECOND_MS } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { heading, leftRight, lineWidth } from '../../terminal/line-layout.ts';
import { ageText, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { crumbs } from '../parts/crumbs.ts';
import { footerLine } from '../parts/footer.ts';
import { headerLine } from '../parts/header.ts';
import { innerWidth, withMargin } from '../parts/margin.ts';
import { BLANK, type ScreenRow } from '../parts/screen-row.tsx';
import { callLines, spentWords } from './call-lines.ts';
import { ownErrorLines } from './own-error-lines.ts';
import type { OwnErrorsScene } from './own-errors-scene.ts';

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
            ...ownErrorLines(each, width, times, look),
          ]),
        )),
    ...titled(safe`API CALLS`, spentWords(ledger), callLines(scene)),
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
