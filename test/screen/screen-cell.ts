import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless';

/** `#rrggbb`, an index into the 256 colours, or null for the terminal's default. */
export type ScreenColor = string | number | null;

export interface ScreenCell {
  readonly text: string;
  /** 2 for a wide character, and 0 for the cell that it covers. */
  readonly width: number;
  readonly foreground: ScreenColor;
  readonly background: ScreenColor;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly reverse: boolean;
}

export function cellAt(terminal: Terminal, x: number, y: number): ScreenCell {
  const cell = visibleLine(terminal, y)?.getCell(x);
  if (cell === undefined) throw new RangeError(`no cell at column ${x}, row ${y}`);
  return {
    text: cell.getChars() || ' ',
    width: cell.getWidth(),
    foreground: colorOf(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor()),
    background: colorOf(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor()),
    bold: isOn(cell, 'isBold'),
    faint: isOn(cell, 'isDim'),
    italic: isOn(cell, 'isItalic'),
    underline: isOn(cell, 'isUnderline'),
    reverse: isOn(cell, 'isInverse'),
  };
}

/** The visible rows of the terminal, without trailing spaces. */
export function visibleText(terminal: Terminal): string[] {
  return Array.from(
    { length: terminal.rows },
    (_, y) => visibleLine(terminal, y)?.translateToString(false, 0, terminal.cols).trimEnd() ?? '',
  );
}

function visibleLine(terminal: Terminal, y: number): IBufferLine | undefined {
  return terminal.buffer.active.getLine(terminal.buffer.active.viewportY + y);
}

function colorOf(isRgb: boolean, isIndexed: boolean, value: number): ScreenColor {
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`;
  return isIndexed ? value : null;
}

function isOn(cell: IBufferCell, attribute: 'isBold' | 'isDim' | 'isItalic' | 'isUnderline' | 'isInverse') {
  return cell[attribute]() !== 0;
}
