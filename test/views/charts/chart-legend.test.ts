import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import type { SafeText } from '../../../src/terminal/text.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import { type LegendEntry, legendBelow, legendLine } from '../../../src/views/charts/chart-legend.ts';

const LEGEND: readonly LegendEntry[] = [
  { tone: 'warn', word: 'errors of served' as SafeText, short: 'errors' as SafeText, stroke: 'dashed' },
  { tone: 'focus', word: 'average' as SafeText },
];

describe('the legend of a chart', () => {
  it.each([
    { room: 60, says: ' + errors of served  - average' },
    { room: 34, says: ' + errors of served  - average' },
    { room: 33, says: ' + errors  - average' },
  ])('reads "$says" in $room cells', ({ room, says }) => {
    expect(plainLine(legendLine(LEGEND, room, glyphSet('ascii')))).toBe(says);
  });

  it.each([
    { width: 18, says: ' + errors  - average' },
    { width: 17, says: ' + errors - average' },
  ])('stands closer together in a row of $width cells before it is cut', ({ width, says }) => {
    expect(plainLine(legendBelow(LEGEND, width + 2, glyphSet('ascii')))).toBe(says);
  });

  it.each([
    { glyphs: 'ascii', says: ' ^ timeout 60.0 s' },
    { glyphs: 'block', says: '↑ timeout 60.0 s' },
    { glyphs: 'braille', says: '↑ timeout 60.0 s' },
  ] as const)('marks a limit that is not drawn as above the chart, in $glyphs', ({ glyphs, says }) => {
    const timeout = { tone: 'dim', word: 'timeout 60.0 s' as SafeText, stroke: 'level' } as const;
    const said = (isAbove: boolean) => plainLine(legendLine([{ ...timeout, isAbove }], 60, glyphSet(glyphs)));
    expect(said(true)).toBe(says);
    expect(said(false)).not.toBe(says);
  });
});
