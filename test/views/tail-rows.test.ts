import { describe, expect, it } from 'vitest';
import type { TailItem } from '../../src/logs/tail-item.ts';
import type { TailStatus } from '../../src/monitor/tail-status.ts';
import type { ColorDepth } from '../../src/terminal/color-depth.ts';
import { displayWidth } from '../../src/terminal/display-width.ts';
import { glyphSet } from '../../src/terminal/glyphs.ts';
import type { ThemeName } from '../../src/terminal/palette.ts';
import { rawText, type SafeText } from '../../src/terminal/text.ts';
import { createTheme } from '../../src/terminal/theme.ts';
import { drawnRow } from '../../src/views/parts/screen-row.tsx';
import { ASCII, LOOK } from './fleet-on-screen.ts';
import { NOW_MS } from './fleet-story.ts';
import { FIRST_MS, line, lines, tailOnScreen } from './tail-story.ts';

const SIZES = [
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
const THEMES: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'none'];
const DEPTHS: readonly ColorDepth[] = ['truecolor', '256', '16', 'none'];
const STYLE = /\x1b\[[\d;]*m/g;

const ODD_STREAM = line(5, 'a\tb\rc\bd\u202ee\u009b31m');
const HOSTILE: readonly TailItem[] = [
  line(1, '\x1b[2J\x1b[H\x1b]52;c;aGk=\x07owned'),
  line(2, `wide ${'日本語'.repeat(80)}`),
  line(3, `emoji ${'👩‍👩‍👧🏽🇪🇺'.repeat(60)}`),
  line(4, 'first\nsecond\r\nthird'),
  { ...ODD_STREAM, event: { ...ODD_STREAM.event, logStream: rawText('日\x1b[31m本語') } },
  line(6, 'x'.repeat(100_000)),
  line(7, ''),
  line(8, `zalgo${'\u0301'.repeat(500)}`, 12_000),
  { type: 'gap', startMs: FIRST_MS + 900, endMs: null, reason: 'flood' },
];

describe('the log screen', () => {
  it.each(SIZES)('fills exactly $columns x $rows cells, whatever the log says', (size) => {
    for (const name of ['ascii', 'block', 'braille'] as const) {
      for (const items of [[], lines(500), HOSTILE]) {
        const tail = tailOnScreen({ items, scene: { ...size, look: { ...LOOK, glyphs: glyphSet(name) } } });
        tail.press('k');
        const rows = tail.rows();
        expect(rows).toHaveLength(size.rows);
        for (const theme of THEMES) {
          for (const depth of DEPTHS) {
            const look = { ...LOOK, glyphs: glyphSet(name), theme: createTheme(theme, depth) };
            for (const row of rows) {
              const drawn = drawnRow(row, size.columns, look).replace(STYLE, '');
              expect(displayWidth(drawn as SafeText)).toBe(size.columns);
              expect(drawn).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
            }
          }
        }
      }
    }
  });

  it('puts every message below its title, whatever stands before it', () => {
    const items = [...HOSTILE.slice(0, 5), line(20), line(21, '{"level":"ERROR","message":"line 21"}')];
    for (const size of SIZES) {
      const words = tailOnScreen({ items, scene: size }).words();
      const column = words[4]?.indexOf('MESSAGE') ?? -1;
      for (const says of ['line 20', 'line 21', 'first  +2 lines']) {
        const row = words.find((each) => each.includes(says.slice(0, 20))) ?? '';
        expect(row.indexOf(says.slice(0, 5))).toBe(column);
      }
    }
  });

  it('needs nothing but ASCII for a log of ASCII', () => {
    const items = [...lines(60), line(61, 'x'.repeat(500)), ...HOSTILE.slice(8)];
    for (const size of SIZES) {
      const tail = tailOnScreen({ items, scene: { ...size, look: ASCII } });
      const drawn = tail.rows().map((row) => drawnRow(row, size.columns, ASCII).replace(STYLE, ''));
      expect(drawn.join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
    }
  });

  it.each([
    { message: `{"level":"ERROR","message":"boom"}`, says: /\bERROR {2}boom/ },
    { message: `{"level":"WARN","message":"slow","tries":3}`, says: /\bWARN {3}slow {2}tries=3/ },
    { message: 'plain words', says: / {9}plain words/ },
    { message: 'one\ntwo\nthree', says: / {9}one {2}\+2 lines/ },
    {
      message: 'START RequestId: 6747a2b5-69d2-45e7-a8bc-f805f7fd517a Version: 119',
      says: /6747a2b5 {2}start {2}version 119/,
    },
    {
      message:
        'REPORT RequestId: 6747a2b5-69d2-45e7-a8bc-f805f7fd517a\tDuration: 4480.00 ms\tBilled Duration: 4481 ms\tMemory Size: 512 MB\tMax Memory Used: 198 MB\tInit Duration: 312.00 ms\t',
      says: /END {4}ok {8}4\.5 s {2}198\/512 MB {2}cold \+312 ms/,
    },
  ])('says of $message $says', ({ message, says }) => {
    expect(tailOnScreen({ items: [line(1, message)] }).words()[5]).toMatch(says);
  });

  it.each([
    { message: 'slow boat', shows: /slow boat {2}late \+12 s$/ },
    { message: 'x'.repeat(500), shows: /xxx… {2}late \+12 s$/ },
  ])('marks a late line with how late it came, however long it is', ({ message, shows }) => {
    for (const scene of SIZES) {
      expect(tailOnScreen({ items: [line(1, message, 12_000)], scene }).words()[5]).toMatch(shows);
    }
  });
});

describe('the status of the log', () => {
  it('does not move sideways while its numbers change', () => {
    const shapes = new Set<number>();
    for (const [behindMs, linesPerSecond, environments, callsPerMinute] of [
      [40, 0, 0, 0],
      [990, 9.9, 9, 9],
      [1_100, 41.8, 99, 10],
      [12_300, 310, 187, 58],
      [59_000, 12_400, 400, 60],
    ] as const) {
      const readThroughMs = NOW_MS - behindMs;
      const snapshot = { readThroughMs, linesPerSecond, environments, callsPerMinute };
      shapes.add(
        tailOnScreen({ items: lines(5), snapshot })
          .words()[1]
          ?.indexOf('FOLLOW') ?? -1,
      );
    }
    expect([...shapes]).toHaveLength(1);
  });

  const error = { name: rawText('AccessDenied'), message: rawText('not \x1b[31mallowed'), sinceMs: NOW_MS };
  it.each<{ status: TailStatus; word: string; empty: string }>([
    { status: 'starting', word: 'starting', empty: 'reading /aws/lambda/checkout-api' },
    { status: 'live', word: 'FOLLOW', empty: 'no lines yet in this window; new ones appear here' },
    { status: 'busy', word: 'API BUSY', empty: 'AccessDenied: not ␛[31mallowed' },
    { status: 'unreachable', word: 'NO ANSWER', empty: 'AccessDenied: not ␛[31mallowed' },
    { status: 'waiting', word: 'WAITING', empty: 'a function that never ran has no log group' },
    { status: 'denied', word: 'DENIED', empty: 'AccessDenied: not ␛[31mallowed' },
    { status: 'expired', word: 'EXPIRED', empty: 'AccessDenied: not ␛[31mallowed' },
    { status: 'ended', word: 'ended', empty: 'AccessDenied: not ␛[31mallowed' },
  ])('is $word where it is $status, and an empty log says why', ({ status, word, empty }) => {
    const words = tailOnScreen({ items: [], snapshot: { status, error } }).words();
    expect(words[1]).toContain(` ${word} `);
    expect(words[5]).toContain(empty);
  });
});
