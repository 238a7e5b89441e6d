import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../src/lambda/time.ts';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { FunctionDay } from '../../../../src/monitor/function/detail/function-day.ts';
import type { MetricAnswer, MetricQuery, MetricSource } from '../../../../src/monitor/sources.ts';
import { NO_DATA } from '../../../triage/no-data.ts';
import { type AccountScript, busyPoint, scriptedAccount, scriptedFunction } from '../../scripted-account.ts';
import { createSteppedClock } from '../../stepped-clock.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:00Z');
const SETTLED_MS = NOW_MS - 2 * MINUTE_MS;
const SPIKE_MS = Date.parse('2026-11-23T14:07:00Z');

/** 600 calls a minute, 60 of them throttled in one minute of the day. */
const spiked: NonNullable<AccountScript['point']> = (query, minuteMs, nowMs) =>
  query.metric === 'Throttles' && minuteMs === SPIKE_MS ? 60 : busyPoint(query, minuteMs, nowMs);

/** @param told what a recording adds to each answer */
function watchedDay(
  point: NonNullable<AccountScript['point']> = spiked,
  told: () => Partial<MetricAnswer> = () => ({}),
) {
  const clock = createSteppedClock(NOW_MS);
  const configuration = scriptedFunction('checkout-api');
  const account = scriptedAccount({ clock, functions: [configuration], point });
  const page: MetricSource['page'] = async (...question) => {
    const answer = await account.sources.metrics.page(...question);
    if (!answer.ok) return answer;
    return {
      ok: true,
      value: { ...answer.value, items: answer.value.items.map((item) => ({ ...item, ...told() })) },
    };
  };
  const day = new FunctionDay(
    configuration,
    { ...account.sources.metrics, page },
    {
      clock,
      ledger: new ApiLedger(NOW_MS),
      budget: createCallBudget(clock, { random: () => 0.5 }),
      signal: new AbortController().signal,
    },
  );
  return { account, day };
}

async function readDay(day: FunctionDay, passedMs = 0) {
  day.want();
  await day.read(NOW_MS + passedMs, SETTLED_MS + passedMs);
}

const rangesAsked = ({ account }: ReturnType<typeof watchedDay>) =>
  account.metricCalls.map(({ range }) => [
    (range.startMs - NOW_MS) / MINUTE_MS,
    (range.endMs - NOW_MS) / MINUTE_MS,
    range.periodMs / MINUTE_MS,
  ]);

/** Minutes of the fleet from `fromMs` on, each with that many calls. */
const fleetMinutes = (fromMs: number, ...calls: readonly number[]) =>
  calls.map((invocations, place) => ({ ...NO_DATA, minuteMs: fromMs + place * MINUTE_MS, invocations }));

