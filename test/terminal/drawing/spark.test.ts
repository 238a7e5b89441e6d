import { describe, expect, it } from 'vitest';
import { spark } from '../../../src/terminal/drawing/spark.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';

const block = glyphSet('block');

describe('a sparkline', () => {
  it.each([
    ['distinguishes no data from a measured zero', [null, 0, Number.NaN, 0], 7, ' _ _'],
    ['distinguishes a measured zero from next to nothing', [0, 0.001, 0, 1], 1_000, '_▁_▁'],
    ['stays inside its cell above the maximum', [99, Number.POSITIVE_INFINITY], 7, '▇▇'],
    ['stays inside its cell below zero', [-5], 7, '_'],
    ['is flat when the maximum is zero', [0, 0], 0, '__'],
  ])('%s', (_, values, max, shown) => {
    expect(lineText(spark(values, { max }, block))).toBe(shown);
  });

  it('is no picture without any value, so that a band of reverse video goes on over it', () => {
    expect(spark([null, Number.NaN], { max: 7 }, block)).toEqual([{ tone: 'fact', text: '  ' }]);
    expect(spark([null, 7], { max: 7 }, block)[0]).toMatchObject({ isPicture: true });
  });

  it('fades its history before the newest values', () => {
    expect(spark([7, 7, 7, 7, 7], { max: 7 }, block)).toMatchObject([
      { tone: 'focus', text: '▇▇', faded: true },
      { tone: 'focus', text: '▇▇▇' },
    ]);
  });

  it('gives each value its own tone', () => {
    const tone = (value: number) => (value > 6 ? 'crit' : 'focus');
    expect(spark([1, 7], { max: 7, tone, newest: 2 }, block)).toMatchObject([
      { tone: 'focus', text: '▁' },
      { tone: 'crit', text: '▇' },
    ]);
  });
});
