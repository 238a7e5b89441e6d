import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import type { Span } from '../../../src/terminal/line.ts';
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

function lookOf({ tone, faded }: Span): string {
  return faded === true ? `${tone} faded` : tone;
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
    { what: 'only gaps', values: [null, null], rows: ['', '', '', '', ''] },
    { what: 'NaN', values: [2, 2, Number.NaN, 2, 2], rows: ['', '', '── ──', '', ''] },
    { what: 'an infinite value', values: [2, 2, Infinity, 2, 2], rows: ['', '', '── ──', '', ''] },
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

  it('never drops to 0 in a gap: no data is not zero', () => {
    expect(drawn([4, 4, null, null, 4, 4]).at(-1)?.trim()).toBe('');
  });

  it('shows the highest of the values that share a column', () => {
    expect(drawn([0, 0, 3, 0, 0, 0], { width: 8 })[1]).toMatch(/[─╭╮]/);
  });

  describe('of more minutes than columns', () => {
    const peakJustBefore = [...Array<number>(10).fill(1), 4, 1];

    it.each([
      { glyphs: 'block', rows: ['  ╭╮', '  ││', '  ││', '──╯╰', ''] },
      { glyphs: 'ascii', rows: ['  ..', '  ||', '  ||', "--'`", ''] },
      { glyphs: 'braille', rows: ['   ⣶', '   ⣿', '   ⣿', '⠒⠒⠒⠛', ''] },
    ] as const)('shows the newest beside the higher one before it ($glyphs)', ({ glyphs, rows }) => {
      expect(drawn(peakJustBefore, { width: 9 }, glyphs).map((row) => row.trimEnd())).toEqual(rows);
    });

    it('shows the newest of a dashed Braille curve, whose dashes are as high as their highest value', () => {
      const curve = { values: peakJustBefore, tone: 'warn', stroke: 'dashed' } as const;
      const rows = chartLines([curve], { ...FRAME, width: 9 }, glyphSet('braille')).map(plainLine);
      expect(rows.map((row) => row.slice(5).trimEnd())).toEqual(['  ⡒⢀', '  ⡂⢐', '  ⡂⢐', '⠒  ⠐', '']);
    });

    it('colours a curve that harms by the minute in its column', () => {
      const lag = { values: peakJustBefore, tone: 'crit', harmFrom: 3 } as const;
      const bottom = chartLines([lag], { ...FRAME, width: 9 }, glyphSet('block'))[3] ?? [];
      expect(bottom.at(-1)).toMatchObject({ tone: 'crit', faded: true });
    });
  });

  it.each([4, 5])(
    'draws what shows in the single column %i, though another curve goes on there',
    (column) => {
      const served = { values: Array<number>(9).fill(2), tone: 'focus' } as const;
      const wanted = {
        ...served,
        isDrawn: served.values.map((_, at) => at === column),
        tone: 'warn',
        stroke: 'double',
      } as const;
      const shown = (...curves: Parameters<typeof chartLines>[0]) =>
        chartLines(curves, FRAME, glyphSet('block')).map(plainLine).join('\n');
      expect(shown(wanted, served)).toMatch(/─═─/u);
      expect(shown(served, wanted)).toMatch(/─═─/u);
    },
  );

  it('draws only ASCII with the ASCII glyphs', () => {
    const lines = chartLines([{ values: [0, 4, 1, null, 2], tone: 'focus' }], FRAME, glyphSet('ascii'));
    expect(lines.map(plainLine).join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it.each(['ascii', 'block'] as const)('alternates between curves that share cells (%s)', (glyphs) => {
    const curves = [
      { values: [2, 2, 2, 2], tone: 'warn' as const, stroke: 'dashed' as const },
      { values: [2, 2, 2, null], tone: 'crit' as const },
    ];
    const row = chartLines(curves, { ...FRAME, width: 9 }, glyphSet(glyphs))[2] ?? [];
    const [dash, line] = glyphs === 'ascii' ? ['+', '-'] : ['╌', '─'];
    expect(row.slice(2).map(({ text, tone }) => [text, tone])).toEqual([
      [dash, 'warn'],
      [line, 'crit'],
      [`${dash}${dash}`, 'warn'],
    ]);
  });

  it('draws the curve that turns where a straight one shares its cell', () => {
    const curves = [
      { values: [2, 2, 2, 2, 2, 2, 2], tone: 'warn' as const, stroke: 'dashed' as const },
      { values: [2, 2, 3, 3, 3, 2, 2], tone: 'crit' as const },
    ];
    const rows = chartLines(curves, { ...FRAME, width: 12 }, glyphSet('block')).map(plainLine);
    expect(rows.map((row) => row.slice(5))).toEqual(['', '  ╭──╮', '╌─╯╌╌╰╌', '', '']);
  });

  it('draws the last curve whole where both turn in the same cells, and alternates where both rise', () => {
    const curves = [
      { values: [0, 0, 3, 3], tone: 'warn' as const, stroke: 'dashed' as const },
      { values: [0, 0, 4, 4], tone: 'crit' as const },
    ];
    const rows = chartLines(curves, { ...FRAME, width: 9 }, glyphSet('block'));
    const inTones = rows.map((row) =>
      row.slice(2).flatMap((span) => (span.text.trim() === '' ? [] : [[span.text.trim(), lookOf(span)]])),
    );
    expect(inTones).toEqual([
      [['╭─', 'crit']],
      [
        ['│', 'crit'],
        ['╌', 'warn'],
      ],
      [['┆', 'warn']],
      [['│', 'crit']],
      [
        ['⎽⎽', 'dim faded'],
        ['┆', 'warn'],
      ],
    ]);
  });

  it('keeps noise around the boundary of two rows in one of them', () => {
    expect(drawn([2.6, 2.4, 2.6, 2.5, 2.4]).map((row) => row.trimEnd())).toEqual(['', '', '─────', '', '']);
    expect(drawn([2, 2.6, 2.1, 2.7, 1.9]).map((row) => row.trimEnd())).toEqual(['', '', '─────', '', '']);
  });

  it('draws counts with a row each as they are', () => {
    expect(drawn([1, 1, 2, 2, 1, 1]).map((row) => row.trimEnd())).toEqual(['', '', '  ╭─╮', '──╯ ╰─', '']);
    expect(drawn([1, 2, 1, 2, 1]).map((row) => row.trimEnd())).toEqual(['', '', ' ╭╮╭╮', '─╯╰╯╰', '']);
  });

  it('shows one value that is a row off, as a peak, and a change that lasts', () => {
    expect(drawn([2, 2, 3, 2, 2]).map((row) => row.trimEnd())).toEqual(['', '  ╭╮', '──╯╰─', '', '']);
    expect(drawn([2, 2, 4, 2, 2]).map((row) => row.trimEnd())).toEqual(['  ╭╮', '  ││', '──╯╰─', '', '']);
    expect(drawn([2, 2, 2.9, 2.9, 2.9]).map((row) => row.trimEnd())).toEqual(['', '  ╭──', '──╯', '', '']);
  });

  it.each([
    { what: 'the floor at zero', values: [0, 0, 3, 3, 0, 0], block: '⎽⎽│ │⎽', ascii: '__| |_' },
    {
      what: 'the middle below half a row',
      values: [0.1, 0.4, 3, 3, 0.3, 0.1],
      block: '──╯ ╰─',
      ascii: "--' `-",
    },
    { what: 'the floor at a single zero', values: [3, 3, 0, 3, 3, 3], block: '  ││', ascii: '  ||' },
    { what: 'a turn at a little more', values: [3, 3, 0.2, 3, 3, 3], block: '  ╰╯', ascii: "  `'" },
    { what: 'the floor at the newest zero', values: [3, 3, 3, 0], block: '   │', ascii: '   |' },
    { what: 'a turn at the newest little', values: [3, 3, 3, 0.2], block: '   ╰', ascii: '   `' },
    {
      what: 'zero and a little more side by side',
      values: [0, 0.2, 0, 0, 0.3, 0.3],
      block: '⎽─⎽⎽──',
      ascii: '_-__--',
    },
  ])('has in its bottom row $what, with joints that touch', ({ values, block, ascii }) => {
    expect(drawn(values).at(-1)?.trimEnd()).toBe(block);
    expect(drawn(values, {}, 'ascii').at(-1)?.trimEnd()).toBe(ascii);
  });

  it('keeps the course it had before it is drawn', () => {
    const isDrawn = [false, false, true, true];
    const curve = { values: [2.6, 2.6, 2.4, 2.4], isDrawn, tone: 'crit' as const };
    const rows = chartLines([curve], { ...FRAME, width: 9 }, glyphSet('block')).map(plainLine);
    expect(rows.map((row) => row.slice(5))).toEqual(['', '', '  ──', '', '']);
  });

  it('joins what it draws of a curve to the course before it', () => {
    const curve = { values: [1, 1, 3, 3], isDrawn: [false, false, true, true], tone: 'ours' as const };
    const rows = chartLines([curve], { ...FRAME, width: 9 }, glyphSet('block')).map(plainLine);
    expect(rows.map((row) => row.slice(5).trimEnd())).toEqual(['', '  ╭─', '  │', '  ╯', '']);
  });

  it.each([
    { what: 'a flat series', values: [2, 2, 2, 2], rows: ['', '', '⠒⠒⠒⠒', '', ''] },
    { what: 'a rise by quarters of a row', values: [2, 2.25, 2.5, 2.75], rows: ['', '  ⣀⡤', '⠒⠋⠁', '', ''] },
    { what: 'zeros', values: [0, 0], rows: ['', '', '', '', '⠒⠒'] },
    { what: 'the top', values: [4, 4], rows: ['⠒⠒', '', '', '', ''] },
    { what: 'a gap', values: [2, null, null, 2], rows: ['', '', '⠒  ⠒', '', ''] },
    { what: 'a fall over a gap', values: [4, 4, null, 1, 1], rows: ['⠒⠒', '', '', '   ⠒⠒', ''] },
  ])('draws $what in Braille dots', ({ values, rows }) => {
    expect(drawn(values, {}, 'braille').map((row) => row.trimEnd())).toEqual(rows);
  });

  it('shows both Braille curves that meet in a cell, and a rise between two dashes where it is', () => {
    const curves = [
      { values: [2, 2, 2, 2, 2, 3], tone: 'warn' as const, stroke: 'dashed' as const },
      { values: [1.75, 1.75, 1.75, 1.75, 1.75, 1.75], tone: 'crit' as const },
    ];
    const rows = chartLines(curves, { ...FRAME, width: 11 }, glyphSet('braille')).map(plainLine);
    expect(rows.map((row) => row.slice(5))).toEqual(['', '     ⡂', '⠶⠤⠶⠤⠶⠤', '', '']);
  });

  describe('of Braille dashes', () => {
    const shown = (values: readonly number[]) =>
      chartLines(
        [{ values, tone: 'warn', stroke: 'dashed' }],
        { ...FRAME, width: values.length / 2 + 5 },
        glyphSet('braille'),
      ).map((line) => plainLine(line).slice(5).trimEnd());

    it('shows one for each stretch of noise, at its highest value', () => {
      expect(shown([2, 2.75, 1.5, 2, 1.25, 2, 2.5, 1.75, 3, 2, 1.5, 2])).toEqual([
        '',
        '⠤ ⣀ ⠒⢀',
        '     ⠐',
        '',
        '',
      ]);
    });

    it.each([
      {
        what: 'a rise',
        values: [1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3],
        rows: ['', '   ⡂⠒', '   ⡂', '⠒ ⠒', ''],
      },
      {
        what: 'a rise minute by minute',
        values: [0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 4],
        rows: ['     ⡂', '    ⢐', '    ⡂', '   ⢐', '⠒ ⠒'],
      },
      {
        what: 'a fall',
        values: [3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1],
        rows: ['', '⠒ ⢂', '  ⢐', '  ⠐ ⠒', ''],
      },
      {
        what: 'a rise to the newest',
        values: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3],
        rows: ['', '     ⡂', '     ⡂', '⠒ ⠒ ⠒', ''],
      },
    ])('draws $what that lasts where it is', ({ values, rows }) => {
      expect(shown(values)).toEqual(rows);
    });
  });

  it.each([
    { where: 'lie on it', dashes: 1.75, limit: 4, shown: '⠤⠤⠤⠤' },
    { where: 'stand beside it', dashes: 2, limit: 4, shown: '⠶⠤⠶⠤' },
    { where: 'are far, and with a limit beside it', dashes: 4, limit: 2, shown: '⠤⠴⠤⠴' },
  ])('shows a Braille line in its own colour with dashes that $where', ({ dashes, limit, shown }) => {
    const curves = [
      { value: limit, tone: 'faint' as const, stroke: 'level' as const },
      { values: [dashes, dashes, dashes, dashes], tone: 'warn' as const, stroke: 'dashed' as const },
      { values: [1.75, 1.75, 1.75, 1.75], tone: 'crit' as const },
    ];
    const row = chartLines(curves, { ...FRAME, width: 9 }, glyphSet('braille'))[2] ?? [];
    expect(row.slice(2).map(({ text, tone }) => [text, tone])).toEqual([[shown, 'crit']]);
  });

  it('shows in Braille a limit between the dashes of a forecast that is at it', () => {
    const curves = [
      { value: 2, tone: 'crit' as const, stroke: 'level' as const },
      { values: [2, 2, 2, 2], tone: 'warn' as const, stroke: 'dashed' as const },
    ];
    const row = chartLines(curves, { ...FRAME, width: 9 }, glyphSet('braille'))[2] ?? [];
    expect(row.slice(2).map(({ text, tone }) => [text, tone])).toEqual([
      ['⠒', 'warn'],
      ['⠐', 'crit'],
      ['⠒', 'warn'],
      ['⠐', 'crit'],
    ]);
  });

  it('shows in Braille a mean of 1.1 s apart from zero, and a demand of 225 apart from its limit of 200', () => {
    const rows = (values: readonly number[], top: number) =>
      drawn(values, { top }, 'braille').map((row) => row.trimEnd());
    expect(rows([1.1, 1.1], 10)).not.toEqual(rows([0, 0], 10));
    expect(rows([225, 225], 240)).not.toEqual(rows([200, 200], 240));
  });

  it.each(
    (['ascii', 'block', 'braille'] as const).flatMap((glyphs) =>
      (['line', 'dashed', 'double'] as const).flatMap((stroke) =>
        [2, 3, 6, 12].map((rows) => ({ glyphs, stroke, rows })),
      ),
    ),
  )('draws next to nothing apart from 0 ($glyphs, $stroke, $rows rows)', ({ glyphs, stroke, rows }) => {
    const ticks = Array.from({ length: rows }, (_, row) => row);
    const shown = (values: readonly number[]) =>
      chartLines(
        [{ values, tone: 'focus', stroke }],
        { ...FRAME, width: values.length + 5, ticks, top: rows - 1 },
        glyphSet(glyphs),
      ).map((line) => plainLine(line).slice(5));
    const none = shown([0, 0, 0, 0]);
    const little = shown([0.001, 0.001, 0.001, 0.001]);
    expect(little).not.toEqual(none);
    expect(little.slice(0, -1)).toEqual(none.slice(0, -1));
    for (const once of [0, 1, 2, 3])
      expect(shown([0, 1, 2, 3].map((at) => (at === once ? 0.001 : 0)))).not.toEqual(none);
  });

  it('tells by its signs which curve is next to nothing', () => {
    for (const glyphs of ['ascii', 'block'] as const) {
      const signs = (['line', 'dashed', 'double'] as const).map((stroke) =>
        chartLines([{ values: [0.2], tone: 'focus', stroke }], FRAME, glyphSet(glyphs))
          .map(plainLine)
          .at(-1),
      );
      expect(new Set(signs).size).toBe(3);
    }
  });

  it('draws next to nothing off the ground in Braille, whose dots are small', () => {
    const low = drawn([0.05, 0.05], { top: 2, ticks: [0, 1, 2] }, 'braille').map((row) => row.trimEnd());
    expect(low).toEqual(['', '', '⠉⠉']);
  });

  it.each(['ascii', 'block', 'braille'] as const)(
    'fades zero, without the colour of an alarm, and draws any more in its full colour, if in the same row, too (%s)',
    (glyphs) => {
      const tonesOf = (values: readonly number[], tone: 'crit' | 'warn' | 'focus') =>
        chartLines([{ values, tone }], { ...FRAME, width: values.length + 5 }, glyphSet(glyphs))
          .map((line) => line.slice(2).filter(({ text }) => text.trim() !== ''))
          .map((spans) => spans.map(lookOf).join());
      for (const tone of ['crit', 'warn', 'focus'] as const) {
        const atZero = tone === 'focus' ? 'focus faded' : 'dim faded';
        expect(tonesOf([0, 0, 0, 0], tone)).toEqual(['', '', '', '', atZero]);
        expect(tonesOf([0.2, 0.2, 0.2, 0.2], tone)).toEqual(['', '', '', '', tone]);
      }
      expect(tonesOf([1, 1, 1, 1], 'crit')).toEqual(['', '', '', 'crit', '']);
      expect(tonesOf([0, 0, 0, 0, 0, 0, 3, 3], 'crit').at(-1)).toMatch(/^dim faded(,crit)?$/);
    },
  );

  it.each([
    { what: 'a tenth and more below', served: 2.5, rows: ['----', '++++'] },
    { what: 'hardly below', served: 2.85, rows: ['+-+-', ''] },
  ])('draws a curve in another row than the one above it where it is $what', ({ served, rows }) => {
    const asked = [2.9, 2.9, 2.9, 2.9];
    const curves = [
      { values: asked.map(() => served), under: asked, tone: 'focus' as const, stroke: 'dashed' as const },
      { values: asked, tone: 'crit' as const },
    ];
    const lines = chartLines(curves, { ...FRAME, width: 9 }, glyphSet('ascii')).map(plainLine);
    expect(lines.slice(1, 3).map((line) => line.slice(5).trimEnd())).toEqual(rows);
  });

  it('draws a curve beside the drawn row of the one above it, not beside each of its values', () => {
    const asked = [2.9, 2.9, 2.9, 2.45, 2.9, 2.9, 2.9, 2.9];
    const values = [2.3, 2.3, 2.3, 2.2, 2.3, 2.3, 2.3, 2.3];
    const curves = [
      { values: asked, tone: 'crit' as const },
      { values, under: asked, tone: 'focus' as const, stroke: 'dashed' as const },
    ];
    const lines = chartLines(curves, { ...FRAME, width: 13 }, glyphSet('ascii')).map(plainLine);
    expect(lines.map((line) => line.slice(5).trimEnd())).toEqual(['', '--------', '++++++++', '', '']);
  });

  it('colours a dash of Braille, with its riser, by the highest value that it shows', () => {
    const values = [1, 1, 1, 1, 1, 4, 4, 4];
    const curve = { values, tone: 'warn' as const, stroke: 'dashed' as const, harmFrom: 3 };
    const rows = chartLines([curve], { ...FRAME, width: 13 }, glyphSet('braille')).slice(0, 3);
    const drawn = rows.flatMap((row) => row.slice(2).filter(({ text }) => text.trim() !== ''));
    expect(drawn.some(({ faded = false }) => faded)).toBe(false);
  });

  it.each([1, 2, 3, 4, 5, 6])('draws a rise of dashes of Braille in minute %i in its column', (minute) => {
    const values = [...Array<number>(minute).fill(0), ...Array<number>(8 - minute).fill(3)];
    const columnOf = (stroke: 'line' | 'dashed') => {
      const rows = chartLines(
        [{ values, tone: 'warn', stroke }],
        { ...FRAME, width: 13 },
        glyphSet('braille'),
      );
      return plainLine(rows[1]!).slice(5).search(/\S/u);
    };
    expect([columnOf('dashed'), columnOf('line')]).toEqual([minute, minute]);
  });

  it('joins distant dashes of Braille by a dotted riser, and leaves near ones apart', () => {
    const rows = (values: readonly number[]) =>
      chartLines([{ values, tone: 'warn', stroke: 'dashed' }], { ...FRAME, width: 13 }, glyphSet('braille'))
        .map(plainLine)
        .map((row) => row.slice(5).trimEnd());
    expect(rows([1, 1, 1, 1, 3, 3, 3, 3])).toEqual(['', '    ⡒ ⠒', '    ⡂', '⠒ ⠒', '']);
    expect(rows([1, 1, 1, 1, 1.5, 1.5, 1.5, 1.5])).toEqual(['', '', '    ⣀ ⣀', '⠒ ⠒', '']);
  });

  it.each(['ascii', 'block', 'braille'] as const)(
    'stays faded below the value from which it does harm (%s)',
    (glyphs) => {
      const tonesOf = (values: readonly number[]) =>
        chartLines([{ values, tone: 'crit', harmFrom: 2 }], { ...FRAME, width: 13 }, glyphSet(glyphs))
          .flatMap((line) => line.slice(2).filter(({ text }) => text.trim() !== ''))
          .map(lookOf);
      expect(new Set(tonesOf([0.2, 0.2, 0.2, 0.2, 1, 1, 1, 1]))).toEqual(new Set(['crit faded']));
      expect(new Set(tonesOf([0.2, 0.2, 0.2, 0.2, 3, 3, 3, 3]))).toEqual(new Set(['crit faded', 'crit']));
    },
  );

  it('draws the fall to less than does harm in its full colour, down to its end', () => {
    const curve = { values: [0, 0, 3, 3, 0, 0, 0, 0], tone: 'warn', harmFrom: 1 } as const;
    const rows = chartLines([curve], { ...FRAME, width: 13 }, glyphSet('block'));
    const looks = rows.map((row) => row.slice(2).map((span) => [span.text.trim(), lookOf(span)]));
    expect(looks.slice(1)).toEqual([
      [
        ['', 'fact'],
        ['╭─╮', 'warn'],
      ],
      [
        ['', 'fact'],
        ['│ │', 'warn'],
      ],
      [
        ['', 'fact'],
        ['│ │', 'warn'],
      ],
      [
        ['⎽⎽', 'dim faded'],
        ['│', 'warn'],
        ['│', 'warn faded'],
        ['⎽⎽⎽', 'dim faded'],
      ],
    ]);
  });

  it('shows in Braille a little apart from zero, each in its own tone', () => {
    const curves = [
      { values: [0.2, 0.2, 0.2, 0.2], tone: 'warn' as const, stroke: 'dashed' as const },
      { values: [0, 0, 0, 0], tone: 'crit' as const },
    ];
    const row = chartLines(curves, { ...FRAME, width: 9 }, glyphSet('braille')).at(-1) ?? [];
    expect(row.slice(2).map((span) => [span.text, lookOf(span)])).toEqual([
      ['⠉', 'warn'],
      ['⠒', 'dim faded'],
      ['⠉', 'warn'],
      ['⠒', 'dim faded'],
    ]);
  });

  it('draws even a little of something harmful in its colour, in Braille', () => {
    const curve = { values: [0.2, 0.2], tone: 'crit' as const };
    const row = chartLines([curve], { ...FRAME, width: 7 }, glyphSet('braille')).at(-1) ?? [];
    expect(row.slice(2).map(({ text, tone }) => [text, tone])).toEqual([['⠉⠉', 'crit']]);
  });

  it.each([
    { what: 'clearly above', values: [225, 225], rows: ['--', '==', '', '', ''] },
    { what: 'almost level with it', values: [196, 196], rows: ['', '=-', '', '', ''] },
    { what: 'clearly below', values: [170, 170], rows: ['', '==', '--', '', ''] },
  ])('draws a curve $what beside a level line', ({ values, rows }) => {
    const curves = [
      { value: 200, tone: 'crit' as const, stroke: 'level' as const },
      { values, tone: 'focus' as const },
    ];
    const drawn = chartLines(curves, { ...FRAME, top: 240, width: 7 }, glyphSet('ascii')).map(plainLine);
    expect(drawn.map((row) => row.slice(5).trimEnd())).toEqual(rows);
  });

  it('keeps a demand above its limit in one row when a minute of it is close to the limit', () => {
    const curves = [
      { value: 200, tone: 'crit' as const, stroke: 'level' as const },
      { values: [225, 222, 208, 224, 225, 226], tone: 'warn' as const, stroke: 'double' as const },
    ];
    const drawn = chartLines(curves, { ...FRAME, top: 800 / 3, width: 11 }, glyphSet('ascii')).map(plainLine);
    expect(drawn.map((row) => row.slice(5).trimEnd())).toEqual(['******', '======', '', '', '']);
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
