import { describe, expect, it } from 'vitest';
import { clockSkew } from '../../../src/aws/answer/clock-skew.ts';

const DATED = 'Tue, 24 Nov 2026 03:12:10 GMT';
const DATED_MS = Date.parse(DATED);

const exchange = (sentMs: number, receivedMs: number) => ({
  sentMs: DATED_MS + sentMs,
  receivedMs: DATED_MS + receivedMs,
});

describe('how far the clock of AWS is ahead', () => {
  it.each([
    ['zero for an answer within the second of its date', exchange(200, 300), 0],
    ['zero for one that took four seconds and was dated when it was requested', exchange(100, 4_100), 0],
    ['zero for one that took four seconds and was dated when it arrived', exchange(-3_500, 500), 0],
    ['almost ten minutes for one dated ten minutes after it arrived', exchange(-600_000, -599_900), 599_900],
    [
      'almost ten minutes behind for one dated ten minutes before it was requested',
      exchange(600_000, 600_100),
      -599_000,
    ],
    [
      'a tenth of a second, not two, for one that took four and arrived that much before its date',
      exchange(-4_100, -100),
      100,
    ],
  ])('is %s', (_case, asked, skewMs) => {
    expect(clockSkew(DATED, asked)).toBe(skewMs);
  });

  it.each([
    ['no date', undefined],
    ['an invalid date', 'soon'],
  ])('is unknown for an answer with %s', (_case, date) => {
    expect(clockSkew(date, exchange(0, 100))).toBeNull();
  });
});
