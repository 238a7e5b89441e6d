import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { span } from '../../../../src/terminal/line-layout.ts';
import { safeText } from '../../../../src/terminal/safe-text.ts';
import { glyphSet } from '../../../../src/terminal/theme/glyphs.ts';
import { createTheme } from '../../../../src/terminal/theme/theme.ts';
import { withMargin } from '../../../../src/views/parts/frame/margin.ts';
import {
  BLANK,
  drawnRow,
  type ScreenRow,
  withLastRows,
} from '../../../../src/views/parts/frame/screen-row.tsx';
import type { Look } from '../../../../src/views/parts/look/look.ts';
import { LOOK, wordsOf } from '../../fleet/fleet-on-screen.ts';

it.each([
  ['ascii', '^[2J rings ^ '],
  ['block', '␛[2J rings ␇ '],
] as const)('a row in %s shows control characters in its own signs', (name, shown) => {
  const line = [span('fact', safeText('\x1b[2J rings \x07'))];
  expect(drawnRow({ line }, 13, { ...LOOK, glyphs: glyphSet(name) })).toBe(shown);
});

describe('the selected row', () => {
  const content = [span('fact', safeText('checkout-api'))];
  const looks = (['dark', 'light', 'high-contrast', 'none'] as const).map((name) => ({
    ...LOOK,
    theme: createTheme(name, 'truecolor'),
  }));
  const drawnIn = (row: ScreenRow, look: Look) => drawnRow(row, 14, look);

  it.each([
    { glyphs: 'ascii', sign: '>' },
    { glyphs: 'block', sign: '❯' },
  ] as const)('has a sign before it in $glyphs, as its band may be but a tint', ({ glyphs, sign }) => {
    for (const look of looks) {
      const drawn = drawnIn(withMargin(content, true), { ...look, glyphs: glyphSet(glyphs) });
      expect(stripVTControlCharacters(drawn)).toBe(`${sign}checkout-api `);
    }
  });

  it('has no second sign where it goes on', () => {
    for (const look of looks) {
      const drawn = drawnIn({ ...withMargin(content, true), isContinued: true }, look);
      expect(stripVTControlCharacters(drawn)).toBe(' checkout-api ');
    }
  });

  it('keeps a mark of its own, reversed against its band', () => {
    for (const look of looks) {
      const drawn = drawnIn({ line: [span('ours', LOOK.glyphs.pin), ...content], isSelected: true }, look);
      expect(drawn, look.theme.name).toMatch(look.theme.bandReverses ? /[[;]27m┃/ : /[[;]7m┃/);
    }
  });
});

describe('rows in place of the last ones', () => {
  const lineOf = (text: string) => [span('fact', safeText(text))];
  const shown = (screen: readonly string[], last: readonly string[]) =>
    wordsOf(
      withLastRows(
        screen.map((text) => (text === '' ? BLANK : { line: lineOf(text) })),
        last.map(lineOf),
        screen.length,
      ),
    );

  it('have a blank row above them if they hide text anyway and would touch the rest', () => {
    expect(shown(['a', 'b', 'c', '', 'footer'], ['copy', 'it', 'esc'])).toEqual([
      ...['a', '', ' copy', ' it', ' esc'],
    ]);
  });

  it('hide no row of a table where the footer and the blank above it have room for them', () => {
    expect(shown(['a', 'b', 'c', '', 'footer'], ['copy', 'esc'])).toEqual(['a', 'b', 'c', ' copy', ' esc']);
  });

  it('do not hide the selected row, which they may be about', () => {
    const screen = [{ line: lineOf('a') }, { line: lineOf('b'), isSelected: true }, BLANK, BLANK, BLANK];
    expect(wordsOf(withLastRows(screen, ['copy', 'it', 'esc'].map(lineOf), 5))).toEqual([
      ...['a', 'b', ' copy', ' it', ' esc'],
    ]);
  });

  it.each([
    { which: 'a single one', screen: ['a', 'b', 'footer'], last: ['copy'], says: ['a', 'b', ' copy'] },
    {
      which: 'several below a blank one',
      screen: ['a', '', 'b', 'footer'],
      last: ['copy', 'esc'],
      says: ['a', '', ' copy', ' esc'],
    },
    {
      which: 'as many as there are',
      screen: ['a', 'footer'],
      last: ['copy', 'esc'],
      says: [' copy', ' esc'],
    },
    { which: 'none', screen: ['a', 'footer'], last: [], says: ['a', 'footer'] },
  ])('need none: $which', ({ screen, last, says }) => {
    expect(shown(screen, last)).toEqual(says);
  });
});
