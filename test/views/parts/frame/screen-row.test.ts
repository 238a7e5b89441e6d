import { describe, expect, it } from 'vitest';
import { span } from '../../../../src/terminal/line-layout.ts';
import { safeText } from '../../../../src/terminal/safe-text.ts';
import { glyphSet } from '../../../../src/terminal/theme/glyphs.ts';
import { BLANK, drawnRow, withLastRows } from '../../../../src/views/parts/frame/screen-row.tsx';
import { LOOK, wordsOf } from '../../fleet/fleet-on-screen.ts';

it.each([
  ['ascii', '^[2J rings ^ '],
  ['block', '␛[2J rings ␇ '],
] as const)('a row in %s shows control characters in its own signs', (name, shown) => {
  const line = [span('fact', safeText('\x1b[2J rings \x07'))];
  expect(drawnRow({ line }, 13, { ...LOOK, glyphs: glyphSet(name) })).toBe(shown);
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

  it('have a blank row above them if they are several and would touch the text', () => {
    expect(shown(['a', 'b', 'c', 'd', 'footer'], ['copy', 'esc'])).toEqual(['a', 'b', '', ' copy', ' esc']);
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
