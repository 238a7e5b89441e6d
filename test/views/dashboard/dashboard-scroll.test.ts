import { describe, expect, it } from 'vitest';
import { NO_PANE } from '../../../src/views/dashboard/dashboard-pane.ts';
import { factsOnScreen, functionRows } from '../../../src/views/dashboard/dashboard-rows.ts';
import { lastStep } from '../../../src/views/parts/scrolled-sections.ts';
import { sectionLines } from '../../../src/views/parts/sections.ts';
import { LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import { THROTTLED } from '../fleet/fleet-story.ts';
import { scene } from './dashboard-stories.ts';

describe('what does not fit on a dashboard', () => {
  it.each([
    { columns: 80, rows: 24, at: 'facts' },
    { columns: 60, rows: 15, at: 'facts' },
    { columns: 100, rows: 15, at: null },
    { columns: 120, rows: 24, at: 'facts' },
  ] as const)('can be scrolled to row by row on $columns x $rows, page $at', ({ at, ...size }) => {
    const scrolled = (step: number) => scene(THROTTLED, { ...size, pane: { ...NO_PANE, at }, step });
    const facts = factsOnScreen(scrolled(0))!;
    const whole = wordsOf(
      sectionLines(facts.sections, facts.width, 999, LOOK.glyphs).map((line) => ({ line })),
    );
    const seen = Array.from({ length: lastStep(facts) }, (_, step) =>
      wordsOf(functionRows(scrolled(step + 1))).join('\n'),
    );
    expect(seen.length).toBeGreaterThan(1);
    for (const row of whole)
      expect(
        seen.some((each) => each.includes(row.trim())),
        row,
      ).toBe(true);
    expect(wordsOf(functionRows(scrolled(0)))[1]).toContain(' j more ');
    expect(wordsOf(functionRows(scrolled(2)))[1]).toMatch(/ lines 2 to \d+ of \d+ /);
  });
});
