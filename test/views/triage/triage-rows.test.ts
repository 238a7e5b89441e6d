import { describe, expect, it } from 'vitest';
import type { PatternChange } from '../../../src/logs/comparison/pattern-changes.ts';
import { caseFileOf } from '../../../src/monitor/fleet/case-file.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { toned } from '../../../src/terminal/words.ts';
import type { CaseFile } from '../../../src/triage/report/case-file/case-file.ts';
import { triageReport } from '../../../src/triage/report/triage-report.ts';
import { writtenNote } from '../../../src/views/function/triage-notes.ts';
import {
  lastTriageRow,
  type TriageScene,
  triageHeight,
  triageRows,
} from '../../../src/views/triage/triage-rows.ts';
import { ACCESS } from '../../triage/report/case-file-of.ts';
import { SIZES } from '../every-look.ts';
import { expectFilled } from '../filled-screen.ts';
import { ASCII, LOOK, rowWith, wordsOf } from '../fleet/fleet-on-screen.ts';
import {
  CALM,
  type FunctionStory,
  IDLE,
  LAGGING,
  LOSING,
  NOW_MS,
  snapshotOf,
  THROTTLED,
} from '../fleet/fleet-story.ts';

const CHANGE: PatternChange = {
  id: 1,
  wording: ['retry of the charge'],
  level: 'WARN',
  countNow: 570,
  countBefore: 10,
  factor: 57,
  isNew: false,
  ofFailed: 0.95,
  ofOthers: 0.67,
  firstMs: NOW_MS,
  isFirstKnown: true,
};

const STORIES: Readonly<Record<string, FunctionStory>> = {
  'that is calm': CALM,
  'that turns calls away': THROTTLED,
  'that reads a stream': LAGGING,
  'that loses events': LOSING,
  'that is idle': IDLE,
  'with a wide name': { ...THROTTLED, name: '注文処理-注文処理-注文処理-注文処理-注文処理-注文処理' },
  'with a hostile name': { ...CALM, name: '\x1b[2J\x1b]0;owned\x07\x1b[31mred' },
};

function scene(story: FunctionStory, different: Partial<TriageScene> = {}): TriageScene {
  const snapshot = snapshotOf({ functions: [story] });
  return {
    report: triageReport(caseFileOf(story.name, snapshot, snapshot.judgedMs)!, ACCESS),
    snapshot,
    whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 },
    path: [safe`Fleet`, safeText(story.name), safe`Triage`],
    isRoot: false,
    first: 0,
    nowMs: NOW_MS,
    columns: 120,
    rows: 40,
    look: LOOK,
    ...different,
  };
}

it.each([
  { columns: 80, says: /Triage · \d\d:\d\dZ to 03:10Z / },
  { columns: 120, says: /Triage +minutes \d\d:\d\dZ to 03:10Z, / },
])('says in $columns columns of which minutes it is', ({ columns, says }) => {
  expect(wordsOf(triageRows(scene(THROTTLED, { columns })))[1]).toMatch(says);
});

it('says of which minutes it is in fewer words where the path would lose a name for it', () => {
  const path = (columns: number, rows: number) => wordsOf(triageRows(scene(THROTTLED, { columns, rows })))[1];
  expect(path(100, 30)).toMatch(/^ Fleet › checkout-api › Triage · \d\d:\d\dZ to 03:10Z +lines 1 to /);
  expect(path(120, 40)).toMatch(/^ Fleet › checkout-api › Triage +minutes /);
});

const onScreen = (...args: Parameters<typeof scene>) => wordsOf(triageRows(scene(...args)));