describe('the last 24 hours of a function', () => {
  it('are read by the minute in one request, so that a peak of one minute is kept', async () => {
    const watched = watchedDay();
    await readDay(watched.day);
    const minutes = watched.day.minutes(SETTLED_MS, []);
    expect(rangesAsked(watched)).toEqual([[-1_441, -1, 1]]);
    expect(minutes).toHaveLength(1_440);
    expect([minutes?.at(0)?.minuteMs, minutes?.at(-1)?.minuteMs]).toEqual([
      SETTLED_MS + MINUTE_MS - DAY_MS,
      SETTLED_MS,
    ]);
    expect(minutes?.filter(({ throttles }) => throttles !== 0)).toMatchObject([
      { minuteMs: SPIKE_MS, throttles: 60, invocations: 600 },
    ]);
  });

  it('are not known before they are wanted and read', async () => {
    const { day, account } = watchedDay();
    await day.read(NOW_MS, SETTLED_MS);
    expect(day.minutes(SETTLED_MS, fleetMinutes(SETTLED_MS, 1))).toBeNull();
    expect(account.metricCalls).toEqual([]);
  });

  it('go on with the minutes of the fleet, which is right about those that changed, and end with it', async () => {
    const { day } = watchedDay();
    await readDay(day);
    const newest = fleetMinutes(SETTLED_MS - MINUTE_MS, 1, 2, 3, 4);
    const minutes = day.minutes(SETTLED_MS + MINUTE_MS, newest);
    expect(minutes).toHaveLength(1_440);
    expect(
      minutes?.slice(-3).map(({ minuteMs, invocations }) => [minuteMs - SETTLED_MS, invocations]),
    ).toEqual([
      [-MINUTE_MS, 1],
      [0, 2],
      [MINUTE_MS, 3],
    ]);
  });

  it('have the call that began when they were read, and was published later', async () => {
    const { day } = watchedDay(({ metric }, minuteMs) =>
      metric === 'Invocations' && minuteMs === SPIKE_MS ? 1 : null,
    );
    day.want();
    // Nothing is known of an idle function that had not settled.
    await day.read(NOW_MS, NOW_MS);
    const minutes = day.minutes(NOW_MS, fleetMinutes(NOW_MS - MINUTE_MS, 0, 1));
    expect(minutes?.filter(({ invocations }) => invocations === 1).map(({ minuteMs }) => minuteMs)).toEqual([
      SPIKE_MS,
      NOW_MS,
    ]);
  });

  it('have unread minutes, not none, where the fleet was not read for a while', async () => {
    const { day } = watchedDay();
    await readDay(day);
    const minutes = day.minutes(SETTLED_MS + 3 * MINUTE_MS, fleetMinutes(SETTLED_MS + 3 * MINUTE_MS, 7));
    expect(minutes?.slice(-4).map(({ invocations }) => invocations)).toEqual([600, null, null, 7]);
  });

  it('keep what was read of them where the fleet, which asks little about idle functions, knows nothing', async () => {
    const { day } = watchedDay(({ metric }, minuteMs) =>
      minuteMs === SETTLED_MS - 4 * MINUTE_MS ? (metric === 'Invocations' ? 3 : 1) : null,
    );
    await readDay(day);
    const unasked = Array.from({ length: 10 }, (_, place) => ({
      ...NO_DATA,
      minuteMs: SETTLED_MS - (9 - place) * MINUTE_MS,
    }));
    const counted = unasked.map((minute, place) => (place === 5 ? { ...minute, invocations: 4 } : minute));
    const called = (newest: typeof unasked) =>
      day.minutes(SETTLED_MS, newest)?.filter(({ invocations }) => invocations !== null);
    const minuteMs = SETTLED_MS - 4 * MINUTE_MS;
    expect(called(unasked)).toMatchObject([{ minuteMs, invocations: 3, errors: 1 }]);
    expect(called(counted)).toMatchObject([{ minuteMs, invocations: 4, errors: 1 }]);
    expect(day.minutes(SETTLED_MS, unasked)).toHaveLength(1_440);
  });

  it('are read on once an hour, from the oldest minute that may have changed', async () => {
    const watched = watchedDay(({ metric }) => (metric === 'Invocations' ? 600 : 0));
    for (const passedMs of [0, MINUTE_MS, 59 * MINUTE_MS, HOUR_MS, HOUR_MS + MINUTE_MS])
      await readDay(watched.day, passedMs);
    expect(rangesAsked(watched)).toEqual([
      [-1_441, -1, 1],
      [-17, 59, 1],
    ]);
    const minutes = watched.day.minutes(SETTLED_MS + HOUR_MS, []);
    expect(minutes).toHaveLength(1_440);
    expect(minutes?.every(({ invocations }) => invocations === 600)).toBe(true);
  });

  it('of one without any point are soon read again', async () => {
    const watched = watchedDay(() => null);
    for (const passedMs of [0, 4 * MINUTE_MS, 5 * MINUTE_MS]) await readDay(watched.day, passedMs);
    expect(watched.account.metricCalls).toHaveLength(2);
    expect(watched.day.minutes(SETTLED_MS, fleetMinutes(SETTLED_MS, 0))).toEqual([]);
  });

  it('are read again at the next look if they could not be read', async () => {
    const { account, day } = watchedDay();
    account.fail('cloudwatch:GetMetricData', 'throttled');
    await readDay(day);
    expect(day.minutes(SETTLED_MS, [])).toBeNull();
    account.heal();
    await readDay(day, MINUTE_MS);
    expect(day.minutes(SETTLED_MS, [])).not.toBeNull();
  });

  it.each([
    { case: 'all of it is kept', endedMs: 14 * DAY_MS - HOUR_MS, period: 1 },
    { case: 'its start is no longer kept', endedMs: 14 * DAY_MS + MINUTE_MS, period: 5 },
    { case: 'its start is about to be deleted', endedMs: 14 * DAY_MS - MINUTE_MS, period: 5 },
  ])('are read in periods of $period minutes where $case by the minute', async ({ endedMs, period }) => {
    const { account, day } = watchedDay((query: MetricQuery) => (query.metric === 'Invocations' ? 50 : 0));
    day.want();
    const atMs = NOW_MS - endedMs;
    await day.read(atMs, atMs - MINUTE_MS);
    const minutes = day.minutes(atMs - MINUTE_MS, fleetMinutes(atMs - MINUTE_MS, 3));
    expect(account.metricCalls.map(({ range }) => range.periodMs)).toEqual([period * MINUTE_MS]);
    expect(minutes).toHaveLength(1_440 / period);
    // Counts are per minute.
    expect(new Set(minutes?.map(({ invocations }) => invocations))).toEqual(new Set([50 / period]));
  });

  it('begin where a recording does, until it holds more', async () => {
    let told: Partial<MetricAnswer> = { knownFromMs: NOW_MS - HOUR_MS };
    const { day } = watchedDay(spiked, () => told);
    await readDay(day);
    expect(day.minutes(SETTLED_MS, [])?.[0]?.minuteMs).toBe(NOW_MS - HOUR_MS);
    told = {};
    await readDay(day, MINUTE_MS);
    expect(day.minutes(SETTLED_MS + MINUTE_MS, [])).toHaveLength(1_440);
  });
});
