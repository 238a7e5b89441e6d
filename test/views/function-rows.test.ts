import { describe, expect, it } from 'vitest';
import type { ColorDepth } from '../../src/terminal/color-depth.ts';
import { displayWidth } from '../../src/terminal/display-width.ts';
import { glyphSet } from '../../src/terminal/glyphs.ts';
import type { ThemeName } from '../../src/terminal/palette.ts';
import type { SafeText } from '../../src/terminal/text.ts';
import { createTheme } from '../../src/terminal/theme.ts';
import { functionRows } from '../../src/views/function-rows.ts';
import type { FunctionScene } from '../../src/views/function-scene.ts';
import { drawnRow } from '../../src/views/parts/screen-row.tsx';
import { ASCII, LOOK, wordsOf } from './fleet-on-screen.ts';
import {
  CALM,
  calm,
  type FunctionStory,
  IDLE,
  LAGGING,
  NOW_MS,
  snapshotOf,
  THROTTLED,
} from './fleet-story.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
const THEMES: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'none'];
const DEPTHS: readonly ColorDepth[] = ['truecolor', '256', '16', 'none'];
const STYLE = /\x1b\[[\d;]*m/g;

const STORIES: Readonly<Record<string, FunctionStory>> = {
  'that is calm': CALM,
  'that turns calls away': THROTTLED,
  'that reads a stream': LAGGING,
  'that is idle': IDLE,
  'without data in its newest minutes': { name: 'quiet', minute: (age) => (age < 4 ? {} : calm()(age)) },
  'with a point now and then': { name: 'sparse', minute: (age) => (age % 7 === 0 ? calm()(age) : {}) },
  'with a denied limit': { ...CALM, reserved: 'denied' },
  'with a long name': { ...THROTTLED, name: `acme-production-${'checkout-'.repeat(12)}blue` },
  'with a wide name': { ...THROTTLED, name: '注文処理-注文処理-注文処理-注文処理-注文処理-注文処理' },
  'with a hostile name': { ...CALM, name: '\x1b[2J\x1b]0;owned\x07\x1b[31mred' },
};

function scene(story: FunctionStory, different: Partial<FunctionScene> = {}): FunctionScene {
  const snapshot = snapshotOf({ functions: [story] });
  const [status] = snapshot.functions;
  return {
    status: status!,
    snapshot,
    whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 },
    isRoot: false,
    windowMinutes: 60,
    nowMs: NOW_MS,
    columns: 120,
    rows: 40,
    look: LOOK,
    ...different,
  };
}

function onScreen(story: FunctionStory, different: Partial<FunctionScene> = {}): string {
  return wordsOf(functionRows(scene(story, different))).join('\n');
}

describe.each(Object.entries(STORIES))('the dashboard of a function %s', (_, story) => {
  it.each(SIZES)('fills exactly $columns x $rows cells', (size) => {
    for (const name of ['ascii', 'block', 'braille'] as const) {
      const glyphs = glyphSet(name);
      const rows = functionRows(scene(story, { ...size, look: { ...LOOK, glyphs } }));
      expect(rows).toHaveLength(size.rows);
      for (const theme of THEMES) {
        for (const depth of DEPTHS) {
          const look = { ...LOOK, glyphs, theme: createTheme(theme, depth) };
          for (const row of rows) {
            const drawn = drawnRow(row, size.columns, look).replace(STYLE, '');
            expect(displayWidth(drawn as SafeText)).toBe(size.columns);
            expect(drawn).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
          }
        }
      }
    }
  });

  it.each(SIZES)('names the help at $columns columns', (size) => {
    expect(onScreen(story, size).split('\n').at(-1)).toContain('? keys');
  });
});

describe('the dashboard', () => {
  it('needs nothing but ASCII where nothing else is to be had', () => {
    for (const story of [CALM, THROTTLED, LAGGING, IDLE]) {
      for (const size of SIZES) expect(onScreen(story, { ...size, look: ASCII })).toMatch(/^[\x20-\x7e\n]*$/);
    }
  });

  it.each([
    { what: 'a function at rest', story: CALM, says: 'nothing hurts: no rule is broken' },
    { what: 'a function that is turned away', story: THROTTLED, says: /CRIT +.*turns away/ },
    { what: 'a stream', story: LAGGING, says: /called by +a stream/ },
    { what: 'a function without a stream', story: CALM, says: /iterator age +n\/a/ },
    { what: 'a function without a dead-letter target', story: CALM, says: /lost events +n\/a/ },
    { what: 'a measured zero', story: CALM, says: /turned away +0/ },
    { what: 'no data', story: IDLE, says: /turned away +-/ },
    { what: 'a denied limit', story: { ...CALM, reserved: 'denied' as const }, says: /limit +denied/ },
  ])('says what is known of $what', ({ story, says }) => {
    const words = onScreen(story);
    expect(words).toMatch(says);
  });

  it.each([
    { windowMinutes: 5, says: 'last 5 minutes', from: '03:06Z' },
    { windowMinutes: 15, says: 'last 15 minutes', from: '02:56Z' },
    { windowMinutes: 30, says: 'last 30 minutes', from: '02:41Z' },
    { windowMinutes: 60, says: 'last hour', from: '02:11Z' },
    { windowMinutes: 180, says: 'last 3 hours', from: /0[01]:\d\dZ/ },
  ])('shows the $says from $from on', ({ windowMinutes, says, from }) => {
    const rows = onScreen(CALM, { windowMinutes }).split('\n');
    expect(rows[1]).toContain(says);
    expect(rows.find((row) => /^ +\d\d:\d\dZ .*03:1\dZ/.test(row))).toMatch(from);
  });

  it('shows the chart that the verdict rests on where only one fits', () => {
    expect(onScreen(THROTTLED, { columns: 80, rows: 24 })).toContain('FAILED %');
    expect(onScreen(LAGGING, { columns: 80, rows: 24 })).toContain('ITERATOR AGE');
    expect(onScreen(CALM, { columns: 80, rows: 24 })).toContain('ATTEMPTS a minute');
  });

  it('counts the charts of age in even steps of a clock', () => {
    const words = onScreen(LAGGING);
    const labels = words.slice(words.indexOf('ITERATOR AGE')).match(/^ +\d+[hms ]*(?= [│|])/gm) ?? [];
    expect(labels.length).toBeGreaterThan(2);
    const minutes = labels.map((label) => Number.parseInt(label, 10));
    const steps = new Set(minutes.slice(1).map((value, index) => (minutes[index] ?? 0) - value));
    expect([...steps]).toHaveLength(1);
  });
});
