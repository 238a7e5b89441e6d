import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { lineWidth } from '../../../src/terminal/line-layout.ts';
import { countText } from '../../../src/terminal/quantity.ts';
import type { SafeText } from '../../../src/terminal/text.ts';
import { type GlyphSetName, glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import { type ChartFrame, chartLines, emptyChartLines } from '../../../src/views/charts/chart.ts';
import { curveSign } from '../../../src/views/charts/curve-signs.ts';

const FRAME: ChartFrame = { width: 14, ticks: [0, 1, 2, 3, 4], top: 4, labelWidth: 3, label: countText };

function drawn(
  values: readonly (number | null)[],
  different: Partial<ChartFrame> = {},
  glyphs: GlyphSetName = 'block',
): readonly string[] {
  const frame = { ...FRAME, width: values.length === 0 ? 14 : values.length + 5, ...different };
  const lines = chartLines([{ values, tone: 'focus' }], frame, glyphSet(glyphs));
  for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(frame.width);
  return lines.map((line) =>
    plainLine(line)
      .padEnd(frame.width)
      .slice(FRAME.labelWidth + 2),
  );
}

describe('a chart', () => {
  it('starts at 0 and reaches its top', () => {
    const rows = chartLines([{ values: [0, 4], tone: 'focus' }], FRAME, glyphSet('block')).map(plainLine);
    expect(rows.map((row) => row.slice(0, 3))).toEqual(['  4', '  3', '  2', '  1', '  0']);
  });

  it.each([
    { what: 'a flat series', values: [2, 2, 2, 2], rows: ['', '', '────', '', ''] },
    { what: 'a series of zeros', values: [0, 0, 0], rows: ['', '', '', '', '⎽⎽⎽'] },
    { what: 'one point, on a stem', values: [3], rows: ['', '┬', '│', '│', '╵'] },
    { what: 'nothing', values: [], rows: ['', '', '', '', ''] },
    { what: 'NaN', values: [2, 2, Number.NaN, 2, 2], rows: ['', '', '── ──', '', ''] },
    { what: 'a gap', values: [2, 2, null, null, 2, 2], rows: ['', '', '──  ──', '', ''] },
    {
      what: 'values apart, each as high as it is',
      values: [4, null, 1, null, 2, null, 0],
      rows: ['┬', '│', '│   ┬', '│ ┬ │', '╵ ╵ ╵ ⎽'],
    },
    { what: 'no fall in a gap', values: [4, 4, null, 1, 1], rows: ['──', '', '', '   ──', ''] },
    { what: 'a gap at both ends', values: [null, 2, 2, null], rows: ['', '', ' ──', '', ''] },
    { what: 'a value over the top', values: [9, 9], rows: ['──', '', '', '', ''] },
    { what: 'a value below 0', values: [-3, -3], rows: ['', '', '', '', '⎽⎽'] },
    { what: 'a step up', values: [1, 1, 3, 3], rows: ['', '  ╭─', '  │', '──╯', ''] },
  ])('draws $what', ({ values, rows }) => {
    expect(drawn(values).map((row) => row.trimEnd())).toEqual(rows);
  });

  it('draws the one point with the sign of its curve in ASCII, too', () => {
    expect(drawn([3], {}, 'ascii').map((row) => row.trim())).toEqual(['', '-', '|', '|', '|']);
    expect(curveSign({ stroke: 'line' }, glyphSet('ascii'))).toBe('-');
  });

  it('shows the highest of the values that share a column', () => {
    expect(drawn([0, 0, 3, 0, 0, 0], { width: 8 })[1]).toMatch(/[─╭╮]/);
  });

  it('draws only ASCII with the ASCII glyphs', () => {
    const lines = chartLines([{ values: [0, 4, 1, null, 2], tone: 'focus' }], FRAME, glyphSet('ascii'));
    expect(lines.map(plainLine).join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('labels only the rows that have a tick, from the bottom up', () => {
    const ticks = [0, null, 2, null, 4, null];
    const lines = chartLines([], { ...FRAME, ticks, top: 5 }, glyphSet('ascii')).map(plainLine);
    expect(lines.map((line) => line.slice(0, 3).trim())).toEqual(['', '4', '', '2', '', '0']);
  });
});

describe('a chart without a data point', () => {
  it('says so instead of drawing an axis whose figures mean nothing', () => {
    const rows = emptyChartLines('no data point' as SafeText, { ...FRAME, width: 24 }, glyphSet('ascii'));
    expect(rows.map((row) => plainLine(row).trim())).toEqual(['|', '|', '| no data point', '|', '|']);
  });
});
