import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, minuteOf, SECOND_MS } from '../../../src/lambda/time.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import { HISTORY_MINUTES } from '../../../src/monitor/metric/metric-history.ts';
import { ownerKey } from '../../../src/monitor/metric-owner.ts';
import type { Sources } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { busyPoint, scriptedAccount, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';
import { START_MS, type WatchedFleet, watchedFleet, watchedUntilEnd, watching } from './watched-fleet.ts';

/** The tests go on where the one before them left off. */
describe('a fleet of 1,000 functions without a list of the active ones, 100 of them called', () => {
  const wakesMs = START_MS + 11 * MINUTE_MS;
  const called = (name: string, minuteMs: number) =>
    /0$/.test(name) || (name === 'function-1' && minuteMs >= wakesMs);

  let fleet: WatchedFleet;
  beforeAll(async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: Array.from({ length: 1_000 }, (_, index) => scriptedFunction(`function-${index}`)),
      point: (query, minuteMs, nowMs) =>
        query.owner.kind === 'function' && !called(query.owner.functionName, minuteMs)
          ? null
          : busyPoint(query, minuteMs, nowMs),
    });
    account.fail('cloudwatch:ListMetrics', 'denied');
    fleet = await watchedFleet(account.sources, clock);
  });
  afterAll(() => fleet.monitor.stop());

  const active = () => fleet.monitor.getSnapshot().functions.filter(({ activity }) => activity === 'active');

  it('keeps uncalled functions idle, however seldom they are read', async () => {
    await fleet.clock.pass(7 * MINUTE_MS);
    for (let minute = 0; minute < 3; minute++) {
      await fleet.clock.pass(MINUTE_MS);
      expect(active()).toHaveLength(100);
    }
  });

  it('notices within minutes that another function is called', async () => {
    expect(fleet.status('function-1').activity).toBe('idle');
    await fleet.clock.pass(10 * MINUTE_MS);
    expect(fleet.status('function-1').activity).toBe('active');
  });

  it('costs at most half a dollar an hour', () => {
    expect(fleet.monitor.getSnapshot().api.dollarsPerHour).toBeLessThanOrEqual(0.5);
  });
});

/** Of CloudWatch's metrics, those before the first of these minutes counted as one. */
async function mostCallsInMinute(
  { account, clock }: Pick<Awaited<ReturnType<typeof watching>>, 'account' | 'clock'>,
  minutes: number,
): Promise<number> {
  const made = () => account.calls('cloudwatch:GetMetricData') + account.calls('cloudwatch:ListMetrics');
  let before = made();
  let most = before;
  for (let minute = 1; minute <= minutes; minute++) {
    await clock.pass(MINUTE_MS);
    most = Math.max(most, made() - before);
    before = made();
  }
  return most;
}

describe('a fleet of 1,000 functions, 100 of them active', () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `function-${index}`);

  it('takes at most ten CloudWatch calls a minute and half a dollar an hour', async () => {
    const watched = await watching({
      functions: names.map((name) => scriptedFunction(name)),
      active: names.slice(0, 100),
    });
    const { monitor } = watched;
    expect(await mostCallsInMinute(watched, 12)).toBeLessThanOrEqual(10);
    expect(monitor.getSnapshot().api.dollarsPerHour).toBeGreaterThan(0.25);
    expect(monitor.getSnapshot().api.dollarsPerHour).toBeLessThanOrEqual(0.5);
  });

  it.each([55])('takes at most ten in its first minute, %i s into the minute', async (seconds) => {
    const startMs = minuteOf(START_MS) + seconds * SECOND_MS;
    const clock = createSteppedClock(startMs);
    const account = scriptedAccount({
      clock,
      functions: names.map((name) => scriptedFunction(name)),
      active: names.slice(0, 100),
      // The first fails, so that its week is read.
      point: (query, minuteMs, nowMs) =>
        ownerKey(query.owner) === 'function-0' && query.metric === 'Errors'
          ? busyPoint({ ...query, metric: 'Invocations' }, minuteMs, nowMs)
          : busyPoint(query, minuteMs, nowMs),
    });
    await watchedUntilEnd(account.sources, clock, () => {}, { showsParts: true });
    await clock.pass(startMs + MINUTE_MS - 1 - clock.now());
    const first = account.metricCalls.filter(({ atMs }) => atMs < startMs + MINUTE_MS);
    expect(first.some(({ range }) => range.periodMs === HOUR_MS)).toBe(true);
    expect(first.length + account.calls('cloudwatch:ListMetrics')).toBeLessThanOrEqual(10);
  });

  it('shows its rows within three seconds, before it has read the limit of each function', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: names.map((name) => scriptedFunction(name)),
      active: names.slice(0, 100),
    });
    const shown: { atMs: number; rows: number; limits: number }[] = [];
    await watchedUntilEnd(account.sources, clock, ({ functions }) => {
      const limits = functions.filter(({ assessment }) => assessment.limit.kind === 'account').length;
      const rows = functions.filter(({ requestsPerSecond }) => requestsPerSecond === 10).length;
      shown.push({ atMs: clock.now() - START_MS, rows, limits });
    });
    const first = shown.find(({ rows }) => rows > 0);
    expect(first).toMatchObject({ rows: 100, limits: 0 });
    expect(first?.atMs).toBeLessThanOrEqual(3_000);
    expect(shown.at(-1)).toMatchObject({ rows: 100, limits: 100 });
  });

  it.each([9, 55])(
    'says from its first rows on what an hour will cost, %i s into the minute',
    async (seconds) => {
      const clock = createSteppedClock(minuteOf(START_MS) + seconds * SECOND_MS);
      const account = scriptedAccount({
        clock,
        functions: names.map((name) => scriptedFunction(name)),
        active: names.slice(0, 100),
      });
      const said: number[] = [];
      await watchedUntilEnd(account.sources, clock, ({ functions, api }) => {
        if (functions.length > 0) said.push(api.dollarsPerHour);
      });
      await clock.pass(9 * MINUTE_MS);
      const steady = said.at(-1)!;
      expect(Math.min(...said) / steady).toBeGreaterThan(0.9);
      expect(Math.max(...said) / steady).toBeLessThan(1.1);
    },
  );
});

