import { type CellBox, type GlyphShape, HEAVY_PX, LIGHT_PX, px, solid } from './shape.ts';

/** Arms from the middle of the cell, as upper, right, lower and left weight: 0 none, 1 light, 2 heavy. */
const ARMS: Readonly<Record<string, string>> = {
  ...{
    '─': '0101',
    '━': '0202',
    '│': '1010',
    '┃': '2020',
    '┌': '0110',
    '┏': '0220',
    '┐': '0011',
    '┓': '0022',
  },
  ...{
    '└': '1100',
    '┗': '2200',
    '┘': '1001',
    '┛': '2002',
    '├': '1110',
    '┣': '2220',
    '┤': '1011',
    '┫': '2022',
  },
  ...{
    '┬': '0111',
    '┳': '0222',
    '┴': '1101',
    '┻': '2202',
    '┼': '1111',
    '╋': '2222',
    '╴': '0001',
    '╵': '1000',
  },
  ...{
    '╶': '0100',
    '╷': '0010',
    '╸': '0002',
    '╹': '2000',
    '╺': '0200',
    '╻': '0020',
    '╼': '0201',
    '╽': '1020',
  },
  ...{
    '╾': '0102',
    '╿': '2010',
    '┝': '1210',
    '┥': '1012',
    '┿': '1212',
    '┠': '2120',
    '┨': '2021',
    '╂': '2121',
  },
};

/** Dashes of a cell, horizontal or vertical. */
const DASHES: Readonly<Record<string, readonly [count: number, weight: number, across: boolean]>> = {
  ...{
    '╌': [2, 1, true],
    '╍': [2, 2, true],
    '┄': [3, 1, true],
    '┅': [3, 2, true],
    '┈': [4, 1, true],
    '┉': [4, 2, true],
  },
  ...{
    '╎': [2, 1, false],
    '╏': [2, 2, false],
    '┆': [3, 1, false],
    '┇': [3, 2, false],
    '┊': [4, 1, false],
    '┋': [4, 2, false],
  },
};

/** Where a rounded corner goes from the middle: right or left, then down or up. */
const ROUNDED: Readonly<Record<string, readonly [across: 1 | -1, down: 1 | -1]>> = {
  '╭': [1, 1],
  '╮': [-1, 1],
  '╯': [-1, -1],
  '╰': [1, -1],
};

const DASH_SHARE = 0.6;

/** Null for a character that is left to the font, such as a double line. */
export function boxLineShape(character: string, box: CellBox): GlyphShape | null {
  const arms = ARMS[character];
  if (arms !== undefined) return solid(armAreas(arms, box));
  const dashes = DASHES[character];
  if (dashes !== undefined) return solid(dashAreas(...dashes, box));
  const rounded = ROUNDED[character];
  return rounded === undefined ? null : { fill: '', stroke: roundedCorner(...rounded, box), opacity: 1 };
}

function armAreas(arms: string, box: CellBox): string {
  const [up = 0, right = 0, down = 0, left = 0] = Array.from(arms, (weight) => thicknessPx(Number(weight)));
  const middleX = box.x + box.width / 2;
  const middleY = box.y + box.height / 2;
  // Arms extend past the middle by half the thickness of the crossing arms, so that corners are closed.
  const overX = Math.max(up, down) / 2;
  const overY = Math.max(left, right) / 2;
  return [
    area(middleX - up / 2, box.y, up, box.height / 2 + overY),
    area(middleX - down / 2, middleY - overY, down, box.height / 2 + overY),
    area(box.x, middleY - left / 2, box.width / 2 + overX, left),
    area(middleX - overX, middleY - right / 2, box.width / 2 + overX, right),
  ].join('');
}

function dashAreas(count: number, weight: number, across: boolean, box: CellBox): string {
  const thick = thicknessPx(weight);
  const step = (across ? box.width : box.height) / count;
  const length = step * DASH_SHARE;
  return Array.from({ length: count }, (_, index) => {
    const start = index * step + (step - length) / 2;
    return across
      ? area(box.x + start, box.y + (box.height - thick) / 2, length, thick)
      : area(box.x + (box.width - thick) / 2, box.y + start, thick, length);
  }).join('');
}

function roundedCorner(across: 1 | -1, down: 1 | -1, box: CellBox): string {
  const middleX = box.x + box.width / 2;
  const middleY = box.y + box.height / 2;
  const edgeX = middleX + (across * box.width) / 2;
  const edgeY = middleY + (down * box.height) / 2;
  const radius = box.width / 2;
  return `M${px(edgeX)} ${px(middleY)}Q${px(middleX)} ${px(middleY)} ${px(middleX)} ${px(middleY + down * radius)}V${px(edgeY)}`;
}

function thicknessPx(weight: number): number {
  return weight === 0 ? 0 : weight === 1 ? LIGHT_PX : HEAVY_PX;
}

function area(x: number, y: number, width: number, height: number): string {
  return width === 0 || height === 0 ? '' : `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`;
}
