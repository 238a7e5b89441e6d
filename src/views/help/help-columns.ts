import { displayWidth } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { cell, firstThatFits, lineWidth } from '../../terminal/line-layout.ts';
import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { cellsOf, type HelpCell, type HelpRow, helpRow } from './help-row.ts';

/** One help entry, wrapped to a width. */
export type HelpEntry = (width: number) => readonly Line[];

/** Entries under a heading, which is repeated in each column that they reach. */
export interface HelpGroup {
  readonly heading: HelpEntry;
  readonly entries: readonly HelpEntry[];
}

export function withoutHeading(entries: readonly HelpEntry[]): HelpGroup {
  return { heading: () => [], entries };
}

const MARK_WIDTH = 19;
/** Beside the short marks of narrow columns. */
const NARROW_MARK_WIDTH = 8;
const NARROW = 50;
const AIR = 2;
const COLUMN_GAP = 2;
/** Width of a column in which most entries have one row. */
export const FOR_ENTRIES = 55;
/** Width of a column of keys where there would only be one: two of them fit into 80 cells. */
export const FOR_SHORT_MARKS = 38;

/** A command or sign with its meaning, which wraps under itself, and makes room for a longer mark. */
export function helpEntry(mark: Span, says: SafeText): HelpEntry {
  return (width) => {
    const markWidth = Math.max(markWidthIn(width), displayWidth(mark.text) + AIR);
    return markedRows([mark], [toned('fact', says)], markWidth, width);
  };
}

/**
 * Keys with their meaning. Those without room in their column follow it, so that meanings are in line.
 *
 * @param keys for each of them its ways, such as `j k` and `down up`, which are told apart only if the first has no room:
 * then its second key does the opposite, and is no other way to do the same
 */
export function keysEntry(keys: readonly (readonly SafeText[])[], says: SafeText): HelpEntry {
  return (width) => {
    const markWidth = markWidthIn(width);
    const hasRoom = (some: readonly SafeText[]) => displayWidth(spaced(some)) + AIR <= markWidth;
    const isTogether = hasRoom(keys[0] ?? []);
    const apart = isTogether ? keys.map(spaced) : keys.flat();
    const fitting = apart.filter((_, place) => place === 0 || hasRoom(apart.slice(0, place + 1)));
    const others = apart.slice(fitting.length);
    const told = (joined: SafeText): Line =>
      others.length === 0
        ? [toned('fact', says)]
        : [
            toned('fact', says),
            toned('dim', safe` (${joined}`),
            toned('focus', spaced(others)),
            toned('dim', safe`)`),
          ];
    // Names of keys, such as `down up`, are words too: without colours, only this tells them from the meaning.
    const joining = isTogether ? safe`or ` : safe`and `;
    const meaning = firstThatFits([told(joining), told(safe``)], width - markWidth);
    return markedRows([toned('focus', spaced(fitting))], meaning, markWidth, width);
  };
}

function spaced(keys: readonly SafeText[]): SafeText {
  return joinSafe(keys, safe` `);
}

function markWidthIn(width: number): number {
  return width < NARROW ? NARROW_MARK_WIDTH : MARK_WIDTH;
}

function markedRows(mark: Line, says: Line, markWidth: number, width: number): readonly Line[] {
  return evenlyWrapped(says, Math.max(1, width - markWidth)).map((line, row) => [
    ...cell(row === 0 ? mark : [], markWidth),
    ...line,
  ]);
}

/** A last row with less looks lost. */
const LEAST_END = 8;

/** In as few rows as possible, without a lone short word at the end where the row above can spare some. */
function evenlyWrapped(says: Line, width: number): readonly Line[] {
  const rows = wrappedLine(says, width);
  if (rows.length === 1) return rows;
  for (let narrower = width; narrower > width / 2; narrower--) {
    const even = wrappedLine(says, narrower);
    if (even.length > rows.length) break;
    if (lineWidth(even.at(-1) ?? []) >= LEAST_END) return even;
  }
  return rows;
}

/**
 * Groups of entries in as many columns as fit, filled column by column. No entry is split.
 *
 * @param leastForTwo the width of a column that suffices where there would only be one
 */
export function inColumns(
  groups: readonly HelpGroup[],
  width: number,
  columnNeeds = FOR_ENTRIES,
  leastForTwo = columnNeeds,
): readonly HelpRow[] {
  const count = Math.max(
    1,
    Math.floor(width / columnNeeds),
    Math.min(2, Math.floor((width + COLUMN_GAP) / leastForTwo)),
  );
  const columnWidth = Math.floor((width + COLUMN_GAP) / count);
  const columns = inEvenColumns(blocksOf(groups, columnWidth - COLUMN_GAP), count);
  return Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, row) =>
    helpRow(
      columns.map((cells) => cells[row]),
      columnWidth,
    ),
  );
}

/** An entry with the heading of its group, which is one and the same for all of them. */
interface Block {
  readonly heading: readonly Line[];
  readonly lines: readonly Line[];
}

function blocksOf(groups: readonly HelpGroup[], width: number): readonly Block[] {
  return groups.flatMap(({ heading, entries }) => {
    const drawn = heading(width);
    return entries.map((entry) => ({ heading: drawn, lines: entry(width) }));
  });
}

/** No column is higher than necessary. */
function inEvenColumns(blocks: readonly Block[], count: number): readonly (readonly HelpCell[])[] {
  const least = Math.ceil(blocks.flatMap(({ lines }) => lines).length / count);
  for (let height = least; ; height++) {
    const columns = filledTo(height, blocks);
    if (columns.length <= count) return columns;
  }
}

function filledTo(height: number, blocks: readonly Block[]): readonly (readonly HelpCell[])[] {
  const columns: HelpCell[][] = [];
  let under: readonly Line[] | null = null;
  for (const { heading, lines } of blocks) {
    const last = columns.at(-1);
    const next = heading === under ? lines : [...heading, ...lines];
    if (last !== undefined && last.length + next.length <= height) last.push(...cellsOf(next));
    else columns.push([...cellsOf([...heading, ...lines])]);
    under = heading;
  }
  return columns;
}
