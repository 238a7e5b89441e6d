import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { withMargin } from '../parts/frame/margin.ts';
import { BLANK, type ScreenRow } from '../parts/frame/screen-row.tsx';

/** A row of one entry in its column. */
export interface HelpCell {
  readonly line: Line;
  /** How many rows of the entry stand above it and below it. */
  readonly above: number;
  readonly below: number;
}

/** A row of the help: in each of its columns a row of another entry. */
export interface HelpRow extends ScreenRow {
  readonly cells: readonly HelpCell[];
  /** With the gap to the next column. */
  readonly columnWidth: number;
}

export const BLANK_ROW: HelpRow = { ...BLANK, cells: [], columnWidth: 0 };
const NOTHING: HelpCell = { line: [], above: 0, below: 0 };

/** The rows of one entry. */
export function cellsOf(lines: readonly Line[]): readonly HelpCell[] {
  return lines.map((line, place) => ({ line, above: place, below: lines.length - 1 - place }));
}

export function helpRow(cells: readonly (HelpCell | undefined)[], columnWidth = 0): HelpRow {
  const told = cells.map((each = NOTHING) => each);
  const last = told.length - 1;
  const line = told.flatMap((each, column) => (column === last ? each.line : cell(each.line, columnWidth)));
  return { ...withMargin(line), cells: told, columnWidth };
}

/** A heading, which is not shown without the first of what it is above. */
export function headingRow(line: Line, [first]: readonly HelpRow[]): HelpRow {
  const below = first === undefined ? 0 : 1 + Math.max(...first.cells.map((each) => each.below));
  return helpRow([{ line, above: 0, below }]);
}

/** A part of the text, without what of an entry has no room for all of its rows. */
export function wholeEntries(text: readonly HelpRow[], first: number, height: number): readonly ScreenRow[] {
  return text.slice(first, first + height).map((row, place) => {
    const isWhole = ({ above, below }: HelpCell) => above <= place && place + below < height;
    if (row.cells.every(isWhole)) return row;
    return helpRow(
      row.cells.map((each) => (isWhole(each) ? each : NOTHING)),
      row.columnWidth,
    );
  });
}

/** How many rows two pages share, so that an entry missing from one is whole on the other. */
export function sharedByPages(text: readonly HelpRow[]): number {
  return Math.max(0, ...text.flatMap(({ cells }) => cells.map(({ above, below }) => above + below)));
}
