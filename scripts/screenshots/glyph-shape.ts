import { blockShape } from './block-shape.ts';
import { boxLineShape } from './box-line-shape.ts';
import { brailleShape } from './braille-shape.ts';
import { type CellBox, type GlyphShape, LIGHT_PX, rectangle, solid, WHOLE_CELL } from './shape.ts';

/** `⎽`, a light line along the bottom. */
const BOTTOM_LINE = 0x23bd;

/**
 * The shape of a character that must join its neighbours without a seam: box lines, blocks and braille. Null for all
 * others, which a font draws.
 */
export function glyphShape(character: string, box: CellBox): GlyphShape | null {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x2500 && code <= 0x257f) return boxLineShape(character, box);
  if (code >= 0x2580 && code <= 0x259f) return blockShape(code, box);
  if (code >= 0x2800 && code <= 0x28ff) return brailleShape(code, box);
  if (code === BOTTOM_LINE) return solid(rectangle(box, { ...WHOLE_CELL, top: 1 - LIGHT_PX / box.height }));
  return null;
}
