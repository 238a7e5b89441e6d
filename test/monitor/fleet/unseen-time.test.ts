import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import { countedAfter, unseenMs } from '../../../src/monitor/fleet/unseen-time.ts';
import { onScreen as dashboardOnScreen } from '../../views/dashboard/dashboard-stories.ts';
import { fleetOnScreen, rowWith } from '../../views/fleet/fleet-on-screen.ts';
import { CALM, calm, NOW_MS, snapshotOf } from '../../views/fleet/fleet-story.ts';
import { onScreen as headroomOnScreen } from '../../views/headroom/headroom-stories.ts';

describe('the times to limits that are no longer judged', () => {
  const resize = {
    name: 'image-resize',
    minute: calm((age) => ({ 'Duration Sum': Math.max(60, 400 - age * 20) * 60_000 })),
  };
  const stale = snapshotOf({ functions: [resize, CALM], pool: (age) => Math.max(70, 410 - age * 20) });
  const frozen = { ...stale, held: { kind: 'frozen', newerMinutes: 4 } as const };
  const seenAfter = (minutes: number, snapshot: FleetSnapshot = stale) => {
    const nowMs = NOW_MS + minutes * MINUTE_MS;
    return { snapshot: countedAfter(snapshot, unseenMs(snapshot, nowMs)), nowMs };
  };
  const fleetAt = (minutes: number, snapshot?: FleetSnapshot) =>
    fleetOnScreen(seenAfter(minutes, snapshot)).join('\n');
  const ofFunction = (minutes: number) => {
    const seen = seenAfter(minutes);
    return { ...seen, status: seen.snapshot.functions[0]! };
  };
  const fullBetween = (screen: string) => / full (\d\d:\d\dZ to \d\d:\d\dZ)/.exec(screen)?.[1];
  const likelyMinutes = (screen: string) =>
    [/(?:full|met) in ~(\d+) min/, /A~(\d+)m/].map((likely) => Number(likely.exec(screen)?.[1]));

  it('count from the clock beside them, and agree with the times of day', () => {
    const [[sentence, column], later] = [likelyMinutes(fleetAt(0)), likelyMinutes(fleetAt(5))];
    expect(later).toEqual([(sentence ?? 0) - 5, (column ?? 0) - 5]);
    expect(fullBetween(fleetAt(5))).toBe(fullBetween(fleetAt(0)));
    expect(fullBetween(fleetAt(0))).toBeDefined();
  });

  it('do so while the view is frozen, too', () => {
    const [[sentence], [later]] = [likelyMinutes(fleetAt(0, frozen)), likelyMinutes(fleetAt(4, frozen))];
    expect(later).toBe((sentence ?? 0) - 4);
  });

  it.each([
    { screen: 'dashboard', at: (minutes: number) => dashboardOnScreen(resize, ofFunction(minutes)) },
    {
      screen: 'headroom',
      at: (minutes: number) => headroomOnScreen(resize, ofFunction(minutes)),
    },
  ])('are the same on its $screen', ({ at }) => {
    for (const minutes of [0, 5])
      expect(likelyMinutes(at(minutes))[0]).toBe(likelyMinutes(fleetAt(minutes))[0]);
    expect(at(120)).toContain('presumably by now');
  });

  it('are as they were judged while new minutes come, and in the past', () => {
    const past = (state: 'past' | 'unreadPast') => ({
      ...stale,
      connection: { ...stale.connection, state },
      held: { kind: 'past', atMs: NOW_MS } as const,
    });
    expect(unseenMs(stale, NOW_MS + MINUTE_MS)).toBe(0);
    expect(unseenMs(past('past'), NOW_MS + 5 * MINUTE_MS)).toBe(0);
    expect(unseenMs(past('unreadPast'), NOW_MS + 5 * MINUTE_MS)).toBe(0);
  });

  it('say of a forecast that has run out that nobody looked', () => {
    const screen = fleetAt(120);
    expect(screen).toMatch(/account pool .*full presumably by now/);
    expect(rowWith(screen.split('\n'), '▲ WARN  image-resize')).toMatch(/A51 +A\? /);
    expect(screen).not.toMatch(/full (?:in|within) |A~/);
    expect(screen).toMatch(/a minute → full presumably by now/);
  });
});
