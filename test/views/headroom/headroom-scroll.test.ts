import { describe, expect, it } from 'vitest';
import { headroomRows, headroomText } from '../../../src/views/headroom/headroom-rows.ts';
import type { HeadroomScene } from '../../../src/views/headroom/headroom-scene.ts';
import { CALM, type FunctionStory, IDLE, LAGGING, THROTTLED } from '../fleet/fleet-story.ts';
import { expectEachRowReached } from '../scrolled-through.ts';
import { BLOCKED, GROWING, OFF, onScreen, SHORT_CALLS, scene } from './headroom-stories.ts';

describe('what does not fit on the headroom screen', () => {
  it.each([
    { columns: 80, rows: 16, page: 1 },
    { columns: 60, rows: 15, page: 3 },
    { columns: 120, rows: 24, page: 0 },
  ])('can be scrolled to row by row on $columns x $rows, page $page', ({ page, ...size }) => {
    const scrolled = (step: number) => scene(THROTTLED, { ...size, page, step });
    expectEachRowReached(headroomText(scrolled(0))!, (step) => headroomRows(scrolled(step)));
  });

  it('never leaves a page blank: of a first command longer than the page, its beginning is shown', () => {
    const access = { profile: 'a-profile-with-quite-a-long-name', endpointUrl: 'http://127.0.0.1:15666' };
    const size = { columns: 60, rows: 15, page: 3 };
    const words = onScreen(THROTTLED, {
      ...size,
      access: { ...access, region: 'eu-west-1', lmon: 'lmon', isDemo: false },
    });
    expect(words).toContain('1 reads: what checkout-api reserves now');
    expect(words).toMatch(/ lines 1 to \d+ of \d+ +page 4 of 4/);
  });

  const TOLD = [CALM, THROTTLED, LAGGING, BLOCKED, IDLE, SHORT_CALLS, GROWING, OFF];

  it.each(TOLD)('is announced in two columns exactly when something is hidden ($name)', (story) => {
    const whole = textOfSections(story, 99);
    const announced = HEIGHTS.filter((rows) => isAnnounced(story, { columns: 120, rows }));
    const hidden = HEIGHTS.filter((rows) => textOfSections(story, rows) !== whole);
    expect(announced).toEqual(hidden);
    expect(hidden).not.toEqual([]);
    expect(hidden).not.toContain(60);
  });

  it.each([100, 165, 200])('is announced whenever a title is missing in %i columns', (columns) => {
    const [whole, ...lower] = [60, 40, 24, 18].map((rows) => ({ columns, rows }));
    for (const story of TOLD) {
      const all = titlesOf(onScreen(story, whole));
      for (const size of lower) {
        const words = onScreen(story, size);
        const isAnyMissing = all.some((title) => !titlesOf(words).includes(title));
        if (isAnyMissing) expect(words).toMatch(/ j more( |$)/m);
      }
    }
  });
});

describe('a headroom screen that shows everything at once', () => {
  const large = { columns: 200, rows: 60 };

  it.each([CALM, THROTTLED, LAGGING, GROWING, IDLE])('has nothing to scroll to ($name)', (story) => {
    expect(headroomText(scene(story, large))).toBeNull();
    expect(onScreen(story, large)).not.toContain('j more');
  });

  it('keeps its columns and its chart if it was scrolled before it grew to that size', () => {
    expect(onScreen(THROTTLED, { ...large, step: 4 })).toBe(onScreen(THROTTLED, large));
  });
});

const HEIGHTS = Array.from({ length: 46 }, (_, place) => place + 15);

function isAnnounced(story: FunctionStory, size: Pick<HeadroomScene, 'columns' | 'rows'>): boolean {
  return / j more( |$)/.test(onScreen(story, size).split('\n')[1]!);
}

function titlesOf(words: string): readonly string[] {
  return words.match(/(?:WHICH|WHAT|WHY|WHEN|HOW|ACCOUNT|READ)[A-Z ]* (?=─)/g) ?? [];
}

/** The text of all sections at 120 columns, column by column, without the chart above the left ones. */
function textOfSections(story: FunctionStory, rows: number): string {
  const shown = onScreen(story, { columns: 120, rows }).split('\n').slice(0, -1);
  const from = (title: RegExp, start: number, end?: number) => {
    const cells = shown.map((row) => row.slice(start, end).trim());
    return cells.slice(cells.findIndex((cell) => title.test(cell)));
  };
  const right = 69;
  return [...from(/^WHICH LIMIT/, 0, right), ...from(/^(HOW THE ESTIMATE|POOL USERS)/, right)]
    .filter((cell) => cell !== '')
    .join('\n');
}
