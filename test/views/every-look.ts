import type { GlyphSetName } from '../../src/terminal/theme/glyphs.ts';

export const SIZES = [
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
export const GLYPHS: readonly GlyphSetName[] = ['ascii', 'block', 'braille'];
