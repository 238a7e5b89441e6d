import type { Line, Span } from '../../terminal/line.ts';
import { cell, wrappedLine } from '../../terminal/line-layout.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';

/** One help entry, wrapped to a width. */
export type HelpEntry = (width: number) => readonly Line[];

const MARK_WIDTH = 19;
const COLUMN_GAP = 2;
/** Width of a column of keys. */
const FOR_KEYS = 55;

/** A key, command or sign with its meaning, which wraps under itself. */
export function helpEntry(mark: Span, says: SafeText): HelpEntry {
  return (width) =>
    wrappedLine([toned('fact', says)], Math.max(1, width - MARK_WIDTH)).map((line, row) => [
      ...cell(row === 0 ? [mark] : [], MARK_WIDTH),
      ...line,
    ]);
}

/** Entries in as many columns as fit, filled column by column. No entry is split. */
export function inColumns(
  entries: readonly HelpEntry[],
  width: number,
  columnNeeds = FOR_KEYS,
): readonly Line[] {
  const count = Math.max(1, Math.floor(width / columnNeeds));
  const columnWidth = Math.floor(width / count);
  const drawn = entries.map((entry) => entry(count === 1 ? width : columnWidth - COLUMN_GAP));
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
