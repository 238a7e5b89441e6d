import { describe, expect, it } from 'vitest';
import type { CapacityMinute } from '../../../src/capacity/evidence.ts';
import {
  averageDurationMs,
  demandOf,
  meanConcurrency,
  partsOf,
} from '../../../src/capacity/minute/estimate.ts';
import { busyMinute, minuteMsAt, missingMinute } from '../capacity-minutes.ts';

function minute(invocations: number | null, durationSumMs: number | null): CapacityMinute {
  return { ...missingMinute(0), invocations, durationSumMs };
}

describe('the mean concurrency of a minute', () => {
  it.each([
    { case: '10 calls a second for 3 s each', invocations: 600, durationSumMs: 1_800_000, busy: 30 },
    { case: 'calls of 5 min that began in it', invocations: 2, durationSumMs: 600_000, busy: 10 },
    { case: 'a measured zero', invocations: 0, durationSumMs: null, busy: 0 },
    { case: 'no data point', invocations: null, durationSumMs: null, busy: null },
    { case: 'calls whose duration is not published yet', invocations: 7, durationSumMs: null, busy: null },
    { case: 'a duration without a count', invocations: null, durationSumMs: 30_000, busy: 0.5 },
  ])('is $busy for $case', ({ invocations, durationSumMs, busy }) => {
    expect(meanConcurrency(minute(invocations, durationSumMs))).toBe(busy);
  });
});

describe('the average duration of a minute', () => {
  it.each([
    { case: 'calls', invocations: 600, durationSumMs: 1_800_000, average: 3_000 },
    { case: 'no calls', invocations: 0, durationSumMs: 0, average: null },
    { case: 'no count', invocations: null, durationSumMs: 5_000, average: null },
  ])('is $average for $case', ({ invocations, durationSumMs, average }) => {
    expect(averageDurationMs(minute(invocations, durationSumMs))).toBe(average);
  });
});

describe('the demand of a minute', () => {
  it.each([
    { case: 'nothing was throttled', throttles: 0, demand: 30 },
    { case: 'as many were throttled as served', throttles: 600, demand: 60 },
    { case: 'throttles were not counted', throttles: null, demand: 30 },
  ])('is $demand if $case', ({ throttles, demand }) => {
    expect(demandOf(busyMinute(0, 30, { callMs: 3_000, throttles }))).toBe(demand);
  });

  it('is unknown if nothing was served that shows how long a call takes', () => {
    expect(demandOf({ ...missingMinute(0), throttles: 40, invocations: 0 })).toBeNull();
  });
});

it.each([
  {
    case: 'of short calls',
    ran: 30,
    parts: [
      ['duration', 30],
      ['observedMax', 41],
    ],
  },
  {
    case: 'of calls that ran on from minutes before',
    ran: 37,
    parts: [
      ['duration', 30],
      ['residence', 37],
      ['observedMax', 41],
    ],
  },
])('explains an estimate $case and says of when it is', ({ ran, parts }) => {
  const calls = [
    { minuteMs: minuteMsAt(3), calls: 60, busyMs: 30 * 60_000 },
    { minuteMs: minuteMsAt(2), calls: 60, busyMs: (ran - 30) * 60_000 },
  ];
  expect(partsOf(busyMinute(3, 30, { observedMax: 41 }), calls)).toEqual(
    parts.map(([source, value]) => ({
      source,
      value,
      asOfMs: minuteMsAt(4),
      ...(source === 'residence' ? { ran: calls } : {}),
    })),
  );
});

it.each([
  { mean: 191.2, ran: 192.4, tells: true },
  { mean: 191.6, ran: 192.4, tells: false },
])(
  'shows how calls ran if they ran for $ran instead of $mean, as far as is known',
  ({ mean, ran, tells }) => {
    const calls = [{ minuteMs: minuteMsAt(3), calls: 2_500, busyMs: ran * 60_000 }];
    const sources = partsOf(busyMinute(3, mean), calls).map(({ source }) => source);
    expect(sources.includes('residence')).toBe(tells);
  },
);
