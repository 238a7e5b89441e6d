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

describe('an episode from before the first known minute', () => {
  it.each([
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
