import { versionMark } from '../../../lambda/log-stream.ts';
import type { StoryEvent, StoryItem } from '../../../logs/lines/story-item.ts';
import { logName } from '../../../logs/log-name.ts';
import { placeOf } from '../../../logs/log-order.ts';
import { cutWriter, writerOf } from '../../../print/tail/log-names.ts';
import { gapWords, noticeWords } from '../../../print/tail/notice-words.ts';
import { messageLines, rowCells, type TailCells } from '../../../print/tail/tail-cells.ts';
import { blanks, displayWidth, startOf } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { cell, cutLine, firstThatFits, lineWidth } from '../../../terminal/line-layout.ts';
import { partOf } from '../../../terminal/safe-edits.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { toned } from '../../../terminal/words.ts';
import { wrappedLine } from '../../../terminal/wrapped-line.ts';
import { keyOf } from '../../keys/key-label.ts';
import { timeoutMsOf } from '../../log/tail-logs.ts';
import { innerWidth } from '../../parts/frame/margin.ts';
import { textInNotation } from '../../parts/look/local-times.ts';
import type { Look } from '../../parts/look/look.ts';
import { clockTimes, timeCell } from '../../parts/look/time-notation.ts';
import { markedLine } from '../state/tail-find.ts';
import { isAt } from '../state/tail-state.ts';
import { CUT_SHORT, expandedLines, MOST_EXPANDED_ROWS } from './expanded-lines.ts';
import { ruledLines } from './ruled-lines.ts';
import type { TailLayout } from './tail-layout.ts';
import type { TailScene } from './tail-scene.ts';

/** An item as one row, or when wrapped, as many as it takes. */
export function itemLines(item: StoryItem, layout: TailLayout, scene: TailScene): readonly Line[] {
  const { look, columns, header } = scene;
  const ruled = (words: SafeText, tone: 'warn' | 'dim') => {
    const said = saidOf(item, textInNotation(words, clockTimes({ ...header, look })), scene);
    return ruledLines(said, tone, innerWidth(columns), look.glyphs);
  };
  switch (item.type) {
    case 'event':
      return eventLines(item, layout, scene);
    case 'gap':
      return ruled(gapWords(item, header.nowMs), item.endMs === null ? 'warn' : 'dim');
    case 'notice':
      return ruled(
        noticeWords(item),
        item.kind === 'recovered' || item.kind === 'streaming' ? 'dim' : 'warn',
      );
  }
}

/** With several logs, which one it concerns. */
function saidOf({ origin }: StoryItem, words: SafeText, { snapshot }: TailScene): SafeText {
  if (origin === undefined || snapshot.logs.length < 2) return words;
  return safe`${safeText(logName(origin))}: ${words}`;
}

function eventLines(
  item: StoryEvent,
  layout: TailLayout,
  { state, look, header, snapshot, functions, columns }: TailScene,
): readonly Line[] {
  const { glyphs } = look;
  const cells = rowCells(item, glyphs, timeoutMsOf(item, snapshot, functions));
  const context = { nowMs: header.nowMs, localOffsetMinutes: header.whereabouts.localOffsetMinutes };
  const head: Line = [
    ...cell(
      [toned('dim', timeCell(item.event.timestampMs, look.times, context, layout.time - layout.gap))],
      layout.time,
    ),
    ...nameCell(item, layout, glyphs),
    cells.environmentBar,
    ...inColumn([cells.environment], layout.environment - lineWidth([cells.environmentBar]), layout, glyphs),
    ...versionCell(item, layout, glyphs),
    ...cell([cells.request], layout.request),
    ...cell([cells.level], layout.level),
  ];
  const marked = (line: Line) =>
    state.find === null || state.find.words === '' ? line : markedLine(line, state.find.words);
  const rows = state.wraps
    ? wrappedMessage(item, cells, layout.message, look)
    : [messageLine(cells, state.left, layout.message, glyphs)];
  const beside: Line = [
    toned('fact', blanks(layout.time + layout.name)),
    cells.environmentBar,
    toned('fact', blanks(lineWidth(head) - layout.time - layout.name - lineWidth([cells.environmentBar]))),
  ];
  const shown = rows.map((row, index) => [
    ...(index === 0 ? marked(head) : beside),
    ...cell(marked(row), layout.message),
  ]);
  if (!isAt(state.expanded, placeOf(item))) return shown;
  const indent = layout.time + layout.name;
  const width = innerWidth(columns) - indent - EXPANSION_MARGIN;
  const lines = expandedLines(item, width);
  const kept = lines.length > MOST_EXPANDED_ROWS ? [...lines.slice(0, MOST_EXPANDED_ROWS), CUT_SHORT] : lines;
  return [
    ...shown,
    ...kept.map((line) => [
      toned('fact', blanks(indent)),
      cells.environmentBar,
      toned('fact', safe` `),
      ...cell(marked(line), width, 'left', glyphs.ellipsis),
    ]),
  ];
}

