import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FleetScene } from '../../../src/views/fleet/fleet-scene.ts';
import { SIZES } from '../every-look.ts';
import { DENIED } from './fleet-accounts.ts';
import { fleetOnScreen, rowWith } from './fleet-on-screen.ts';
import { CALM, calm, NOW_MS, snapshotOf } from './fleet-story.ts';

describe('the times of a fleet that is no longer judged', () => {
  const filling = calm((age) => ({ 'Duration Sum': Math.max(60, 400 - age * 20) * 60_000 }));
  const snapshot = snapshotOf({
    functions: [{ name: 'image-resize', minute: filling }, CALM],
    pool: (age) => Math.max(70, 410 - age * 20),
  });
  const at = (minutes: number, different: Partial<FleetScene> = {}) =>
    fleetOnScreen({ snapshot, nowMs: NOW_MS + minutes * MINUTE_MS, ...different }).join('\n');
  const frozen = { snapshot: { ...snapshot, held: { kind: 'frozen', newerMinutes: 4 } as const } };
  const fullBetween = (screen: string) => / full (\d\d:\d\dZ to \d\d:\d\dZ)/.exec(screen)?.[1];
  const likelyMinutes = (screen: string) =>
    [/full in ~(\d+) min/, /A~(\d+)m/].map((likely) => Number(likely.exec(screen)?.[1]));

  it('count from the clock beside them, and agree with the times of day', () => {
    const [[sentence, column], later] = [likelyMinutes(at(0)), likelyMinutes(at(5))];
    expect(later).toEqual([(sentence ?? 0) - 5, (column ?? 0) - 5]);
    expect(fullBetween(at(5))).toBe(fullBetween(at(0)));
    expect(fullBetween(at(0))).toBeDefined();
  });

  it('do so while the view is frozen, too', () => {
    const [[sentence], [later]] = [likelyMinutes(at(0, frozen)), likelyMinutes(at(4, frozen))];
    expect(later).toBe((sentence ?? 0) - 4);
  });

  it('say of a forecast that has run out that nobody looked', () => {
    const screen = at(120);
    expect(screen).toMatch(/account pool .*full presumably by now/);
    expect(rowWith(screen.split('\n'), '▲ WARN  image-resize')).toMatch(/A51 +A\? /);
    expect(screen).not.toMatch(/full (?:in|within) |A~/);
    expect(screen).toMatch(/a minute → full presumably by now/);
  });

  it.each(SIZES)('stand below the time of the last answer and the clock at $columns columns', (size) => {
    const error = { ...DENIED, kind: 'unreachable' as const };
    const connection = { ...snapshot.connection, error };
    const [account, list] = fleetOnScreen({
      ...size,
      snapshot: { ...snapshot, connection, api: { ...snapshot.api, recentFailures: 153 } },
      nowMs: NOW_MS + 5 * MINUTE_MS,
    });
    expect(account).toMatch(/STALE to .* 03:17/);
    expect(list).toContain('last answer 03:12Z');
  });
});
