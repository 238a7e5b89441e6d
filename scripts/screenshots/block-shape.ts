import { type CellBox, type GlyphShape, rectangle, solid, WHOLE_CELL } from './shape.ts';

const UPPER_HALF = 0x2580;
const FULL = 0x2588;
const LEFT_EIGHTH = 0x258f;
const RIGHT_HALF = 0x2590;
const SHADES: Readonly<Record<number, number>> = { 9617: 0.25, 9618: 0.5, 9619: 0.75 };
const UPPER_EIGHTH = 0x2594;
const RIGHT_EIGHTH = 0x2595;
const FIRST_QUADRANTS = 0x2596;
/** The filled quadrants: upper left, upper right, lower left, lower right. */
const QUADRANTS = ['0010', '0001', '1000', '1011', '1001', '1110', '1101', '0100', '0110', '0111'];

/** Eighths, halves, quarters and shades: U+2580 to U+259F. */
export function blockShape(code: number, box: CellBox): GlyphShape {
  if (code === UPPER_HALF) return solid(rectangle(box, { ...WHOLE_CELL, bottom: 0.5 }));
  if (code <= FULL) return solid(rectangle(box, { ...WHOLE_CELL, top: 1 - (code - UPPER_HALF) / 8 }));
  if (code <= LEFT_EIGHTH) return solid(rectangle(box, { ...WHOLE_CELL, right: (RIGHT_HALF - code) / 8 }));
  if (code === RIGHT_HALF) return solid(rectangle(box, { ...WHOLE_CELL, left: 0.5 }));
  if (code === UPPER_EIGHTH) return solid(rectangle(box, { ...WHOLE_CELL, bottom: 1 / 8 }));
  if (code === RIGHT_EIGHTH) return solid(rectangle(box, { ...WHOLE_CELL, left: 7 / 8 }));
  const shade = SHADES[code];
  if (shade !== undefined) return solid(rectangle(box, WHOLE_CELL), shade);
  return solid(quadrants(QUADRANTS[code - FIRST_QUADRANTS] ?? '0000', box));
}

function quadrants(filled: string, box: CellBox): string {
  return [...filled]
    .map((isFilled, index) => {
      const left = (index % 2) / 2;
      const top = Math.floor(index / 2) / 2;
      return isFilled === '1' ? rectangle(box, { left, top, right: left + 0.5, bottom: top + 0.5 }) : '';
    })
    .join('');
}
