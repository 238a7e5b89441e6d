import { Box, Text } from 'ink';
import { createContext, memo, useContext } from 'react';
import { inAscii } from '../../../terminal/drawing/ascii-line.ts';
import { drawLine } from '../../../terminal/drawing/draw-line.ts';
import type { Line } from '../../../terminal/line.ts';
import { cutLine, firstThatFits, lineText } from '../../../terminal/line-layout.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { keyOf } from '../../keys/key-label.ts';
import type { Look } from '../look/look.ts';
import type { WindowSize } from './window-size.ts';

/** One row of a screen, and whether it is selected. */
export interface ScreenRow {
  readonly line: Line;
  readonly isSelected?: boolean;
  /** Whether it goes on with what the row above begins, which has the sign for both. */
  readonly isContinued?: boolean;
}

export const BLANK: ScreenRow = { line: [] };

/** Every screen leaves one column free on either side. */
export const MARGIN = 1;

const SMALLEST = { columns: 60, rows: 15 };

/** Whether the terminal is too small for any screen: one line replaces it. */
export function isTooSmall({ columns, rows }: WindowSize): boolean {
  return columns < SMALLEST.columns || rows < SMALLEST.rows;
}

/** Replaces the last rows of the screen, usually one. */
export const LastRows = createContext<readonly Line[] | null>(null);

interface ScreenProps {
  readonly rows: readonly ScreenRow[];
  readonly columns: number;
  readonly height: number;
  readonly look: Look;
}

/**
 * Exactly `columns` × `height` cells. Each row is one finished ANSI string, keyed by its position, so that React only
 * changes text, without any layout. A root one row too high would make Ink clear the screen with every frame.
 */
export function Screen({ rows, columns, height, look }: ScreenProps) {
  const isHidden = isTooSmall({ columns, rows: height });
  const last = useContext(LastRows) ?? [];
  const shown = isHidden ? [tooSmall(columns, height, look)] : withLastRows(rows, last, height);
  return (
    <Box flexDirection="column" width={columns} height={height}>
      {Array.from({ length: height }, (_, place) => {
        const text = drawnOnce(shown[place] ?? BLANK, columns, look);
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen
        return <Row key={place} text={text} />;
      })}
    </Box>
  );
}

/**
 * The rows of a screen with others in place of the last ones. Two of them take the place of the footer and of the blank
 * above it, and hide nothing; more don't touch the text above, except for the selected row, which they may be about.
 */
export function withLastRows(
  rows: readonly ScreenRow[],
  last: readonly Line[],
  height: number,
): readonly ScreenRow[] {
  if (last.length === 0) return rows;
  const above = rows[height - last.length - 1] ?? BLANK;
  const needsAir = last.length > 2 && above.isSelected !== true && lineText(above.line).trim() !== '';
  const air = needsAir ? [BLANK] : [];
  const replacing = [...air, ...last.map(lastRow)];
  return [
    ...Array.from({ length: Math.max(0, height - replacing.length) }, (_, place) => rows[place] ?? BLANK),
    ...replacing,
  ].slice(-height);
}

interface Drawn {
  readonly columns: number;
  readonly look: Look;
  readonly text: string;
}

const drawn = new WeakMap<ScreenRow, Drawn>();

/** A row that is on screen again is not drawn again. */
function drawnOnce(row: ScreenRow, columns: number, look: Look): string {
  const before = drawn.get(row);
  if (before?.columns === columns && before.look === look) return before.text;
  const text = drawnRow(row, columns, look);
  drawn.set(row, { columns, look, text });
  return text;
}

/** A row as exactly `columns` cells, with the last one free. */
export function drawnRow(row: ScreenRow, columns: number, look: Look): string {
  const { line, isSelected = false, isContinued = false } = row;
  const signed = isSelected && !isContinued ? withSign(line, look) : line;
  const kept = cutLine(signed, columns - MARGIN, look.glyphs.ellipsis);
  const shown = look.glyphs.name === 'ascii' ? inAscii(kept) : kept;
  return drawLine(shown, columns, look.theme, { band: isSelected });
}

/** A tinted band alone is easily overlooked. In the margin, a mark of the row's own takes the place of the sign. */
function withSign([margin, ...content]: Line, { glyphs }: Look): Line {
  const isFree = margin === undefined || margin.text.trim() === '';
  return [isFree ? strong(glyphs.selected, 'focus') : { ...margin, marked: true }, ...content];
}

function lastRow(line: Line): ScreenRow {
  return { line: [toned('fact', safe` `), ...line] };
}

/** The hidden screen stays mounted: its log is still being read when the terminal grows again. */
function tooSmall(columns: number, rows: number, { keymap }: Look): ScreenRow {
  const { columns: fewestColumns, rows: fewestRows } = SMALLEST;
  const needs = toned('warn', safe`lmon needs ${fewestColumns}x${fewestRows}, has ${columns}x${rows}`);
  const leave: Line = [
    toned('fact', safe`   `),
    toned('focus', keyOf('quit', keymap)),
    toned('dim', safe` quit`),
  ];
  return { line: firstThatFits([[needs, ...leave], [needs]], columns - MARGIN) };
}

const Row = memo(function Row({ text }: { readonly text: string }) {
  return <Text wrap="truncate">{text}</Text>;
});
