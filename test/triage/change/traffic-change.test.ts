import { describe, expect, it } from 'vitest';
import { attemptsSince, trafficChange } from '../../../src/triage/change/traffic-change.ts';
import { minuteMsAt, minutesOf, times } from '../troubled.ts';

const attempts = (...counts: readonly (number | null)[]) =>
  minutesOf(...counts.map((invocations) => (invocations === null ? null : { invocations })));

describe('a change in attempts', () => {
  it.each([
    {
      case: 'a sudden rise',
      counts: [...times(60, 150), ...times(8, 3_900)],
      at: 60,
      before: 150,
      now: 3_900,
    },
    { case: 'a fall', counts: [...times(60, 900), ...times(5, 90)], at: 60, before: 900, now: 90 },
    {
      case: 'a slow rise, dated to its onset',
      counts: [...times(60, 100), ...Array.from({ length: 30 }, (_, minute) => 110 + 10 * minute)],
      at: 60,
      before: 100,
      now: 400,
    },
    {
      case: 'one hidden by throttles: attempts count',
      counts: [...times(30, 150), ...times(8, 500)],
      at: 30,
      before: 150,
      now: 500,
    },
    {
      case: 'one across a minute without data',
      counts: [...times(30, 150), 500, null, 500, 500],
      at: 30,
      before: 150,
      now: 500,
    },
  ])('is $case', ({ counts, at, before, now }) => {
    expect(trafficChange(attempts(...counts))).toMatchObject({ sinceMs: minuteMsAt(at), before, now });
  });

  it.each([
    { case: 'a step', after: times(9, 500), isRamp: false },
    { case: 'a step with noise', after: [480, 530, 500, 470, 520, 510, 490, 540, 500], isRamp: false },
    { case: 'a ramp', after: [300, 450, 600, 750, 900, 1_050, 1_200, 1_350, 1_500], isRamp: true },
    { case: 'a ramp down', after: [90, 80, 70, 60, 50, 40, 30, 20, 10], isRamp: true },
  ])('tells a ramp from a step: $case', ({ after, isRamp }) => {
    expect(trafficChange(attempts(...times(60, 150), ...after))).toMatchObject({ before: 150, isRamp });
  });

  it.each([
    ['they rose by a quarter', [...times(60, 150), ...times(8, 187)]],
    ['the rise is over', [...times(60, 150), ...times(8, 500), 150]],
    ['there is only one minute of it', [...times(60, 150), 500]],
    ['they always come in batches', Array.from({ length: 64 }, (_, minute) => (minute % 8 < 3 ? 900 : 5))],
    ['there are few calls: chance doubles them', [...times(60, 4), ...times(8, 9)]],
    ['the usual level is unknown', [...times(4, 150), ...times(8, 500)]],
  ])('is not found if %s', (_why, counts) => {
    expect(trafficChange(attempts(...counts))).toBeNull();
  });

  it('is not taken from minutes that may have turned calls away', () => {
    const served = (invocations: number) => ({ invocations, throttles: null });
    expect(trafficChange(minutesOf(...times(60, { invocations: 600 }), ...times(8, served(200))))).toBeNull();
  });
});

describe('attempts since a time', () => {
  const before = times(30, { invocations: 100 });
  it.each([
    {
      case: 'throttles are known of some minutes',
      since: [{ throttles: null }, { throttles: 5 }],
      change: 0.05,
    },
    { case: 'no call was served', since: times(5, { invocations: null, throttles: 105 }), change: 0.05 },
    { case: 'throttles are not known', since: times(5, { throttles: null }), change: null },
    {
      case: 'nothing came, throttles or not',
      since: times(5, { invocations: 0, throttles: null }),
      change: -1,
    },
  ])('are $change more where $case', ({ since, change }) => {
    const minutes = minutesOf(...before, ...since);
    const told = attemptsSince(minutes, minuteMsAt(30));
    expect(told === null ? null : Math.round(told * 100) / 100).toBe(change);
  });
});
