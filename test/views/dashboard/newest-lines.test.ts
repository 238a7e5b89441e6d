import { describe, expect, it } from 'vitest';
import { rawText } from '../../../src/terminal/text.ts';
import type { DashboardScene } from '../../../src/views/dashboard/dashboard-scene.ts';
import { ASCII } from '../fleet/fleet-on-screen.ts';
import { CALM, NOW_MS, snapshotOf, THROTTLED } from '../fleet/fleet-story.ts';
import { detailOf, onScreen, SILENT_LOG } from './dashboard-stories.ts';

const line = (age: number, message: string) => ({
  ...{ logStream: rawText('a'), eventId: rawText(`${age}`), message: rawText(message) },
  ...{ timestampMs: NOW_MS - age * 1_000, ingestionMs: NOW_MS },
});

const LINES = {
  range: { startMs: NOW_MS - 900_000, endMs: NOW_MS },
  events: [line(9, 'found 3 users'), line(4, `user ${'x'.repeat(300)}`), line(2, '\x1b[2Jowned\x1b[31m red')],
  error: null,
};
const NO_FAILURE = { ...SILENT_LOG, hasLines: true };

function shown(
  different: Partial<DashboardScene> & { readonly lines?: Partial<typeof LINES> | object },
  log: object = NO_FAILURE,
  story = CALM,
): string {
  const { lines = {}, ...others } = different;
  const snapshot = {
    ...snapshotOf({ functions: [story] }),
    failures: new Map([[story.name, { ...NO_FAILURE, ...log }]]),
    detail: detailOf(story, { lastLines: { ...LINES, ...lines } }),
  };
  return onScreen(story, { snapshot, status: snapshot.functions[0]!, ...others });
}

const FAILED = {
  groups: [
    {
      ...{ kind: 'logged', says: rawText('RangeError: -1'), wording: [rawText('RangeError: -1')] },
      ...{ count: 1, endedCount: 1, firstMs: NOW_MS, byMinute: [] },
    },
  ],
  newest: [{ timestampMs: NOW_MS - 1_000, kind: 'logged', says: rawText('RangeError: -1'), fate: 'failed' }],
};

const LOG_PAGE = { pane: { at: 'log', isLarge: false }, columns: 80, rows: 24 } as const;

