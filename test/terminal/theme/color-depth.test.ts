import { expect, it } from 'vitest';
import { colorDepth } from '../../../src/terminal/theme/color-depth.ts';

it.each([
  ['COLORTERM names truecolor', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 'truecolor'],
  ['it is Windows Terminal', { WT_SESSION: 'a1' }, 'truecolor'],
  ['TERM names direct colour', { TERM: 'xterm-direct' }, 'truecolor'],
  ['TERM names 256 colours', { TERM: 'screen-256color' }, '256'],
  ['TERM names no number', { TERM: 'xterm' }, '16'],
  ['TERM is dumb', { TERM: 'dumb', COLORTERM: 'truecolor' }, 'none'],
  ['there is no TERM', {}, 'none'],
  ['NO_COLOR is set', { TERM: 'xterm', NO_COLOR: '1' }, 'none'],
  ['FORCE_COLOR and NO_COLOR are set', { TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '3' }, 'truecolor'],
  ['FORCE_COLOR is 0', { TERM: 'xterm-256color', FORCE_COLOR: '0' }, 'none'],
] as const)('on a terminal, when %s', (_, env, depth) => {
  expect(colorDepth(env, true)).toBe(depth);
});

it.each([
  ['nothing is forced', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 'none'],
  ['FORCE_COLOR is 1', { TERM: 'xterm-256color', FORCE_COLOR: '1' }, '16'],
  ['FORCE_COLOR is 2', { FORCE_COLOR: '2' }, '256'],
  ['FORCE_COLOR leaves the depth to TERM', { TERM: 'xterm-256color', FORCE_COLOR: '' }, '256'],
  ['FORCE_COLOR is set and TERM unknown', { FORCE_COLOR: 'true' }, '16'],
] as const)('into a pipe, when %s', (_, env, depth) => {
  expect(colorDepth(env, false)).toBe(depth);
});
