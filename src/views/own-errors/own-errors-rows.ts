import { SECOND_MS } from '../../lambda/time.ts';
import { heading } from '../../terminal/drawing/heading.ts';
import type { Line } from '../../terminal/line.ts';
import { leftRight, lineWidth } from '../../terminal/line-layout.ts';
import { ageInWords, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { crumbs } from '../parts/frame/crumbs.ts';
import { footerLine } from '../parts/frame/footer.ts';
import { innerWidth, withMargin } from '../parts/frame/margin.ts';
import { BLANK, type ScreenRow } from '../parts/frame/screen-row.tsx';
import { WIDE_SCREEN } from '../parts/frame/wide-screen.ts';
import { headerLine } from '../parts/header/header.ts';
import { isReplay } from '../parts/header/header-facts.ts';
import type { Look } from '../parts/look/look.ts';
import { callLines, spentWords } from './call-lines.ts';
import { ownErrorLines } from './own-error-lines.ts';
import type { OwnErrorsScene } from './own-errors-scene.ts';

/** Rows around: header, breadcrumb and blank above; blank and footer below. */
const ROWS_AROUND = 5;

/** Height of a page of the screen. */
export function ownErrorsHeight(rows: number): number {
  return Math.max(1, rows - ROWS_AROUND);
}

/** Failures with what they hide and what to do; then the calls, their number and cost. */
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
    withMargin(headerLine(header, width, columns < WIDE_SCREEN, look)),
    withMargin(leftRight(path, part, width, look.glyphs.ellipsis)),
    BLANK,
    ...shown,
    ...Array<ScreenRow>(height - shown.length).fill(BLANK),
    BLANK,
    withMargin(footerLine(footerKeys(look, text.length > height), false, width)),
  ].slice(0, rows);
}

const SCROLLS = safe`scroll`;

/** Keys that scroll are named where there is more to see. */
function footerKeys({ keymap }: Look, isLonger: boolean): readonly KeyBinding[] {
  return bindingsOn('ownErrors', keymap).map((binding) =>
    isLonger && (binding.action === 'down' || binding.action === 'up')
      ? { ...binding, hint: SCROLLS }
      : binding,
  );
}

/** Which lines of a longer text are visible. */
function shownPart(first: number, height: number, lines: number): Line {
  if (lines <= height) return [];
  return [toned('dim', safe`lines ${first + 1} to ${Math.min(lines, first + height)} of ${lines}`)];
}

/** The last row that may be at the top for a text of that many lines. */
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
            ...ownErrorLines(each, width, { times, isReplay: isReplay(scene.header) }, look),
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
    return words`No call has failed in the last 10 min; the last one did ${agoWords(nowMs - newest.lastMs)}`;
  const count = ledger.recentFailures;
  const failed = safe`${groupedText(count)} ${count === 1 ? safe`call` : safe`calls`} failed`;
  return words`${strong(failed, 'warn')} in the last 10 min, the last ${agoWords(nowMs - newest.lastMs)}`;
}

/** With constant failures, the row would change every second without saying more. */
const JUST_NOW_MS = 10 * SECOND_MS;

function agoWords(ms: number): SafeText {
  return ms < JUST_NOW_MS ? safe`just now` : safe`${ageInWords(ms)} ago`;
}
