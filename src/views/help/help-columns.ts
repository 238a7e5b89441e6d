import { displayWidth } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { cell, lineWidth, wrappedLine } from '../../terminal/line-layout.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';

/** One help entry, wrapped to a width. */
export type HelpEntry = (width: number) => readonly Line[];

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

/** A key, command or sign with its meaning, which wraps under itself, and makes room for a longer mark. */
export function helpEntry(mark: Span, says: SafeText): HelpEntry {
  return (width) => {
    const usual = width < NARROW ? NARROW_MARK_WIDTH : MARK_WIDTH;
    const markWidth = Math.max(usual, displayWidth(mark.text) + AIR);
    return evenlyWrapped([toned('fact', says)], Math.max(1, width - markWidth)).map((line, row) => [
      ...cell(row === 0 ? [mark] : [], markWidth),
      ...line,
    ]);
  };
}

/** Rows give up a word where the next would only have one. */
const LONE_WORD = 12;

/** In as few rows as possible, without a lone word at the end where the row above can spare some. */
function evenlyWrapped(says: Line, width: number): readonly Line[] {
  const rows = wrappedLine(says, width);
  const end = rows.at(-1) ?? [];
  if (rows.length === 1 || lineWidth(end) > LONE_WORD) return rows;
  const narrower = wrappedLine(says, Math.max(1, width - LONE_WORD));
  return narrower.length === rows.length ? narrower : rows;
}

/**
 * Entries in as many columns as fit, filled column by column. No entry is split.
 *
 * @param leastForTwo the width of a column that suffices where there would only be one
 */
export function inColumns(
  entries: readonly HelpEntry[],
  width: number,
  columnNeeds = FOR_ENTRIES,
  leastForTwo = columnNeeds,
): readonly Line[] {
  const count = Math.max(
    1,
    Math.floor(width / columnNeeds),
    Math.min(2, Math.floor((width + COLUMN_GAP) / leastForTwo)),
  );
  const columnWidth = Math.floor((width + COLUMN_GAP) / count);
  const drawn = entries.map((entry) => entry(columnWidth - COLUMN_GAP));
  const columns = inEvenColumns(drawn, count);
  return Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, row) =>
    columns.flatMap((lines, column) => {
      const line = lines[row] ?? [];
      if (column === count - 1) return line;
      return [...cell(line, columnWidth - COLUMN_GAP), ...cell([], COLUMN_GAP)];
    }),
  );
}

/** No column is higher than necessary. */
function inEvenColumns(blocks: readonly (readonly Line[])[], count: number): readonly (readonly Line[])[] {
  for (let height = Math.ceil(blocks.flat().length / count); ; height++) {
    const columns = filledTo(height, blocks);
    if (columns.length <= count) return columns;
  }
}

function filledTo(height: number, blocks: readonly (readonly Line[])[]): readonly (readonly Line[])[] {
  const columns: Line[][] = [];
  for (const block of blocks) {
    const last = columns.at(-1);
    if (last !== undefined && last.length + block.length <= height) last.push(...block);
    else columns.push([...block]);
  }
  return columns;
}
