import { describe, expect, it } from 'vitest';
import { seriesPoints } from '../../../bench/series-file.ts';

const NOON_MS = Date.UTC(2026, 10, 24, 12);

describe('a file with a series', () => {
  it.each([
    ['seconds', `${NOON_MS / 1_000}`],
    ['milliseconds', `${NOON_MS}`],
    ['ISO with a zone', '2026-11-24T13:00:00+01:00'],
    ['ISO without a zone', '2026-11-24T12:00:00'],
    ['ISO with a blank', '"2026-11-24 12:00:00"'],
  ])('may have times in %s', (_what, time) => {
    expect(seriesPoints(`t,value\n${time},1.5\n`)).toEqual([{ timeMs: NOON_MS, value: 1.5, total: null }]);
  });

  it('may count shares of totals, and skips lines without a number', () => {
    expect(seriesPoints(`t,count,total\r\n${NOON_MS},3,40\r\n${NOON_MS},,40\r\n`)).toEqual([
      { timeMs: NOON_MS, value: 3, total: 40 },
    ]);
  });

  it('is refused without a header', () => {
    expect(() => seriesPoints('1,2\n3,4')).toThrow('the header must be t,value or t,count,total');
  });
});
