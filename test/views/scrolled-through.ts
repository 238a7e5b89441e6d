import { expect } from 'vitest';
import type { ScreenRow } from '../../src/views/parts/frame/screen-row.tsx';
import { lastStep, type ScrolledSections } from '../../src/views/parts/sections/scrolled-sections.ts';
import { sectionLines } from '../../src/views/parts/sections/sections.ts';
import { LOOK, wordsOf } from './fleet/fleet-on-screen.ts';

/** Each row of a text is on screen after some step, and the status says that there is more, and where one is. */
export function expectEachRowReached(
  text: ScrolledSections & { readonly width: number },
  rowsAt: (step: number) => readonly ScreenRow[],
): void {
  const whole = wordsOf(sectionLines(text.sections, text.width, 999, LOOK.glyphs).map((line) => ({ line })));
  const seen = Array.from({ length: lastStep(text) }, (_, step) => wordsOf(rowsAt(step + 1)).join('\n'));
  expect(seen.length).toBeGreaterThan(1);
  for (const row of whole)
    expect(
      seen.some((each) => each.includes(row.trim())),
      row,
    ).toBe(true);
  expect(wordsOf(rowsAt(0))[1]).toMatch(/ j more( |$)/);
  expect(wordsOf(rowsAt(2))[1]).toMatch(/ lines 2 to \d+ of \d+( |$)/);
}
