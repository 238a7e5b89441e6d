import { expect, it } from 'vitest';
import { gauge } from '../../../src/terminal/drawing/gauge.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';

it.each([
  ['nothing', 0, '──────────', '[........]'],
  ['a little, which is more than nothing', 0.001, '╾─────────', '[+.......]'],
  ['half a cell', 0.25, '━━╾───────', '[##......]'],
  ['nearly all, which is less than all', 0.999, '━━━━━━━━━╾', '[#######+]'],
  ['all', 1, '━━━━━━━━━━', '[########]'],
  ['more than all', 3, '━━━━━━━━━━', '[########]'],
  ['an unknown share', null, '──────────', '[........]'],
  ['NaN', Number.NaN, '──────────', '[........]'],
])('a gauge of %s', (_, share, block, ascii) => {
  expect(lineText(gauge(share, 10, glyphSet('block')))).toBe(block);
  expect(lineText(gauge(share, 10, glyphSet('ascii')))).toBe(ascii);
});

it('a gauge without room is not drawn', () => {
  expect(gauge(0.5, 0, glyphSet('block'))).toEqual([]);
  expect(gauge(0.5, 2, glyphSet('ascii'))).toEqual([]);
});

it('a gauge has the tone of its value on a faint background', () => {
  expect(gauge(0.5, 2, glyphSet('block'), 'crit')).toEqual([
    { tone: 'crit', text: '━' },
    { tone: 'faint', text: '─' },
  ]);
});
