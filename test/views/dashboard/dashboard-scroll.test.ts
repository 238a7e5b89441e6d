import { describe, it } from 'vitest';
import { factsOnScreen, functionRows } from '../../../src/views/dashboard/dashboard-rows.ts';
import { NO_PANE } from '../../../src/views/dashboard/panes.ts';
import { THROTTLED } from '../fleet/fleet-story.ts';
import { expectEachRowReached } from '../scrolled-through.ts';
import { scene } from './dashboard-stories.ts';

describe('what does not fit on a dashboard', () => {
  it.each([
    { columns: 80, rows: 18, at: 'facts' },
    { columns: 60, rows: 15, at: 'facts' },
    { columns: 100, rows: 15, at: null },
    { columns: 120, rows: 24, at: 'facts' },
  ] as const)('can be scrolled to row by row on $columns x $rows, page $at', ({ at, ...size }) => {
    const scrolled = (step: number) => scene(THROTTLED, { ...size, pane: { ...NO_PANE, at }, step });
    expectEachRowReached(factsOnScreen(scrolled(0))!, (step) => functionRows(scrolled(step)));
  });
});
