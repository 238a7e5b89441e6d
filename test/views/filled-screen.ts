import { expect } from 'vitest';
import { displayWidth } from '../../src/terminal/display-width.ts';
import type { SafeText } from '../../src/terminal/text.ts';
import { glyphSet } from '../../src/terminal/theme/glyphs.ts';
import { createTheme } from '../../src/terminal/theme/theme.ts';
import { drawnRow, type ScreenRow } from '../../src/views/parts/frame/screen-row.tsx';
import type { Look } from '../../src/views/parts/look/look.ts';
import { DEPTHS, GLYPHS, STYLE, THEMES } from './every-look.ts';
import { LOOK } from './fleet/fleet-on-screen.ts';

/** Expects that in every look the screen fills its terminal exactly and has no other effect on it. */
export function expectFilled(
  { columns, rows: height }: { readonly columns: number; readonly rows: number },
  rowsIn: (look: Look) => readonly ScreenRow[],
): void {
  for (const name of GLYPHS) {
    const glyphs = glyphSet(name);
    const rows = rowsIn({ ...LOOK, glyphs });
    expect(rows).toHaveLength(height);
    for (const theme of THEMES) {
      for (const depth of DEPTHS) {
        const look = { ...LOOK, glyphs, theme: createTheme(theme, depth) };
        for (const row of rows) {
          const drawn = drawnRow(row, columns, look).replace(STYLE, '');
          expect(displayWidth(drawn as SafeText)).toBe(columns);
          expect(drawn).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
        }
      }
    }
  }
}
