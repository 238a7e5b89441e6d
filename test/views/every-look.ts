import type { ColorDepth } from '../../src/terminal/theme/color-depth.ts';
import type { GlyphSetName } from '../../src/terminal/theme/glyphs.ts';
import type { ThemeName } from '../../src/terminal/theme/palette.ts';

export const SIZES = [
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
export const THEMES: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'none'];
export const DEPTHS: readonly ColorDepth[] = ['truecolor', '256', '16', 'none'];
export const GLYPHS: readonly GlyphSetName[] = ['ascii', 'block', 'braille'];
/** Escape sequences that set a style. */
export const STYLE = /\x1b\[[\d;]*m/g;
