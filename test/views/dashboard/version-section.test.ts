import { expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import { createVersionStatistics } from '../../../src/logs/story/version-statistics.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { versionSections } from '../../../src/views/dashboard/version-section.ts';
import { sectionLines } from '../../../src/views/parts/sections/sections.ts';
import { logged } from '../../logs/lines/log-lines.ts';
import { LOOK } from '../fleet/fleet-on-screen.ts';

const TIMES = { notation: 'utc', nowMs: Date.parse('2026-11-24T03:12:00Z'), localOffsetMinutes: 0 } as const;

function sectionOf(versions: number, isComplete: boolean, width = 60) {
  const store = createVersionStatistics();
  for (let version = 1; version <= versions; version++) {
    const { event } = logged('REPORT@1');
    const logStream = rawText(`2026/11/24/[${version}]0123456789abcdef0123456789abcdef`);
    store.add({ event: { ...event, logStream }, line: parseLogLine(event.message) });
  }
  const reported = { fromMs: Date.parse('2026-11-24T03:00:00Z'), isComplete, statistics: store.statistics() };
  return versionSections({ versions: reported }, null, TIMES, width)[0];
}

function noteOf(versions: number, isComplete: boolean, width?: number): string {
  const note = sectionOf(versions, isComplete, width)?.note ?? [];
  return String(Array.isArray(note) ? lineText(note) : note);
}

it.each([
  { versions: 2, isComplete: true, says: '2 REPORTs since 03:00Z' },
  { versions: 2, isComplete: false, says: 'a sample of 2 REPORTs since 03:00Z' },
  { versions: 3, isComplete: true, says: '3 REPORTs since 03:00Z, +1 more' },
])('the section of $versions versions says how much was read and how many are not shown: $says', (shown) => {
  expect(noteOf(shown.versions, shown.isComplete)).toBe(shown.says);
});

it.each([
  { versions: 2, width: 40 },
  { versions: 3, width: 43 },
])('says in $width cells, too, that $versions versions are told by REPORTs', ({ versions, width }) => {
  const [heading] = sectionLines([sectionOf(versions, false, width)!], width, 20, LOOK.glyphs);
  const more = versions === 3 ? ', +1 more' : '';
  expect(noteOf(versions, false, width)).toBe(`REPORTs since 03:00Z${more}`);
  expect(lineText(heading ?? [])).toMatch(/^VERSIONS ─+ REPORTs since 03:00Z/);
});

it('says of a sample in 44 cells what it is, if not how large', () => {
  expect(noteOf(2, false, 44)).toBe('a sample of REPORTs since 03:00Z');
});

it.each([1, 2])('shows %i versions or none, as one without the other compares with nothing', (versions) => {
  const section = sectionOf(versions, true)!;
  const heightOf = (height: number) => sectionLines([section], 60, height, LOOK.glyphs).length;
  const whole = 1 + 2 * versions;
  expect(heightOf(whole)).toBe(whole);
  expect(heightOf(whole - 1)).toBe(0);
});

it.each([
  { width: 60, says: / MB .*cold 0 % {2}~\$.* a million$/ },
  { width: 40, says: / MB .*cold 0 %$/ },
])('in $width cells it shows as much of memory, cold starts and cost as fits in full', ({ width, says }) => {
  expect(sectionOf(1, true, width)?.lines.map(lineText)[1]).toMatch(says);
});
