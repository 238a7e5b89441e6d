import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { momentCell, momentText } from '../../../src/views/parts/time-notation.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:10Z');

it.each([
  ['utc', -14, '02:58Z', '02:58Z'],
  ['local', -14, '03:58', '03:58 '],
  ['ago', -14, '14m ago', '   14m'],
  ['ago', -133, '2h 13m ago', '2h 13m'],
  ['ago', 6, 'in 6m', '   0 s'],
] as const)('%s, %i minutes from now, is %s', (notation, minutes, text, cell) => {
  const times = { notation, nowMs: NOW_MS, localOffsetMinutes: 60 };
  expect(momentText(NOW_MS + minutes * MINUTE_MS, times)).toBe(text);
  expect(momentCell(NOW_MS + minutes * MINUTE_MS, times)).toBe(cell);
});
