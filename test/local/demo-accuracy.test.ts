import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meanConcurrency } from '../../src/capacity/minute/estimate.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { demoAccount } from '../../src/local/world/cast/cast.ts';
import type { TruthMinute } from '../../src/local/world/world-truth.ts';
import { averageDurationOf, type FunctionMinute } from '../../src/triage/minute/function-minute.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../monitor/fleet/demo-fleet.ts';

const COMPARED_MINUTES = 30;
const IDLE = ['report-nightly', 'thumbnail-cron'];
const CALLED = demoAccount(DEMO_START_MS)
  .functions.map(({ configuration }) => configuration.name)
  .filter((name) => !IDLE.includes(name));

let fleet: DemoFleet;

beforeAll(async () => {
  fleet = await demoFleet();
});
afterAll(() => fleet.close());

interface Compared {
  readonly shown: FunctionMinute;
  readonly truth: TruthMinute;
}

/** The last settled half hour of a function, as lmon shows it and as it really was. */
function compared(functionName: string): readonly Compared[] {
  return fleet
    .status(functionName)
    .minutes.slice(-COMPARED_MINUTES)
    .map((shown) => ({ shown, truth: fleet.world.truth.minute(functionName, shown.minuteMs) }));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const difference = (value: number, truth: number) => Math.abs(value / truth - 1);

/** The first minute of the unbroken run of throttled minutes that ends with `newestMs`. */
function throttledSince(functionName: string, newestMs: number): number {
  let sinceMs = newestMs;
  while (fleet.world.truth.minute(functionName, sinceMs - MINUTE_MS).throttles > 0) sinceMs -= MINUTE_MS;
  return sinceMs;
}

// The moments build on each other: each test continues where the previous one stopped.
describe.each([
  { moment: 'at the start', passedMinutes: 0, incident: true },
  { moment: 'after twenty minutes', passedMinutes: 20, incident: true },
  { moment: 'after an hour', passedMinutes: 60, incident: false },
])('lmon over HTTP in front of the demo, polling each minute, $moment', ({ passedMinutes, incident }) => {
  beforeAll(async () => {
    const { clock } = fleet;
    await clock.pass(DEMO_START_MS + passedMinutes * MINUTE_MS - clock.now());
  });

  it('is live, and has hit no quota', () => {
    const { connection, api } = fleet.monitor.getSnapshot();
    expect(connection).toMatchObject({ state: 'live', error: null });
    expect(api.failures).toEqual([]);
  });

  it.each(CALLED)('counts the invocations, errors and throttles of %s exactly', (name) => {
    const pairs = compared(name);
    expect(pairs).toHaveLength(COMPARED_MINUTES);
    expect(pairs.map(({ shown }) => [shown.invocations, shown.errors, shown.throttles])).toEqual(
      pairs.map(({ truth }) => [truth.invocations, truth.errors, truth.throttles]),
    );
  });

  it.each(CALLED)('shows durations of %s within 0.5 % of the average and 2 % of p95', (name) => {
    for (const { shown, truth } of compared(name)) {
      const averageMs = truth.durationSumMs / truth.invocations;
      expect(difference(averageDurationOf(shown)!, averageMs)).toBeLessThan(0.005);
      expect(difference(shown.durationP95Ms!, truth.durationP95Ms)).toBeLessThan(0.02);
    }
  });

  it.each(CALLED)('estimates the mean concurrency of %s within 2 %', (name) => {
    const pairs = compared(name);
    const estimate = mean(pairs.map(({ shown }) => meanConcurrency(shown)!));
    expect(difference(estimate, mean(pairs.map(({ truth }) => truth.meanConcurrency)))).toBeLessThan(0.02);
  });

  it.each(CALLED)('shows minutes of %s that are less than five minutes old', (name) => {
    expect(fleet.clock.now() - fleet.status(name).minuteMs!).toBeLessThan(5 * MINUTE_MS);
  });

  it('shows a function that has not been called as idle, and without numbers', () => {
    expect(fleet.status('report-nightly')).toMatchObject({
      activity: 'idle',
      requestsPerSecond: 'missing',
      errorRate: 'missing',
      throttleRate: 'missing',
      durationP95Ms: 'missing',
    });
  });

  it('says whether checkout-api is throttled at its reserved 200, and since when', () => {
    const { severity, assessment, reasons, minuteMs } = fleet.status('checkout-api');
    const throttles = reasons.find(({ rule }) => rule === 'throttles');
    expect({
      severity,
      flag: assessment.flag,
      limit: assessment.limit,
      since: throttles?.sinceMs ?? null,
    }).toMatchObject({
      limit: { kind: 'reserved', value: 200 },
      ...(incident
        ? { severity: 'crit', flag: 'throttling', since: throttledSince('checkout-api', minuteMs!) }
        : { severity: 'ok', flag: 'ok', since: null }),
    });
  });
});
