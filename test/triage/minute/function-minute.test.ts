import { describe, expect, it } from 'vitest';
import {
  attemptsOf,
  averageDurationOf,
  errorRateOf,
  throttleRateOf,
} from '../../../src/triage/minute/function-minute.ts';
import { minutesOf } from '../troubled.ts';

describe('a minute of a function', () => {
  it.each([
    {
      case: 'calls, some of them failed and some throttled',
      known: { invocations: 80, errors: 8, throttles: 20, averageMs: 50 },
      attempts: 100,
      errorRate: 0.1,
      throttleRate: 0.2,
      averageMs: 50,
    },
    {
      case: 'nothing but throttles',
      known: { invocations: 0, throttles: 20 },
      attempts: 20,
      errorRate: null,
      throttleRate: 1,
      averageMs: null,
    },
    { case: 'no data', known: null, attempts: null, errorRate: null, throttleRate: null, averageMs: null },
    {
      case: 'no data on throttles',
      known: { invocations: 10, throttles: null, averageMs: 50 },
      attempts: 10,
      errorRate: 0,
      throttleRate: null,
      averageMs: 50,
    },
  ])('with $case has the right attempts, rates and average duration', ({ known, ...expected }) => {
    const [minute] = minutesOf(known);
    expect({
      attempts: attemptsOf(minute!),
      errorRate: errorRateOf(minute!),
      throttleRate: throttleRateOf(minute!),
      averageMs: averageDurationOf(minute!),
    }).toEqual({
      attempts: expected.attempts,
      errorRate: expected.errorRate,
      throttleRate: expected.throttleRate,
      averageMs: expected.averageMs,
    });
  });
});