describe('the newest lines of a function that is called', () => {
  it.each([
    ['beside the charts', { columns: 100, rows: 30 }],
    ['beside the charts', { columns: 120, rows: 40 }],
    ['beside the charts', { columns: 200, rows: 60 }],
    ['on the page of the log', LOG_PAGE],
  ])('stand %s, newest first, each at its time (%j)', (_, place) => {
    const words = shown(place);
    expect(words).toMatch(/ NEWEST LINES ─+ l opens the log/);
    expect(words).toMatch(/NEWEST LINES[\s\S]*03:12:08Z[\s\S]*03:12:06Z[\s\S]*03:12:01Z +found 3 users/);
  });

  it.each([
    ['that returned', 'INFO\tdone', /END +\? +80 ms/],
    [
      'whose handler threw',
      'ERROR\tInvoke Error \t{"errorType":"RangeError"}',
      /END +error +80 ms.*RangeError/,
    ],
  ])('tell by all of its lines if a call failed: one %s', (_, message, says) => {
    const request = '8f5f6f0e-3f6c-4d7d-9a52-5b8f1d0e6a11';
    const events = [
      line(5, `START RequestId: ${request} Version: 7`),
      line(4, `2026-11-24T03:12:06.000Z\t${request}\t${message}`),
      line(3, `REPORT RequestId: ${request}\tDuration: 80.00 ms\tBilled Duration: 80 ms\t`),
    ];
    expect(shown({ ...LOG_PAGE, lines: { events } })).toMatch(says);
  });

  it('are cut at the edge, and do nothing to the terminal', () => {
    const words = shown(LOG_PAGE);
    expect(words).toMatch(/03:12:06Z +user x+…/);
    expect(words).not.toContain('\x1b');
    expect(words.split('\n').every((row) => row.length <= 80)).toBe(true);
  });

  it('follow the notation of times, and the glyphs', () => {
    const events = LINES.events.slice(0, 2);
    const words = shown({ ...LOG_PAGE, lines: { events }, look: { ...ASCII, times: 'local' } });
    expect(words).toMatch(/ 04:12:01 +found 3 users/);
    expect(words).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('leave the first page of a small screen to the figures and the chart', () => {
    const words = shown({ columns: 80, rows: 24 });
    expect(words).not.toContain('NEWEST LINES');
    expect(words).toContain('ATTEMPTS a minute');
  });

  it('stand below the failures of one that does not hurt', () => {
    expect(shown({}, FAILED)).toMatch(
      /NEWEST FAILURES[\s\S]*RangeError: -1[\s\S]*NEWEST LINES[\s\S]*found 3 users/,
    );
  });

  const MANY_FAILED = {
    ...FAILED,
    newest: Array.from({ length: 20 }, (_, age) => ({
      ...FAILED.newest[0]!,
      timestampMs: NOW_MS - age * 1_000,
    })),
  };
  const newestFailuresIn = (words: string) => words.match(/03:1\d:\d\dZ +RangeError/g)?.length;

  it.each([
    { columns: 120, rows: 40 },
    { columns: 200, rows: 60 },
  ])('leave three rows to the newest failures of one that does not hurt (%j)', (size) => {
    const words = shown(size, MANY_FAILED);
    expect(newestFailuresIn(words)).toBe(3);
    expect(words).toMatch(/NEWEST LINES[\s\S]*found 3 users/);
  });

  it('leave all rows to the newest failures where there are no lines, or a page for both', () => {
    expect(newestFailuresIn(shown({ columns: 200, rows: 60, lines: { events: [] } }, MANY_FAILED))).toBe(20);
    expect(newestFailuresIn(shown({ ...LOG_PAGE, rows: 50 }, MANY_FAILED))).toBe(20);
  });

  it('are kept on a small screen before the newest failures, and say how the log is opened', () => {
    const words = shown({ columns: 100, rows: 28 }, MANY_FAILED);
    expect(words).toMatch(/NEWEST LINES ─+ l opens the log[\s\S]*03:12:08Z/);
    expect(words).not.toContain('NEWEST FAILURES');
  });

  it.each([
    { columns: 120, rows: 40 },
    { columns: 200, rows: 60 },
    { ...LOG_PAGE, rows: 50 },
  ])('say once how the log is opened (%j)', (place) => {
    const words = shown(place, MANY_FAILED);
    expect(words).toContain('NEWEST LINES');
    expect(words.match(/l opens the log/g)).toHaveLength(1);
  });

  it('give way to the failures of one that hurts', () => {
    const words = shown({ columns: 200, rows: 60 }, FAILED, THROTTLED);
    expect(words).toMatch(/NEWEST FAILURES[\s\S]*RangeError: -1/);
    expect(words).not.toContain('NEWEST LINES');
    expect(shown({ columns: 200, rows: 60 }, {}, THROTTLED)).toContain('NEWEST LINES');
  });

  it('are eight beside charts, and all on the page of the log', () => {
    const events = Array.from({ length: 30 }, (_, age) => line(30 - age, 'found 3 users'));
    const size = { columns: 200, rows: 60 };
    expect(shown({ ...size, lines: { events } }).match(/found 3 users/g)).toHaveLength(8);
    expect(shown({ ...LOG_PAGE, rows: 50, lines: { events } }).match(/found 3 users/g)).toHaveLength(30);
  });

  it('tell the end of a call by its REPORT alone', () => {
    const id = 'RequestId: 8f5f6f0e-3f6c-4d7d-9a52-5b8f1d0e6a11';
    const ends = [
      line(3, `START ${id} Version: $LATEST`),
      line(2, `END ${id}`),
      line(
        2,
        `REPORT ${id}\tDuration: 31.06 ms\tBilled Duration: 32 ms\tMemory Size: 512 MB\tMax Memory Used: 209 MB`,
      ),
    ];
    const words = shown({ ...LOG_PAGE, lines: { events: ends } });
    expect(words.match(/03:12:0\dZ/g)).toHaveLength(1);
    expect(words).toMatch(/03:12:08Z END +\? +31 ms/);
    expect(shown({ ...LOG_PAGE, lines: { events: ends.slice(0, 1) } })).toMatch(/03:12:07Z START/);
  });

  it('are not told where the log has none: that is said above', () => {
    expect(shown({ lines: { events: [] } }, { hasLines: false })).not.toContain('NEWEST LINES');
  });
});