/** As the name of the stream tells it, beside the environment. */
function versionCell({ event }: StoryEvent, layout: TailLayout, glyphs: Glyphs): Line {
  const mark = versionMark(event.logStream);
  const told = mark !== null && layout.versionMarks.has(mark) ? safeText(mark) : safe``;
  return inColumn([toned('dim', told)], layout.version, layout, glyphs);
}

/** Cut to leave the gap behind the column. */
function inColumn(line: Line, width: number, { gap }: TailLayout, { ellipsis }: Glyphs): Line {
  return cell(width <= gap ? [] : cutLine(line, width - gap, ellipsis), width);
}

/** Related names share their beginning, so a long one keeps its end. */
function nameCell({ event, origin }: StoryEvent, { name, gap, cutNames }: TailLayout, glyphs: Glyphs): Line {
  if (name === 0 || origin === undefined) return cell([], name);
  const text = cutNames.get(writerOf(event, origin)) ?? cutWriter(event, origin, name - gap, glyphs.ellipsis);
  return cell([toned('fact', text)], name);
}

/**
 * However long the message, the marks are visible: repeats right after it, lateness at the right edge, where such marks
 * align.
 */
function messageLine(
  { message, briefMessages, repeats, late }: TailCells,
  left: number,
  width: number,
  glyphs: Glyphs,
): Line {
  const room = width - lineWidth(repeats) - lineWidth(late);
  // A user who scrolls sideways wants all of it.
  const said = left > 0 ? movedLeft(message, left) : firstThatFits([message, ...briefMessages], room);
  return withMarks(cutLine(said, room, glyphs.ellipsis), { repeats, late }, width);
}

function withMarks(said: Line, { repeats, late }: Pick<TailCells, 'repeats' | 'late'>, width: number): Line {
  return [...cell([...said, ...repeats], width - lineWidth(late)), ...late];
}

function movedLeft(line: Line, cells: number): Line {
  if (cells === 0) return line;
  let toSkip = cells;
  return line.flatMap((part) => {
    const skipped = startOf(part.text, toSkip);
    toSkip -= displayWidth(skipped);
    const text = partOf(part.text, skipped.length);
    return text === '' ? [] : [{ ...part, text }];
  });
}

/** The environment's bar and a space. */
const EXPANSION_MARGIN = 2;

/** Lambda's own lines are shown in words. */
function isOneLine({ line }: StoryEvent): boolean {
  return line.report !== null || (line.kind === 'start' && line.version !== null);
}

/** More of one message belongs in a pager: the other lines should stay visible. */
const MOST_ROWS = 20;

function wrappedMessage(
  item: StoryEvent,
  cells: TailCells,
  width: number,
  { keymap }: Look,
): readonly Line[] {
  const lines = isOneLine(item) ? [cells.message] : messageLines(item);
  const rows = lines.flatMap((line) =>
    wrappedLine(line, width - lineWidth([...cells.repeats, ...cells.late])),
  );
  const shown = rows.slice(0, MOST_ROWS);
  if (rows.length > MOST_ROWS)
    shown.push([toned('dim', safe`and more; ${keyOf('save', keymap)} saves all of it`)]);
  const [first = [], ...others] = shown;
  return [withMarks(first, cells, width), ...others];
}
