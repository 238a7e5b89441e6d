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

describe('the onset of an episode', () => {
  it.each([
    { case: 'the first of the bad minutes', minutes: [FINE, FINE, BAD, BAD, BAD], since: 2 },
    { case: 'the newest minute if it is the first', minutes: [FINE, FINE, BAD], since: 2 },
    { case: 'before a short pause', minutes: [FINE, BAD, FINE, BAD, BAD], since: 1 },
    { case: 'after a long pause', minutes: [FINE, BAD, ...times(5, FINE), BAD, BAD], since: 7 },
    { case: 'found although the newest minute is fine', minutes: [FINE, BAD, FINE], since: 1 },
    { case: 'found across a minute without data', minutes: [FINE, BAD, null, BAD], since: 1 },
    { case: 'never a minute without data', minutes: [FINE, null, null, BAD], since: 3 },
    { case: 'the first call if calls have failed ever since', minutes: [null, null, BAD, BAD], since: 2 },
  ])('is $case', ({ minutes, since }) => {
    expect(lastsSince(minutesOf(...minutes), fails)).toBe(minuteMsAt(since));
  });

  it.each([
    { case: 'it is over', minutes: [FINE, BAD, ...times(5, FINE)] },
    { case: 'there is no data', minutes: [null, null] },
    { case: 'there are no minutes', minutes: [] },
    { case: 'it lasts from the first minute on', minutes: [BAD, null, BAD] },
  ])('is unknown if $case', ({ minutes }) => {
    expect(lastsSince(minutesOf(...minutes), fails)).toBeNull();
  });
});

describe('an episode from before the first known minute', () => {
  it.each([
    { case: 'all minutes are bad', minutes: [BAD, BAD, BAD], since: -40 },
    { case: 'all are bad except for minutes without data', minutes: [null, BAD, null, BAD], since: -40 },
    { case: 'it began again', minutes: [BAD, ...times(5, FINE), BAD], since: 6 },
  ])('has its onset at $since if that is carried over and $case', ({ minutes, since }) => {
    expect(lastsSince(minutesOf(...minutes), fails, minuteMsAt(-40))).toBe(minuteMsAt(since));
  });

  it('is over after a long pause, whatever is carried over', () => {
    expect(lastsSince(minutesOf(BAD, ...times(5, FINE)), fails, minuteMsAt(-40))).toBeNull();
  });

  it('keeps its onset as old minutes are forgotten', () => {
    const history = minutesOf(...times(30, FINE), ...times(400, BAD));
    let carriedMs: number | null = null;
    for (let newest = 31; newest <= history.length; newest++) {
      carriedMs = lastsSince(history.slice(Math.max(0, newest - 150), newest), fails, carriedMs);
      expect(carriedMs).toBe(minuteMsAt(30));
    }
  });
});
