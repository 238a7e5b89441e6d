import { describe, expect, it } from 'vitest';
import type { TailItem } from '../../src/logs/tail-item.ts';
import { createTheme } from '../../src/terminal/theme/theme.ts';
import { drawnRow } from '../../src/views/parts/frame/screen-row.tsx';
import { LOOK } from '../views/fleet/fleet-on-screen.ts';
import { line, tailOnScreen } from '../views/tail/tail-story.ts';
import { expectWholeRows, observedTerminal } from './observed-terminal.ts';

const MEGABYTE = 1_000_000;
const LINES = 20_000;

/** Text whose width differs from its number of letters. */
const UNITS: readonly (readonly [name: string, unit: string])[] = [
  ['letters', 'words and more '],
  ['one word', 'x'],
  ['wide characters', '日本語'],
  ['combining marks', 'e\u0301\u0302\u0323\u0303'],
  ['marks on nothing', '\u0301'],
  ['marks on spaces', ' \u0301'],
  ['emoji sequences', '👩‍👩‍👧🏽🇪🇺❤️1️⃣'],
  ['right-to-left text', 'שלום עולם \u202eمرحبا\u202c '],
  ['joiners and zero-width spaces', 'a\u200bक\u094d\u200dष\ufeff'],
  ['Hangul in parts', '\u1100\u1161\u11a8가'],
  ['lone surrogates', 'a\ud83d'],
  ['tabs and controls', '\t\x1b[1m\x07'],
];

const LOOKS = { ...LOOK, theme: createTheme('dark', 'truecolor') };
const SIZES = [
  { columns: 61, rows: 15 },
  { columns: 120, rows: 40 },
] as const;

describe.each([
  ['a line of a megabyte', (unit: string) => unit.repeat(Math.ceil(MEGABYTE / unit.length))],
  ['20,000 lines', (unit: string) => `${unit}\n`.repeat(LINES)],
  [
    'a megabyte of JSON',
    (unit: string) => {
      const message = unit.repeat(Math.ceil(MEGABYTE / 2 / unit.length));
      return JSON.stringify({ level: 'ERROR', message, [unit]: message });
    },
  ],
])('%s', (_, textOf) => {
  it.each(UNITS)('of %s fill the rows computed for them, wrapped or not', async (_name, unit) => {
    const items: readonly TailItem[] = [
      line(1),
      line(2, textOf(unit), 12_000),
      line(3),
      line(4, textOf(unit)),
    ];
    for (const size of SIZES) {
      const observed = observedTerminal(size.columns + 1, size.rows);
      const tail = tailOnScreen({ items, scene: { ...size, look: LOOKS } });
      // Follows, wraps, selects a short and a long line, scrolls sideways.
      for (const key of ['', 'w', 'k', 'k', 'w', 'rightArrow']) {
        if (key !== '') tail.press(key);
        const rows = tail.rows();
        expect(rows.length).toBe(size.rows);
        await expectWholeRows(
          observed,
          rows.map((row) => drawnRow(row, size.columns, LOOKS)),
        );
      }
      observed.terminal.dispose();
    }
  });
});

it('a CR ends a line on the screen, like LF and CR LF', () => {
  const tail = tailOnScreen({ items: [line(1, 'first\rsecond\r\nthird\nfourth')] });
  expect(tail.words()[5]).toContain('first  +3 lines');
  tail.press('w');
  expect(
    tail
      .words()
      .slice(5, 9)
      .map((row) => row.trim().split(/\s/).at(-1)),
  ).toEqual(['first', 'second', 'third', 'fourth']);
});