describe.each(Object.entries(STORIES))('the triage of a function %s', (_, story) => {
  it.each(SIZES)('fills exactly $columns x $rows cells', (size) => {
    expectFilled(size, (look) => triageRows(scene(story, { ...size, look })));
  });

  it('draws only ASCII with the ASCII glyphs', () => {
    const ascii = { ...story, name: 'checkout-api' };
    for (const size of SIZES)
      expect(onScreen(ascii, { ...size, look: ASCII }).join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

describe('the triage screen', () => {
  it('shows CRIT in bold, like every other screen', () => {
    const words = triageRows(scene(THROTTLED)).flatMap(({ line }) => line);
    expect(words.find(({ text }) => text.trim() === 'CRIT')).toMatchObject({ tone: 'crit', bold: true });
  });

  it('shows a change in the colour of changes, like the marks under charts', () => {
    const snapshot = snapshotOf({ functions: [THROTTLED] });
    const file = caseFileOf(THROTTLED.name, snapshot, snapshot.judgedMs)!;
    const configuration = { ...file.configuration, lastModifiedMs: NOW_MS - 20 * 60_000 };
    const report = triageReport({ ...file, configuration }, ACCESS);
    const words = triageRows(scene(THROTTLED, { rows: 80, report })).flatMap(({ line }) => line);
    const changes = words.filter(({ text }) => /\dZ (?:change|code|settings|other)\b/.test(text));
    expect(changes.map(({ tone }) => tone)).toContain('warn');
    expect(new Set(changes.map(({ tone }) => tone)).size).toBe(1);
  });

  it('calls no advice red, the colour of what hurts, and a warning amber', () => {
    const words = triageRows(scene(THROTTLED, { rows: 120 })).flatMap(({ line }) => line);
    const tones = ['now', 'next', 'beware'].map(
      (label) => words.find(({ text }) => text.trim() === label)?.tone,
    );
    expect(tones).toEqual(['fact', 'dim', 'warn']);
  });

  it('marks the state of its verdict like every other screen', () => {
    expect(rowWith(onScreen(THROTTLED), 'CRIT')).toMatch(/^ ● CRIT +checkout-api turns away/);
    expect(rowWith(onScreen(CALM), ' ok ')).toMatch(/^ · ok +/);
  });

  it('says which part of the report is shown', () => {
    const size = { columns: 80, rows: 24 };
    const { length } = { length: lastTriageRow(scene(THROTTLED, size)) + triageHeight(24) };
    expect(onScreen(THROTTLED, size)[1]).toContain(`lines 1 to ${triageHeight(24)} of ${length}`);
  });

  it('has two columns if only they fit the whole report into a wide window', () => {
    const size = { columns: 200, rows: 38 };
    expect(lastTriageRow(scene(THROTTLED, { ...size, columns: 120 }))).toBeGreaterThan(0);
    expect(lastTriageRow(scene(THROTTLED, size))).toBe(0);
    const rows = onScreen(THROTTLED, size);
    expect(rowWith(rows, 'VERDICT')).toMatch(/VERDICT ─+ {4}[A-Z ]+ ─+ *$/);
    expect(rows.join('\n')).toContain('SOURCES');
    expect(rows[1]).toMatch(/ built \d\d:\d\d:\d\dZ$/);
    expect(rows[1]).toHaveLength(199);
  });

  it('has one column if the report is short or would not fit two either', () => {
    expect(rowWith(onScreen(CALM, { columns: 200, rows: 60 }), 'VERDICT')).toMatch(/^ VERDICT ─+ *$/);
    expect(rowWith(onScreen(THROTTLED, { columns: 200, rows: 16 }), 'VERDICT')).toMatch(/^ VERDICT ─+ *$/);
  });

  it.each([
    { columns: 70, below: true },
    { columns: 120, below: false },
  ])('keeps together what it says about a pattern at $columns columns', ({ columns, below }) => {
    const { report } = scene(THROTTLED);
    const shares = 'in 95 % of failed calls, 67 % of the others';
    const says = [toned('fact', safe`retry of the charge`), toned('dim', safe`  ${safeText(shares)}`)];
    const rows = onScreen(THROTTLED, {
      columns,
      rows: 80,
      report: { ...report, patterns: [{ change: CHANGE, says, evidence: [] }] },
    });
    const indent = ' '.repeat(17);
    expect(rowWith(rows, 'retry of the charge').trimEnd()).toMatch(below ? /charge$/ : /others$/);
    if (below) expect(rows.map((row) => row.trimEnd())).toContain(`${indent}${shares}`);
  });

  it.each([
    ['they are', 'beingRead', 'reading which versions were published'],
    [
      'why they are not',
      'callsStopped',
      'which versions were published is not read: calls to AWS are stopped',
    ],
  ] as const)('names no change before the versions are read, only %s', (_what, unfinished, says) => {
    const snapshot = snapshotOf({ functions: [THROTTLED] });
    const file = caseFileOf(THROTTLED.name, snapshot, snapshot.judgedMs)!;
    const configuration = { ...file.configuration, lastModifiedMs: NOW_MS - 20 * 60_000 };
    const rowsOf = (more: Pick<CaseFile, 'unfinished'>) =>
      onScreen(THROTTLED, { rows: 80, report: triageReport({ ...file, configuration, ...more }, ACCESS) });
    const reading = rowsOf({ unfinished });
    const heading = reading.findIndex((row) => row.startsWith(' CHANGED, NEAREST FIRST'));
    expect(reading[heading + 1]?.trim()).toBe(says);
    expect(reading.join('\n')).not.toMatch(/code or configuration|last deployment/);
    expect(rowsOf({}).join('\n')).toContain('code or configuration changed');
  });

  it.each([
    { columns: 80, unfinished: 'beingRead', says: 'still reading' },
    { columns: 120, unfinished: 'beingRead', says: 'still reading its log and versions' },
    { columns: 80, unfinished: 'callsStopped', says: 'calls are stopped' },
    { columns: 120, unfinished: 'callsStopped', says: 'calls to AWS are stopped; :stop again resumes' },
  ] as const)('says in $columns columns why it is not complete: $says', ({ columns, unfinished, says }) => {
    const { report } = scene(THROTTLED);
    const place = onScreen(THROTTLED, { columns, rows: 24, report: { ...report, unfinished } })[1];
    expect(place).toMatch(new RegExp(`  ${says}  lines 1 to \\d+ of \\d+ *$`));
  });

  it('stays at the end of a report that grows while it is being read', () => {
    const size = { columns: 80, rows: 24, first: Number.POSITIVE_INFINITY };
    const { report } = scene(THROTTLED);
    const started = onScreen(THROTTLED, {
      ...size,
      report: { ...report, unfinished: 'beingRead' },
    });
    const grown = {
      ...report,
      notes: ['paged payments on-call', 'told support'].map((note) => writtenNote(note, NOW_MS)),
    };
    const last = rowWith(onScreen(THROTTLED, { ...size, report: grown }), 'told support');
    expect(last).toContain('told support');
    expect(started.at(-3)).toBe(onScreen(THROTTLED, { ...size, report: grown }).at(-3));
  });

  it.each([
    { times: 'utc', title: 'TIMELINE (UTC)', at: /^ 02:5\dZ symptom / },
    { times: 'local', title: 'TIMELINE (local)', at: /^ 03:5\d {2}symptom / },
    { times: 'ago', title: 'TIMELINE (ago; sentences in UTC)', at: /^ +\d+m symptom / },
  ] as const)('writes times as $times if set so', ({ times, title, at }) => {
    const rows = onScreen(THROTTLED, { look: { ...LOOK, times }, rows: 80 });
    expect(rowWith(rows, 'TIMELINE')).toContain(title);
    expect(rowWith(rows, ' symptom ')).toMatch(at);
  });

  it('says since when its timeline is, where less of it was asked for', () => {
    const { snapshot } = scene(THROTTLED);
    const file = caseFileOf('checkout-api', snapshot, snapshot.judgedMs)!;
    const titleSince = (sinceMs: number, times: (typeof LOOK)['times'] = 'utc') => {
      const report = triageReport(file, ACCESS, [], sinceMs);
      const look = { ...LOOK, times };
      return rowWith(onScreen(THROTTLED, { report, rows: 80, look }), 'TIMELINE');
    };
    const sinceMs = Date.parse('2026-11-24T02:50:00Z');
    expect(titleSince(sinceMs)).toContain('TIMELINE since 02:50Z (UTC)');
    expect(titleSince(sinceMs, 'local')).toContain('TIMELINE since 03:50 (local)');
    expect(titleSince(sinceMs, 'ago')).toMatch(/TIMELINE for \d+ min \(ago/);
    expect(titleSince(Date.parse('2026-11-23T02:50:00Z'))).toContain('TIMELINE (UTC)');
  });

  it('writes sentences in local time, too, but not notes that someone wrote', () => {
    const { report } = scene(THROTTLED);
    const noted = { ...report, notes: [writtenNote('paged payments, due 06:00Z', NOW_MS)] };
    const rows = (times: 'utc' | 'local') =>
      onScreen(THROTTLED, { report: noted, look: { ...LOOK, times }, rows: 120 });
    expect(rowWith(rows('utc'), 'turns away')).toContain('since 03:00Z');
    expect(rowWith(rows('local'), 'turns away')).toContain('since 04:00 ');
    expect(rowWith(rows('utc'), 'paged')).toContain('03:12Z paged payments, due 06:00Z');
    expect(rowWith(rows('local'), 'paged')).toContain('04:12 paged payments, due 06:00Z');
  });

  it('continues a command to copy on the next row as a shell does', () => {
    const words = wordsOf(triageRows(scene(THROTTLED, { columns: 60, rows: 200 }))).join('\n');
    expect(words).toMatch(/^ copy +lmon .* \\ *\n +--/m);
  });

  it('begins a command in a row of its own where it does not fit beside its sentence', () => {
    const words = wordsOf(triageRows(scene(THROTTLED, { columns: 60, rows: 200 }))).join('\n');
    expect(words).toMatch(/ to ask\s+it: *\n {3}lmon triage checkout-api --cloudtrail .*\\ *\n {3}--/);
  });

  it('separates no number from its unit', () => {
    for (const story of [THROTTLED, LAGGING, LOSING])
      for (const size of SIZES)
        for (const row of onScreen(story, { ...size, first: 0 }))
          expect(row).not.toMatch(/^ +(?:%|s|ms|min)\b/);
  });
});
