import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FleetMonitor } from '../../../src/monitor/fleet/fleet-monitor.ts';
import type { Alarm, Sources } from '../../../src/monitor/sources.ts';
import { utcMinute } from '../../../src/terminal/quantity.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { fleetOnScreen } from '../../views/fleet/fleet-on-screen.ts';
import { scriptedAccount, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';
import { type DemoFleet, demoFleet } from './demo-fleet.ts';
import { watchedFleet } from './watched-fleet.ts';

const SEEN = { looksCloser: true, showsTimeline: true };
const alarmsIn = (monitor: FleetMonitor) =>
  monitor.getSnapshot().timeline.flatMap((event) => (event.kind === 'alarmRang' ? [event] : []));

describe('an alarm that starts to ring', () => {
  const clock = createSteppedClock(Date.parse('2026-11-24T03:12:10Z'));
  const alarm = (name: string, more: Partial<Alarm> = {}): Alarm => ({
    name: rawText(name),
    metric: rawText('Errors'),
    functionName: rawText('worker'),
    sinceMs: clock.now() - MINUTE_MS,
    ...more,
  });
  let rings: readonly Alarm[] = [];
  let asked = 0;
  const { sources } = scriptedAccount({ clock, functions: [scriptedFunction('worker')] });
  const ringing: Sources['alarms']['ringing'] = async () => {
    asked += 1;
    return { ok: true, value: { items: rings, nextToken: null } };
  };
  const watched = (settings: object) =>
    watchedFleet({ ...sources, alarms: { ringing } }, clock, undefined, settings);

  it('is an event of its function, or of the account, and stays one when it is quiet again', async () => {
    const { monitor } = await watched(SEEN);
    const metric = rawText('ClaimedAccountConcurrency');
    rings = [
      alarm('worker-errors'),
      alarm('account-full', { metric, functionName: null, sinceMs: clock.now() }),
      alarm('disk-of-another-service', { metric: rawText('DiskReadOps'), functionName: null }),
      alarm('for-days', { sinceMs: clock.now() - DAY_MS }),
    ];
    const expected = rings
      .slice(0, 2)
      .map(({ name, functionName, sinceMs }) => ({ name, functionName, atMs: sinceMs }));
    await clock.pass(4 * MINUTE_MS);
    expect(alarmsIn(monitor)).toMatchObject(expected.toReversed());
    rings = [];
    await clock.pass(4 * MINUTE_MS);
    expect(alarmsIn(monitor)).toMatchObject(expected.toReversed());
    monitor.stop();
  });

  it('gets an end when it is found quiet, and a new event when it rings again', async () => {
    const quietIn = ({ getSnapshot }: FleetMonitor) =>
      getSnapshot().timeline.flatMap((event) => (event.kind === 'alarmQuiet' ? [event] : []));
    const { monitor } = await watched(SEEN);
    const first = alarm('worker-errors');
    rings = [first];
    await clock.pass(4 * MINUTE_MS);
    expect(quietIn(monitor)).toEqual([]);
    rings = [];
    const quietMs = clock.now();
    await clock.pass(4 * MINUTE_MS);
    const [ended, ...others] = quietIn(monitor);
    expect(others).toEqual([]);
    expect(ended).toMatchObject({ name: 'worker-errors', functionName: 'worker' });
    expect(ended!.atMs).toBeGreaterThanOrEqual(quietMs);
    expect(ended!.atMs).toBeLessThanOrEqual(quietMs + 2 * MINUTE_MS);
    expect(ended!.lastedMs).toBe(ended!.atMs - first.sinceMs!);
    const screen = fleetOnScreen({ snapshot: monitor.getSnapshot(), nowMs: clock.now() }).join('\n');
    expect(screen).toMatch(/worker +alarm quiet again: worker-errors after \d+ min/);
    rings = [alarm('worker-errors')];
    await clock.pass(4 * MINUTE_MS);
    expect(alarmsIn(monitor)).toHaveLength(2);
    expect(quietIn(monitor)).toEqual([ended]);
    monitor.stop();
  });

  it('is looked for at most once a minute, and not while nobody is looking at the timeline', async () => {
    const askedIn = async (settings: object) => {
      const { monitor } = await watched(settings);
      asked = 0;
      await clock.pass(4 * MINUTE_MS);
      monitor.stop();
      return asked;
    };
    const calls = await askedIn(SEEN);
    expect(calls).toBeGreaterThan(1);
    expect(calls).toBeLessThanOrEqual(4);
    expect(await askedIn({ looksCloser: true })).toBe(0);
  });
});

describe('the alarm of the demo', () => {
  let fleet: DemoFleet;
  let seen: FleetMonitor;
  beforeAll(async () => {
    fleet = await demoFleet();
    fleet.monitor.stop();
    const logs = { ...fleet.sources.logs, page: () => new Promise<never>(() => {}) };
    const watched = await watchedFleet({ ...fleet.sources, logs }, fleet.clock, undefined, SEEN);
    seen = watched.monitor;
    await watched.until(() => alarmsIn(seen).length > 0);
  });
  afterAll(async () => {
    seen.stop();
    await fleet.close();
  });

  it('is among the events of the fleet before any log is read', () => {
    const nowMs = fleet.clock.now();
    const [ringing] = fleet.world.alarms(nowMs).filter(({ state }) => state === 'ALARM');
    expect(alarmsIn(seen)).toMatchObject([
      { atMs: ringing!.sinceMs, functionName: 'checkout-api', name: 'checkout-api-throttles' },
    ]);
    expect(fleetOnScreen({ snapshot: seen.getSnapshot(), nowMs }).join('\n')).toMatch(
      new RegExp(`${utcMinute(ringing!.sinceMs)} {2}checkout-api +alarm rang: checkout-api-th`),
    );
  });

  it('is known of its function as soon as that is on screen, while its log is still being read', () => {
    seen.attend(rawText('checkout-api'));
    expect(seen.getSnapshot().detail).toMatchObject({
      functionName: 'checkout-api',
      isRead: false,
      alarms: { known: true, value: [{ name: 'checkout-api-throttles' }] },
    });
  });
});
