import { describe, expect, it } from 'vitest';
import { errorRateOf, type FunctionMinute } from '../../src/triage/function-minute.ts';
import { durationRise, runSince } from '../../src/triage/onset.ts';
import { minuteMsAt, minutesOf, times } from './troubled.ts';

const FINE = {};
const BAD = { errors: 10 };

function fails(minute: FunctionMinute): boolean | null {
  const rate = errorRateOf(minute);
  return rate === null ? null : rate > 0;
}

describe('the start of a run', () => {
  it.each([
    { case: 'the first of the bad minutes', minutes: [FINE, FINE, BAD, BAD, BAD], since: 2 },
    { case: 'the newest minute when it is the first', minutes: [FINE, FINE, BAD], since: 2 },
    {
      case: 'the first of the newest run, not of an older one',
      minutes: [FINE, BAD, FINE, BAD, BAD],
      since: 3,
    },
    { case: 'found across a minute without data', minutes: [FINE, BAD, null, BAD], since: 1 },
    { case: 'found when the newest minute has no data', minutes: [FINE, BAD, BAD, null], since: 1 },
    { case: 'never a minute without data', minutes: [FINE, null, null, BAD], since: 3 },
    {
      case: 'the first call of a function that fails since it is called',
      minutes: [null, null, BAD, BAD],
      since: 2,
    },
  ])('is $case', ({ minutes, since }) => {
    expect(runSince(minutesOf(...minutes), fails)).toBe(minuteMsAt(since));
  });

  it.each([
    { case: 'the newest minute is fine', minutes: [FINE, BAD, FINE] },
    { case: 'the newest minute is fine but for the gap behind it', minutes: [BAD, FINE, null] },
    { case: 'there is no data', minutes: [null, null] },
    { case: 'there are no minutes', minutes: [] },
    { case: 'it holds for all that is known: it began before', minutes: [BAD, BAD, BAD] },
    { case: 'it holds from the first minute on, gaps aside', minutes: [BAD, null, BAD] },
  ])('is not known when $case', ({ minutes }) => {
    expect(runSince(minutesOf(...minutes), fails)).toBeNull();
  });
});

describe('a rise of the duration', () => {
  const slow = (averageMs: number) => ({ averageMs });

  it('begins with the first slow minute and tells from what to what', () => {
    expect(durationRise(minutesOf(...times(30, slow(1_100)), ...times(5, slow(4_600))))).toEqual({
      sinceMs: minuteMsAt(30),
      beforeMs: 1_100,
      nowMs: 4_600,
    });
  });

  it('is dated to where a ramp leaves what was usual', () => {
    const ramp = [1, 2, 3, 4, 5, 6].map((step) => slow(1_000 + 300 * step));
    expect(durationRise(minutesOf(...times(30, slow(1_000)), ...ramp))).toEqual({
      sinceMs: minuteMsAt(31),
      beforeMs: 1_000,
      nowMs: 2_800,
    });
  });

  it('is still dated right when it has lasted for half an hour', () => {
    const minutes = minutesOf(...times(60, slow(1_000)), ...times(40, slow(3_000)));
    expect(durationRise(minutes)?.sinceMs).toBe(minuteMsAt(60));
  });

  it('lasts over a minute without calls', () => {
    const minutes = minutesOf(...times(30, slow(1_000)), slow(3_000), null, slow(3_000));
    expect(durationRise(minutes)?.sinceMs).toBe(minuteMsAt(30));
  });

  it.each([
    { case: 'a level', minutes: times(60, slow(1_000)) },
    { case: 'a rise by less than half', minutes: [...times(30, slow(1_000)), ...times(5, slow(1_490))] },
    {
      case: 'a rise that is over',
      minutes: [...times(30, slow(1_000)), ...times(5, slow(3_000)), slow(1_000)],
    },
    { case: 'too short a past', minutes: [...times(9, slow(1_000)), ...times(5, slow(3_000))] },
    {
      case: 'a past that is mostly without data',
      minutes: [...times(50, null), ...times(9, slow(1_000)), ...times(5, slow(3_000))],
    },
    {
      case: 'a function that is called for the first time',
      minutes: [...times(60, null), ...times(5, slow(3_000))],
    },
    { case: 'no data', minutes: times(60, null) },
    { case: 'no minutes', minutes: [] },
    {
      case: 'night traffic: one slow call says nothing',
      minutes: [...times(60, { invocations: 1, averageMs: 1_000 }), { invocations: 1, averageMs: 9_000 }],
    },
    {
      case: 'calls that are slow as often as quick',
      minutes: Array.from({ length: 61 }, (_, index) => slow(index % 2 === 0 ? 2_000 : 1_000)),
    },
  ])('is not seen in $case', ({ minutes }) => {
    expect(durationRise(minutesOf(...minutes))).toBeNull();
  });
});
