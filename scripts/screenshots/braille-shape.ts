import { type CellBox, type GlyphShape, px, solid } from './shape.ts';

const BLANK_BRAILLE = 0x2800;
/** Column and row of each dot, in the order of its bit. */
const DOTS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 1],
  [1, 2],
  [0, 3],
  [1, 3],
] as const;

/** U+2800 to U+28FF. */
export function brailleShape(code: number, box: CellBox): GlyphShape {
  const radius = box.width / 5.5;
  const dots = DOTS.map(([column, row], bit) => {
    if (((code - BLANK_BRAILLE) & (1 << bit)) === 0) return '';
    const x = box.x + box.width * (0.25 + column * 0.5) - radius;
    const y = box.y + box.height * (0.125 + row * 0.25);
    return `M${px(x)} ${px(y)}a${px(radius)} ${px(radius)} 0 1 0 ${px(2 * radius)} 0a${px(radius)} ${px(radius)} 0 1 0 ${px(-2 * radius)} 0z`;
  });
  return solid(dots.join(''));
}
