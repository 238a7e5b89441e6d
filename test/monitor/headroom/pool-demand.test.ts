import { expect, it } from 'vitest';
import { poolDemandGrowth } from '../../../src/monitor/headroom/pool-demand.ts';
import { minuteMsAt, minutesOf } from '../../triage/troubled.ts';

/** 100 calls a minute of 6 s each keep 10 environments busy. */
const served = { invocations: 100, durationSumMs: 600_000 };
const full = (minutes: number) =>
  Array.from({ length: minutes }, (_, minute) => ({ minuteMs: minuteMsAt(minute), unreservedInUse: 765 }));
/** All 200 calls are turned away: there is no duration. */
const REJECTED = { invocations: 0, durationSumMs: null, throttles: 200 };
const QUIET = { invocations: null, durationSumMs: null, throttles: null };
const hitBy = (...throttles: readonly number[]) => ({
  minutes: minutesOf(...throttles.map((each) => ({ ...served, throttles: each }))),
});

it.each([
  {
    what: 'as much as is turned away, while a full pool can use no more',
    functions: [hitBy(0, 50, 100)],
    is: 5,
  },
  { what: 'that of all functions in it', functions: [hitBy(0, 50, 100), hitBy(0, 0, 100)], is: 10 },
  { what: 'none if no more is turned away than before', functions: [hitBy(100, 100, 100)], is: 0 },
  {
    what: 'only that of minutes that have settled for all who are turned away',
    functions: [hitBy(0, 50, 100), hitBy(0, 50)],
    is: 10,
  },
  {
    what: 'told by the last known duration where all is turned away',
    functions: [{ minutes: minutesOf({ ...served, throttles: 0 }, { ...served, throttles: 50 }, REJECTED) }],
    is: 10,
  },
  {
    what: 'that until the last known minute where no duration is known before',
    functions: [hitBy(0, 50, 0), { minutes: minutesOf(QUIET, QUIET, REJECTED) }],
    is: 5,
  },
])('the growth of what is wanted of a full pool is $what', ({ functions, is }) => {
  expect(poolDemandGrowth(full(3), functions)).toBeCloseTo(is, 10);
});