describe('a fleet of 10,000 functions, 100 of them active', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `function-${index}`);
  const active = names.filter((_, index) => index % 100 === 99);

  interface Shown {
    readonly atMs: number;
    readonly snapshot: FleetSnapshot;
  }

  const watchedFromStart = async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: names.map((name) => scriptedFunction(name, { deadLetterTarget: rawText('arn:of:queue') })),
      active,
    });
    const shown: Shown[] = [];
    const onSnapshot = (snapshot: FleetSnapshot) => shown.push({ atMs: clock.now() - START_MS, snapshot });
    const fleet = await watchedFleet(account.sources, clock, onSnapshot, { showsParts: true });
    return { ...fleet, account, shown };
  };

  let watched: Awaited<ReturnType<typeof watchedFromStart>>;
  beforeAll(async () => {
    watched = await watchedFromStart();
  });
  afterAll(() => watched.monitor.stop());

  const withFigures = ({ snapshot }: Shown) =>
    snapshot.functions.filter(({ requestsPerSecond }) => requestsPerSecond === 10);

  it('shows the active ones within three seconds, long before Lambda has listed all', () => {
    const { shown } = watched;
    const first = shown.find((each) => withFigures(each).length > 0)!;
    expect(withFigures(first)).toHaveLength(100);
    expect(first.atMs).toBeLessThanOrEqual(3_000);
    expect(first.snapshot).toMatchObject({ hasAllFunctions: false, connection: { state: 'live' } });
    expect(first.snapshot.functions.length).toBeLessThan(1_000);
  });

  it('shows how many it knows while the list is being read, and loses none of the active on the way', () => {
    const { shown } = watched;
    const parts = shown.filter((each) => withFigures(each).length > 0);
    const counts = [...new Set(parts.map(({ snapshot }) => snapshot.functions.length))];
    expect(counts.length).toBeGreaterThan(10);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(parts.map((each) => withFigures(each).length)).toEqual(parts.map(() => 100));
    expect(shown.at(-1)!.snapshot).toMatchObject({ hasAllFunctions: true, hasLimits: true });
    expect(shown.at(-1)!.snapshot.functions).toHaveLength(10_000);
  });

  it('says with its first rows what an hour will cost', () => {
    const said = watched.shown.filter(({ snapshot }) => snapshot.functions.length > 0);
    expect(Math.max(...said.map(({ snapshot }) => snapshot.api.dollarsPerHour))).toBeLessThanOrEqual(0.5);
  });

  it('has the history of dead-letter errors, which it can ask for only once they are listed', () => {
    const asked = watched.account.metricCalls.filter(({ queries }) =>
      queries.some(({ metric }) => metric === 'DeadLetterErrors'),
    );
    const ofOne = asked.flatMap(({ queries, range }) =>
      queries
        .filter(({ metric, owner }) => metric === 'DeadLetterErrors' && ownerKey(owner) === 'function-9999')
        .map(() => range.endMs - range.startMs),
    );
    expect(ofOne).toEqual([HISTORY_MINUTES * MINUTE_MS]);
  });

  it('says nothing about a setup that it has not read', () => {
    const { shown, status } = watched;
    const first = shown.find((each) => withFigures(each).length > 0)!;
    const last = first.snapshot.functions.find(({ name }) => name === 'function-9999')!;
    expect(last).toMatchObject({ severity: 'unknown', timeoutShare: 'unsettled', lostEvents: 'unsettled' });
    expect(status('function-9999')).toMatchObject({ severity: 'ok', lostEvents: 'missing' });
  });

  it('takes at most ten CloudWatch calls a minute and half a dollar an hour', async () => {
    const { monitor } = watched;
    expect(await mostCallsInMinute(watched, 12)).toBeLessThanOrEqual(10);
    expect(monitor.getSnapshot().api.dollarsPerHour).toBeLessThanOrEqual(0.5);
  });

  it('tells why the list could not be read to its end, and reads it again', async () => {
    const clock = createSteppedClock(START_MS);
    const account = scriptedAccount({
      clock,
      functions: names.slice(0, 2_000).map((name) => scriptedFunction(name)),
      active: active.slice(0, 20),
    });
    const page = account.sources.functions.page;
    let pages = 0;
    const functions: Sources['functions'] = {
      ...account.sources.functions,
      page: (...asked) => {
        pages += 1;
        if (pages === 20) account.fail('lambda:ListFunctions', 'denied');
        return page(...asked);
      },
    };
    const errors: (string | undefined)[] = [];
    const fleet = await watchedUntilEnd(
      { ...account.sources, functions },
      clock,
      ({ connection, functions: known }) => {
        if (connection.error !== null) errors.push(`${connection.error.kind} after ${known.length}`);
      },
      { showsParts: true },
    );
    expect(errors[0]).toMatch(/^denied after [19]\d\d$/);
    account.heal();
    await clock.pass(MINUTE_MS);
    await fleet.until(({ hasAllFunctions }) => hasAllFunctions);
    expect(fleet.monitor.getSnapshot()).toMatchObject({ hasAllFunctions: true, connection: { error: null } });
    expect(fleet.monitor.getSnapshot().functions).toHaveLength(2_000);
  });
});
