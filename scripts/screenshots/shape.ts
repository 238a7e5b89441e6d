/** The rectangle of one cell, in pixels. */
export interface CellBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** SVG path data. Fills are closed areas, strokes are centre lines of light thickness. */
export interface GlyphShape {
  readonly fill: string;
  readonly stroke: string;
  readonly opacity: number;
}

export const LIGHT_PX = 1;
export const HEAVY_PX = 2.5;

export function solid(fill: string, opacity = 1): GlyphShape {
  return { fill, stroke: '', opacity };
}

/** The sides of a shape, as fractions of the cell from its top left corner. */
export interface Sides {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const WHOLE_CELL: Sides = { left: 0, top: 0, right: 1, bottom: 1 };

/** Path data of a rectangle. */
export function rectangle(box: CellBox, { left, top, right, bottom }: Sides): string {
  const x = box.x + left * box.width;
  const y = box.y + top * box.height;
  return `M${px(x)} ${px(y)}h${px((right - left) * box.width)}v${px((bottom - top) * box.height)}h${px((left - right) * box.width)}z`;
}

export function px(value: number): string {
  return String(Math.round(value * 1_000) / 1_000);
}
