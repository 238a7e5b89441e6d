import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glyphSet } from '../../src/terminal/theme/glyphs.ts';
import { createTheme } from '../../src/terminal/theme/theme.ts';
import { drawnRow } from '../../src/views/parts/frame/screen-row.tsx';
import { LOOK } from '../views/fleet/fleet-on-screen.ts';
import { hostileScreens } from './hostile-screens.ts';
import { hostileText } from './hostile-text.ts';
import { expectWholeRows, observedTerminal } from './observed-terminal.ts';

const texts = fc.array(hostileText, { minLength: 1, maxLength: 6 });
const SIZES = [
  { columns: 60, rows: 15, glyphs: 'ascii', runs: 12 },
  { columns: 80, rows: 24, glyphs: 'block', runs: 12 },
  { columns: 120, rows: 40, glyphs: 'braille', runs: 12 },
] as const;

describe('hostile text in an account and its logs', () => {
  it.each(SIZES)(
    'does nothing to a terminal but fill its rows, on any screen, at $columns x $rows',
    async (size) => {
      const { columns, rows } = size;
      const look = { ...LOOK, theme: createTheme('dark', 'truecolor'), glyphs: glyphSet(size.glyphs) };
      // Room for a mark on everything that can be copied, in up to eight rows.
      const observed = observedTerminal(columns + 1, rows + 80);
      await fc.assert(
        fc.asyncProperty(texts, async (said) => {
          for (const [name, screen] of Object.entries(hostileScreens(said, size, look))) {
            if (name !== 'rows') expect([name, screen.length]).toEqual([name, rows]);
            await expectWholeRows(
              observed,
              screen.map((row) => drawnRow(row, columns, look)),
            );
          }
        }),
        { numRuns: size.runs },
      );
      observed.terminal.dispose();
    },
  );
});
