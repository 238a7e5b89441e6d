import type { ScreenCell } from '../../test/screen/screen-cell.ts';
import { glyphShape } from './glyph-shape.ts';
import { type CellBox, LIGHT_PX, px } from './shape.ts';
import { BUTTONS, colorsOf, DARK_WINDOW, type WindowColors } from './window-colors.ts';

export type Grid = readonly (readonly ScreenCell[])[];

export interface WindowOptions {
  /** Title bar text. */
  readonly title: string;
  readonly colors?: WindowColors;
}

// Whole pixels at double size, so that blocks and lines of neighbouring cells meet without a seam.
const CELL_WIDTH_PX = 8.5;
const CELL_HEIGHT_PX = 18;
const FONT_SIZE_PX = 14;
const BASELINE_PX = 13.5;
const TITLE_BAR_PX = 32;
const MARGIN_PX = 12;
const CORNER_PX = 10;
const FONTS = "'JetBrains Mono', 'DejaVu Sans Mono', monospace";

/** A picture of a screen in a window. Each letter is fixed to its column, independent of the font. */
export function renderSvg(grid: Grid, { title, colors = DARK_WINDOW }: WindowOptions): string {
  const columns = grid[0]?.length ?? 0;
  const width = columns * CELL_WIDTH_PX + 2 * MARGIN_PX;
  const height = grid.length * CELL_HEIGHT_PX + TITLE_BAR_PX + MARGIN_PX;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONTS}" font-size="${FONT_SIZE_PX}">`,
    `<rect width="${width}" height="${height}" rx="${CORNER_PX}" fill="${colors.background}"/>`,
    ...BUTTONS.map(
      (color, index) => `<circle cx="${18 + index * 20}" cy="${TITLE_BAR_PX / 2}" r="6" fill="${color}"/>`,
    ),
    `<text x="${width / 2}" y="${TITLE_BAR_PX / 2 + 5}" text-anchor="middle" fill="${colors.title}">${escapeXml(title)}</text>`,
    `<g transform="translate(${MARGIN_PX} ${TITLE_BAR_PX})">`,
    ...backgrounds(grid, colors),
    ...shapes(grid, colors),
    ...texts(grid, colors),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function boxAt(column: number, row: number, cells = 1): CellBox {
  return {
    x: column * CELL_WIDTH_PX,
    y: row * CELL_HEIGHT_PX,
    width: cells * CELL_WIDTH_PX,
    height: CELL_HEIGHT_PX,
  };
}

function backgrounds(grid: Grid, colors: WindowColors): string[] {
  return grid
    .flatMap((cells, row) =>
      runsOf(cells, (cell) => colorsOf(cell, colors).background ?? '').map(({ key, start, length }) => {
        const { x, y, width, height } = boxAt(start, row, length);
        return key === ''
          ? ''
          : `<rect x="${px(x)}" y="${y}" width="${px(width)}" height="${height}" fill="${key}"/>`;
      }),
    )
    .filter((rect) => rect !== '');
}

/** One path per colour and opacity, which is far smaller than one per cell. */
function shapes(grid: Grid, colors: WindowColors): string[] {
  const fills = new Map<string, string>();
  const strokes = new Map<string, string>();
  const add = (paths: Map<string, string>, key: string, path: string) => {
    if (path !== '') paths.set(key, (paths.get(key) ?? '') + path);
  };
  for (const [row, cells] of grid.entries()) {
    for (const [column, cell] of cells.entries()) {
      const shape = glyphShape(cell.text, boxAt(column, row));
      if (shape === null) continue;
      const { foreground } = colorsOf(cell, colors);
      add(fills, `fill="${foreground}" fill-opacity="${shape.opacity}"`, shape.fill);
      add(strokes, `fill="none" stroke="${foreground}" stroke-width="${LIGHT_PX}"`, shape.stroke);
    }
  }
  return [...fills, ...strokes].map(([attributes, path]) => `<path ${attributes} d="${path}"/>`);
}

function texts(grid: Grid, colors: WindowColors): string[] {
  return grid
    .flatMap((cells, row) =>
      runsOf(cells, (cell) => styleOf(cell, colors)).map(({ key, start, length }) => {
        const letters = cells
          .slice(start, start + length)
          .map((cell, index) => ({ cell, x: boxAt(start + index, row).x }))
          .filter(({ cell, x }) => isLetter(cell, x, row));
        if (letters.length === 0) return '';
        const columns = letters.flatMap(({ cell, x }) => Array.from(cell.text, () => px(x))).join(' ');
        const words = escapeXml(letters.map(({ cell }) => cell.text).join(''));
        return `<text y="${px(row * CELL_HEIGHT_PX + BASELINE_PX)}" x="${columns}" ${key}>${words}</text>`;
      }),
    )
    .filter((text) => text !== '');
}

function isLetter(cell: ScreenCell, x: number, row: number): boolean {
  const box = { x, y: row * CELL_HEIGHT_PX, width: CELL_WIDTH_PX, height: CELL_HEIGHT_PX };
  return cell.width > 0 && cell.text.trim() !== '' && glyphShape(cell.text, box) === null;
}

function styleOf(cell: ScreenCell, colors: WindowColors): string {
  const { foreground } = colorsOf(cell, colors);
  const weight = cell.bold ? ' font-weight="700"' : '';
  const slant = cell.italic ? ' font-style="italic"' : '';
  const line = cell.underline ? ' text-decoration="underline"' : '';
  return `fill="${foreground}"${weight}${slant}${line}`;
}

interface Run {
  readonly key: string;
  readonly start: number;
  readonly length: number;
}

function runsOf(cells: readonly ScreenCell[], keyOf: (cell: ScreenCell) => string): readonly Run[] {
  const runs: Run[] = [];
  for (const [start, cell] of cells.entries()) {
    const key = keyOf(cell);
    const last = runs.at(-1);
    if (last?.key === key) runs[runs.length - 1] = { ...last, length: last.length + 1 };
    else runs.push({ key, start, length: 1 });
  }
  return runs;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
