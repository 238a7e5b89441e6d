import { expect, it } from 'vitest';
import { yesterdayNotice } from '../../../src/commands/session/requested-window.ts';

const NOW_MS = Date.UTC(2026, 10, 28, 5, 50, 30);

it.each([
  ['a time of day that has been', { since: '02:40', until: '05:50' }, null],
  ['no time', { since: null, until: null }, null],
  ['a span, however long', { since: '2d', until: '8h' }, null],
  ['a time with its date', { since: null, until: '2026-11-27T23:59:00Z' }, null],
  [
    'a time of day that is yet to come',
    { since: null, until: '23:59' },
    '--until 23:59 is of yesterday, 27 Nov: today it is yet to come',
  ],
  [
    'two of them',
    { since: '22:00', until: '23:59:30Z' },
    '--since 22:00 is of yesterday, 27 Nov; --until 23:59:30Z is of yesterday, 27 Nov: today it is yet to come',
  ],
])('the date is told where it is not today: %s', (_what, asked, says) => {
  expect(yesterdayNotice(asked, NOW_MS)).toBe(says);
});
