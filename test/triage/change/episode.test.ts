import { describe, expect, it } from 'vitest';
import { lastsSince } from '../../../src/triage/change/episode.ts';
import { errorRateOf, type FunctionMinute } from '../../../src/triage/minute/function-minute.ts';
import { minuteMsAt, minutesOf, times } from '../troubled.ts';

const FINE = {};
const BAD = { errors: 10 };

function fails(minute: FunctionMinute): boolean | null {
  const rate = errorRateOf(minute);
  return rate === null ? null : rate > 0;
}

describe('what lasts', () => {
  it.each([
    { case: 'the first of the bad minutes', minutes: [FINE, FINE, BAD, BAD, BAD], since: 2 },
    { case: 'the newest minute when it is the first', minutes: [FINE, FINE, BAD], since: 2 },
    { case: 'before a short pause', minutes: [FINE, BAD, FINE, BAD, BAD], since: 1 },
    { case: 'behind a long pause', minutes: [FINE, BAD, ...times(5, FINE), BAD, BAD], since: 7 },
    { case: 'found though the newest minute is fine', minutes: [FINE, BAD, FINE], since: 1 },
    { case: 'found across a minute without data', minutes: [FINE, BAD, null, BAD], since: 1 },
    { case: 'never a minute without data', minutes: [FINE, null, null, BAD], since: 3 },
    { case: 'the first call of one that fails since', minutes: [null, null, BAD, BAD], since: 2 },
  ])('began with $case', ({ minutes, since }) => {
    expect(lastsSince(minutesOf(...minutes), fails)).toBe(minuteMsAt(since));
  });

  it.each([
    { case: 'it is over', minutes: [FINE, BAD, ...times(5, FINE)] },
    { case: 'there is no data', minutes: [null, null] },
    { case: 'there are no minutes', minutes: [] },
    { case: 'it holds from the first minute on', minutes: [BAD, null, BAD] },
  ])('began nobody knows when where $case', ({ minutes }) => {
    expect(lastsSince(minutesOf(...minutes), fails)).toBeNull();
  });
});

describe('what began before the first minute known', () => {
  it.each([
    { case: 'all minutes hold', minutes: [BAD, BAD, BAD], since: -40 },
    { case: 'all do but for minutes without data', minutes: [null, BAD, null, BAD], since: -40 },
    { case: 'it began anew', minutes: [BAD, ...times(5, FINE), BAD], since: 6 },
  ])('began at $since when that is carried and $case', ({ minutes, since }) => {
    expect(lastsSince(minutesOf(...minutes), fails, minuteMsAt(-40))).toBe(minuteMsAt(since));
  });

  it('is over after a long pause, whatever is carried', () => {
    expect(lastsSince(minutesOf(BAD, ...times(5, FINE)), fails, minuteMsAt(-40))).toBeNull();
  });

  it('keeps its beginning while minute after minute is forgotten', () => {
    const history = minutesOf(...times(30, FINE), ...times(400, BAD));
    let carriedMs: number | null = null;
    for (let newest = 31; newest <= history.length; newest++) {
      carriedMs = lastsSince(history.slice(Math.max(0, newest - 150), newest), fails, carriedMs);
      expect(carriedMs).toBe(minuteMsAt(30));
    }
  });
});
