import { describe, expect, it } from 'vitest';
import { clockSkew } from '../../../src/aws/answer/clock-skew.ts';

const DATED = 'Tue, 24 Nov 2026 03:12:10 GMT';
const DATED_MS = Date.parse(DATED);

const exchange = (sentMs: number, receivedMs: number) => ({
  sentMs: DATED_MS + sentMs,
  receivedMs: DATED_MS + receivedMs,
});

describe('how much the clock of AWS is ahead', () => {
  it.each([
    ['nothing of an answer within the second of its date', exchange(200, 300), 0],
    ['nothing of one that took four seconds, and was dated when it was asked for', exchange(100, 4_100), 0],
    ['nothing of one that took four seconds, and was dated when it came', exchange(-3_500, 500), 0],
    ['almost ten minutes of one dated ten minutes later than it came', exchange(-600_000, -599_900), 599_900],
    [
      'almost ten minutes behind of one dated ten minutes before it was asked for',
      exchange(600_000, 600_100),
      -599_000,
    ],
    [
      'a tenth of a second, and not two, of one that took four and came so much before its date',
      exchange(-4_100, -100),
      100,
    ],
  ])('is %s', (_case, asked, skewMs) => {
    expect(clockSkew(DATED, asked)).toBe(skewMs);
  });

  it.each([
    ['no date', undefined],
    ['a date that is no time', 'soon'],
  ])('is not known from an answer with %s', (_case, date) => {
    expect(clockSkew(date, exchange(0, 100))).toBeNull();
  });
});
