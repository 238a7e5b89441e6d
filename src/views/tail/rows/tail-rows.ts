import { logName } from '../../../logs/log-name.ts';
import { placeOf } from '../../../logs/log-order.ts';
import type { LogOrigin } from '../../../logs/tail-item.ts';
import { cutLogName } from '../../../print/tail/log-names.ts';
import { heading } from '../../../terminal/drawing/heading.ts';
import { cutLine } from '../../../terminal/line-layout.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { wrappedLine } from '../../../terminal/wrapped-line.ts';
import { dimmed } from '../../parts/frame/aged-rows.ts';
import { footerLine } from '../../parts/frame/footer.ts';
import { innerWidth, withMargin } from '../../parts/frame/margin.ts';
import { BLANK, type ScreenRow } from '../../parts/frame/screen-row.tsx';
import { WIDE_SCREEN } from '../../parts/frame/wide-screen.ts';
import { headerLine } from '../../parts/header/header.ts';
import type { Look } from '../../parts/look/look.ts';
import { noPatternWords, patternLine, patternsHeading } from '../panes/pattern-rows.ts';
import { stripLines, uncountedHeading } from '../panes/strip-lines.ts';
import { type TailPanes, tailPanes } from '../panes/tail-panes.ts';
import { isAt } from '../state/tail-state.ts';
import { emptyWords } from './empty-words.ts';
import { filterLine } from './filter-line.ts';
import { itemLines } from './item-lines.ts';
import { promptLine } from './prompt-line.ts';
import { layoutOf, titleLine } from './tail-layout.ts';
import { tailNote } from './tail-note.ts';
import type { TailScene } from './tail-scene.ts';
import { tailStatusLine } from './tail-status.ts';
import { workingKeys } from './working-keys.ts';

/** `LINES` with the shortest rule beside it. */
const HEADING_WIDTH = 9;

/** The log screen, exactly as many rows as the terminal has. */
export function tailRows(scene: TailScene): readonly ScreenRow[] {
  const { snapshot, columns, rows, look, header } = scene;
  const width = innerWidth(columns);
  const panes = tailPanes(rows);
  const isPage = panes.patterns === 0 && scene.state.pane === 'patterns';
  return [
    withMargin(headerLine(header, width, columns < WIDE_SCREEN, look)),
    withMargin(tailStatusLine(scene, width)),
    withMargin(cutLine(filterLine(snapshot.wanted, look), width, look.glyphs.ellipsis)),
    ...stripRows(scene, panes, width),
    ...(isPage ? patternsPane(scene, panes.lines + 1, width) : linesPane(scene, panes.lines, width)),
    ...(panes.patterns === 0 ? [] : [BLANK, ...patternsPane(scene, panes.patterns, width)]),
    withMargin(cutLine(promptLine(scene, width), width, look.glyphs.ellipsis)),
    withMargin(footerLine(workingKeys(scene), scene.isRoot, width, header.api?.recentFailures)),
  ].slice(0, rows);
}

function linesPane(scene: TailScene, height: number, width: number): readonly ScreenRow[] {
  const { snapshot, look } = scene;
  const body = bodyRows(scene, height);
  const shown =
    body.length > 0
      ? body
      : wrappedLine([toned('dim', emptyWords(scene))], width).map((line) => withMargin(line));
  return [
    withMargin(heading(safe`LINES`, tailNote(scene, width - HEADING_WIDTH), width, look.glyphs)),
    withMargin(titleLine(layoutOf(width, snapshot, look.glyphs))),
    ...filled(shown.slice(0, height), height),
  ];
}

function stripRows(
  { strip, snapshot, header, look }: TailScene,
  panes: TailPanes,
  width: number,
): readonly ScreenRow[] {
  if (panes.strip === 0) return [];
  const times = {
    nowMs: header.nowMs,
    localOffsetMinutes: header.whereabouts.localOffsetMinutes,
    notation: look.times,
  };
  const lines =
    strip === null ? [uncountedHeading(snapshot, width, look)] : stripLines(strip, times, width, look);
  return filled(
    lines.map((line) => withMargin(line)),
    panes.strip,
  );
}

/** @param height of the patterns below their heading */
function patternsPane(scene: TailScene, height: number, width: number): readonly ScreenRow[] {
  const { patterns, state, snapshot, look } = scene;
  const isFocused = state.pane === 'patterns';
  const index = Math.min(state.patternIndex, Math.max(0, patterns.length - 1));
  const first = isFocused
    ? Math.min(Math.max(0, index - height + 1), Math.max(0, patterns.length - height))
    : 0;
  const shown = patterns.slice(first, first + height);
  const layout = layoutOf(width, snapshot, look.glyphs);
  const names = {
    width: layout.name,
    of: (origin: LogOrigin) =>
      layout.cutNames.get(logName(origin)) ??
      cutLogName(origin, layout.name - layout.gap, look.glyphs.ellipsis),
  };
  const rows = shown.map((row, place) =>
    withMargin(patternLine(row, { ...scene, names }, width), isFocused && first + place === index),
  );
  const shownRows =
    rows.length === 0 ? [withMargin([toned('dim', noPatternWords(snapshot) ?? safe``)])] : rows;
  const part =
    shown.length < patterns.length
      ? safe`${first + 1} to ${first + shown.length} of ${patterns.length}`
      : null;
  return [withMargin(patternsHeading({ ...scene, names }, width, part)), ...filled(shownRows, height)];
}

function filled(rows: readonly ScreenRow[], height: number): readonly ScreenRow[] {
  return [...rows, ...Array<ScreenRow>(Math.max(0, height - rows.length)).fill(BLANK)];
}

/** A mark is drawn in the margin: nothing moves for it. */
function markedRow(row: ScreenRow, isMarked: boolean, { glyphs }: Look): ScreenRow {
  if (!isMarked) return row;
  return { ...row, line: [strong(glyphs.pin, 'ours'), ...row.line.slice(1)] };
}

/** The items of the window as rows. With too many wrapped ones, those of the cursor stay in place. */
function bodyRows(
  { items, window, state, columns, ...scene }: TailScene,
  height: number,
): readonly ScreenRow[] {
  const layout = layoutOf(innerWidth(columns), scene.snapshot, scene.look.glyphs);
  const blocks = items.map((item) => itemLines(item, layout, { items, window, state, columns, ...scene }));
  // Nothing is new until the next sign-in. Notices about the reader stay as visible as they are.
  const isStale = scene.snapshot.status === 'expired';
  const rows = blocks.flatMap((lines, index) => {
    const item = items[index];
    // Keys have no line to act on while the patterns have the focus. In a followed log they act on the newest.
    const isAtHand = index === (window.cursor === null ? items.length - 1 : window.cursor - window.first);
    const isSelected = state.pane === 'lines' && isAtHand;
    const isMarked = item !== undefined && state.marks.some((mark) => isAt(mark, placeOf(item)));
    const drawn = lines.map((line, row) =>
      row === 0
        ? markedRow(withMargin(line, isSelected), isMarked, scene.look)
        : { ...withMargin(line, isSelected), isContinued: true },
    );
    return isStale && item?.type === 'event' ? drawn.map(dimmed) : drawn;
  });
  if (window.cursor === null) return rows.slice(-height);
  const before = blocks.slice(0, window.cursor - window.first).flat().length;
  const block = blocks[window.cursor - window.first]?.length ?? 0;
  const endsInside = Math.max(before - state.row, before + block - height);
  const start = Math.min(Math.max(0, Math.min(before, endsInside)), Math.max(0, rows.length - height));
  return rows.slice(start, start + height);
}
